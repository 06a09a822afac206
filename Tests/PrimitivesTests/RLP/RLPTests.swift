import Primitives
import Testing

@Suite struct RLPTests {
  static func string(_ text: String) -> RLPItem { .string(Array(text.utf8)) }

  /// The examples of the specification.
  static let examples: [(RLPItem, String)] = [
    (string("dog"), "0x83646f67"),
    (.list([string("cat"), string("dog")]), "0xc88363617483646f67"),
    (string(""), "0x80"),
    (.list([]), "0xc0"),
    (.string([0]), "0x00"),
    (.string([0x0f]), "0x0f"),
    (.string([4, 0]), "0x820400"),
    (
      .list([.list([]), .list([.list([])]), .list([.list([]), .list([.list([])])])]),
      "0xc7c0c1c0c3c0c1c0"
    ),
    (
      string("Lorem ipsum dolor sit amet, consectetur adipisicing elit"),
      "0xb8384c6f72656d20697073756d20646f6c6f722073697420616d65742c20636f6e7365637465747572206164697069736963696e6720656c6974"
    ),
  ]

  @Test(arguments: examples.indices)
  func specification(example: Int) throws {
    let (item, hex) = Self.examples[example]
    #expect(hexText(item.encoded()) == hex)
    #expect(try RLPItem(decoding: try #require(hexBytes(hex))) == item)
  }

  @Test func integersHaveNoLeadingZeros() {
    for word in SeededGenerator.edges {
      var encoder = RLPEncoder()
      encoder.append(word)
      #expect(
        encoder.bytes == RLPItem.string(Array(word.bigEndianBytes.drop { $0 == 0 })).encoded())
      guard word.fitsInOneLimb else { continue }
      var narrow = RLPEncoder()
      narrow.append(word.l0)
      #expect(narrow.bytes == encoder.bytes)
    }
  }

  @Test func everyPayloadLengthRoundTrips() throws {
    for length in [0, 1, 2, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536, 70_000] {
      let item = RLPItem.string([UInt8](repeating: 0x7f, count: length))
      for item in [item, .list([item]), .list([.list([item]), .string([1])])] {
        #expect(try RLPItem(decoding: item.encoded()) == item)
      }
    }
  }

  @Test(
    arguments: [
      ("0x", .truncated, 0), ("0x83646f", .truncated, 0), ("0xc483646f67c0", .trailingItems, 5),
      ("0x8100", .nonCanonical, 0), ("0x817f", .nonCanonical, 0), ("0xb800", .nonCanonical, 0),
      ("0xb837" + String(repeating: "01", count: 55), .nonCanonical, 0),
      ("0xb90038" + String(repeating: "01", count: 56), .nonCanonical, 0),
      ("0xf80102", .nonCanonical, 0), ("0xc3820102" + "80", .trailingItems, 4),
      ("0xc282", .truncated, 0), ("0xc1820102", .truncated, 1),
      ("0xbfffffffffffffffff", .truncated, 0),
      ("0xff8000000000000000", .truncated, 0), ("0xb8", .truncated, 0),
    ] as [(String, RLPError.Reason, Int)])
  func rejects(hex: String, reason: RLPError.Reason, offset: Int) throws {
    let bytes = try #require(hexBytes(hex))
    #expect(throws: RLPError(reason, at: offset)) { try RLPItem(decoding: bytes) }
  }

  @Test func nestingIsBounded() throws {
    var item = RLPItem.list([])
    for _ in 1..<RLPDecoder.maximumDepth { item = .list([item]) }
    #expect(try RLPItem(decoding: item.encoded()) == item)
    let tooDeep = RLPItem.list([item]).encoded()
    #expect(throws: RLPError.self) { try RLPItem(decoding: tooDeep) }
    // A million lists within lists, each claiming what is left: must fail, not overflow the stack.
    let hostile = [UInt8](repeating: 0xc1, count: 1_000_000)
    #expect(throws: RLPError.self) { try RLPItem(decoding: hostile) }
  }

  @Test func typedFieldsAreStrict() throws {
    func read<Value>(
      _ hex: String, _ body: (inout RLPDecoder) throws(RLPError) -> Value
    ) -> Result<Value, RLPError> {
      var decoder = RLPDecoder(hexBytes(hex) ?? [])
      do { return .success(try body(&decoder)) } catch { return .failure(error) }
    }
    #expect(
      read("0x8200ff") { d throws(RLPError) in try d.word() }
        == .failure(RLPError(.leadingZero, at: 0)))
    #expect(
      read("0x00") { d throws(RLPError) in try d.number() }
        == .failure(RLPError(.leadingZero, at: 0)))
    #expect(
      read("0x89010000000000000000") { d throws(RLPError) in try d.number() }
        == .failure(RLPError(.tooLarge, at: 0)))
    #expect(
      read("0xa1" + String(repeating: "01", count: 33)) { d throws(RLPError) in try d.word() }
        == .failure(RLPError(.tooLarge, at: 0)))
    #expect(
      read("0x820100") { d throws(RLPError) in try d.byte() }
        == .failure(RLPError(.tooLarge, at: 0)))
    #expect(read("0x81ff") { d throws(RLPError) in try d.byte() } == .success(255))
    #expect(
      read("0x02") { d throws(RLPError) in try d.flag() } == .failure(RLPError(.notAFlag, at: 0)))
    #expect(read("0x80") { d throws(RLPError) in try d.flag() } == .success(false))
    #expect(
      read("0x820102") { d throws(RLPError) in try d.hash() }
        == .failure(RLPError(.wrongLength(expected: 32, found: 2), at: 0)))
    #expect(read("0x80") { d throws(RLPError) in try d.optionalAddress() } == .success(nil))
    #expect(
      read("0xc0") { d throws(RLPError) in try d.string() }
        == .failure(RLPError(.expectedString, at: 0)))
    #expect(
      read("0x80") { d throws(RLPError) in try d.list().offset }
        == .failure(RLPError(.expectedList, at: 0)))
  }
}
