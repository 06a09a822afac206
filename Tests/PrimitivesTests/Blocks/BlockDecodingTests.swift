import Primitives
import Testing

/// Whole blocks from bytes: strict, and nothing traps.
@Suite struct BlockDecodingTests {
  @Test(arguments: SampleBlocks.all.indices) func whatIsEncodedIsDecoded(index: Int) throws {
    let (fields, block) = SampleBlocks.all[index]
    let decoded = try Block(decoding: block.encoded())
    #expect(decoded.header == block.header)
    #expect(decoded.transactions == block.transactions)
    #expect(decoded.ommers == block.ommers)
    #expect(decoded.withdrawals == block.withdrawals)
    #expect(decoded.encoded() == block.encoded())
    let header = try BlockHeader(decoding: block.header.encoded())
    #expect(header == block.header)
    #expect(try RLPItem(decoding: block.header.encoded()).items.count == fields)
  }

  /// Typed transactions are strings, others lists (EIP-2718).
  @Test func transactionsStandAsTheirTypeDemands() throws {
    let item = try RLPItem(decoding: SampleBlocks.all[0].block.encoded())
    for (transaction, item) in zip(SampleTransactions.all, item.items[1].items) {
      #expect((item == .string(transaction.encoded())) == (transaction.kind != .legacy))
    }
  }

  @Test(arguments: [0, 1, 14, 18, 19, 22]) func otherHeadersAreNone(fields: Int) throws {
    var item = try RLPItem(decoding: SampleBlocks.all[4].block.encoded())
    let field = item.items[0].items[0]
    item.items[0].items = Array(item.items[0].items.prefix(fields))
    while item.items[0].items.count < fields { item.items[0].items.append(field) }
    #expect(throws: BlockDecodingError.headerFieldCount(fields)) {
      try Block(decoding: item.encoded())
    }
  }

  @Test func aLegacyTransactionIsNoString() throws {
    var item = try RLPItem(decoding: SampleBlocks.all[0].block.encoded())
    item.items[1].items[0] = .string(item.items[1].items[0].encoded())
    #expect(throws: BlockDecodingError.wrappedLegacyTransaction(index: 0)) {
      try Block(decoding: item.encoded())
    }
  }

  @Test func aBrokenTransactionIsNamed() throws {
    var item = try RLPItem(decoding: SampleBlocks.all[0].block.encoded())
    item.items[1].items[2] = .string([0x7f, 0xc0])
    #expect(throws: BlockDecodingError.transaction(index: 2, .unknownType(0x7f))) {
      try Block(decoding: item.encoded())
    }
    item.items[1].items[2] = .string([])
    #expect(throws: BlockDecodingError.transaction(index: 2, .empty)) {
      try Block(decoding: item.encoded())
    }
  }

  @Test func withdrawalsAreThereWhereTheirRootIs() throws {
    var without = try RLPItem(decoding: SampleBlocks.all[2].block.encoded())
    without.items.removeLast()
    #expect(throws: BlockDecodingError.withdrawalsPresence(inBody: false)) {
      try Block(decoding: without.encoded())
    }
    var with = try RLPItem(decoding: SampleBlocks.all[1].block.encoded())
    with.items.append(.list([]))
    #expect(throws: BlockDecodingError.withdrawalsPresence(inBody: true)) {
      try Block(decoding: with.encoded())
    }
    var more = try RLPItem(decoding: SampleBlocks.all[2].block.encoded())
    more.items.append(.list([]))
    #expect(throws: BlockDecodingError.self) { try Block(decoding: more.encoded()) }
  }

  /// Every field as a list, as nothing, and too long: each has a size that something else has not.
  @Test(arguments: SampleBlocks.all.indices) func everyFieldIsHeldToItsSize(index: Int) throws {
    let item = try RLPItem(decoding: SampleBlocks.all[index].block.encoded())
    for field in item.items[0].items.indices {
      var broken = item
      broken.items[0].items[field] = .list([])
      #expect(throws: BlockDecodingError.self, "field \(field)") {
        try Block(decoding: broken.encoded())
      }
      broken.items[0].items[field] = .string([UInt8](repeating: 1, count: 257))
      let isExtraData = field == 12
      #expect((try? Block(decoding: broken.encoded())) == nil || isExtraData, "field \(field)")
    }
  }

  @Test func everyTruncationIsAnError() {
    for (_, block) in SampleBlocks.all {
      let bytes = block.encoded()
      for count in bytes.indices where (try? Block(decoding: Array(bytes[..<count]))) != nil {
        Issue.record("the first \(count) of \(bytes.count) bytes are accepted")
      }
      #expect(throws: BlockDecodingError.self) { try Block(decoding: bytes + [0]) }
    }
  }

  /// Every byte changed in several ways: an error, or a block of exactly those bytes.
  @Test func everyMutationIsAnErrorOrAnotherBlock() {
    var rejected = 0
    var accepted = 0
    for (_, block) in SampleBlocks.all {
      let bytes = block.encoded()
      for place in bytes.indices {
        for change: UInt8 in [1, 0x80, 0xc0, 0xff, bytes[place]] {
          var mutated = bytes
          mutated[place] ^= change
          guard let decoded = try? Block(decoding: mutated) else {
            rejected += 1
            continue
          }
          accepted += 1
          if decoded.encoded() != mutated { Issue.record("byte \(place) ^ \(change)") }
        }
      }
    }
    #expect(accepted > 1000 && rejected > 1000)
  }

  @Test func randomBytesAreNoBlock() {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<100_000 {
      let bytes = generator.bytes(Int(generator.next() % 40))
      if (try? Block(decoding: bytes)) != nil { Issue.record("\(hexText(bytes)) is accepted") }
    }
  }

  @Test func errorsSayWhat() {
    let errors: [(BlockDecodingError, String)] = [
      (.malformed(RLPError(.truncated, at: 7)), "RLP, byte 7: the item reaches past the end"),
      (.headerFieldCount(18), "a header has 15, 16, 17, 20 or 21 fields by its fork, not 18"),
      (.transaction(index: 3, .empty), "transaction 3: a transaction has at least one byte"),
      (
        .wrappedLegacyTransaction(index: 1),
        "transaction 1: a legacy transaction is a list, not a string"
      ),
    ]
    for (error, text) in errors { #expect(error.description == text) }
  }
}
