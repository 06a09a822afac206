import Primitives
import Testing

@Suite struct ReceiptTests {
  /// Each piece by the definition: bit = low eleven bits of the byte pairs 0, 2 and 4 of the hash.
  @Test func bloomSetsThreeBitsAnItem() {
    let log = Log(address: Address(truncating: 0xabc), topics: [.one, .max], data: [9])
    var expected = Set<Int>()
    for item in [log.address.bytes] + log.topics.map(\.bigEndianBytes) {
      let hash = referenceKeccak256(item)
      for pair in [0, 2, 4] {
        expected.insert((Int(hash[pair]) << 8 | Int(hash[pair + 1])) & 2047)
      }
    }
    var bloom = LogsBloom()
    bloom.insert(log)
    let found = (0..<2048).filter { bloom.bytes[255 - $0 / 8] >> UInt8($0 % 8) & 1 == 1 }
    #expect(Set(found) == expected)
    #expect(bloom.mayContain(log))
    #expect(!LogsBloom().mayContain(log))
    #expect(LogsBloom(hex: bloom.hex) == bloom)
    #expect(LogsBloom(hex: "0x00") == nil)
    var union = LogsBloom()
    union.formUnion(bloom)
    #expect(union == bloom)
  }

  @Test func receiptsAreTheListOfTheirFields() throws {
    let log = Log(address: Address(truncating: 0xabc), topics: [.one], data: [1, 2])
    for kind in Transaction.Kind.allCases {
      for succeeded in [false, true] {
        let receipt = Receipt(
          kind: kind, succeeded: succeeded, cumulativeGasUsed: 0x1234, logs: [log])
        let list = RLPItem.list([
          .string(succeeded ? [1] : []), .string([0x12, 0x34]), .string(receipt.logsBloom.bytes),
          .list([
            .list([
              .string(log.address.bytes), .list([.string(Word.one.bigEndianBytes)]),
              .string([1, 2]),
            ])
          ]),
        ])
        let type = kind == .legacy ? [] : [kind.rawValue]
        #expect(receipt.encoded() == type + list.encoded())
      }
    }
  }

  /// The logs hash of a transaction without logs, in every state test.
  @Test func noLogsHashAsTheEmptyList() {
    var encoder = RLPEncoder()
    encoder.append([Log]())
    #expect(
      keccak256(encoder.bytes).hex
        == "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347")
  }
}
