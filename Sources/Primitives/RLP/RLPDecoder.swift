/// Reads items of Recursive Length Prefix encoding one after the other.
///
/// Strict: what is accepted is exactly what ``RLPEncoder`` writes, so decoding and encoding again gives
/// the same bytes. No bytes whatever make it trap. Nothing is copied but what is returned.
public struct RLPDecoder: Sendable {
  /// Lists within lists that are followed: ten times what Ethereum's data has.
  public static let maximumDepth = 64

  private let bytes: [UInt8]
  /// Where the next item starts.
  public private(set) var offset: Int
  private let end: Int
  private let depth: Int

  /// Reads all of `bytes`, from `offset` on.
  public init(_ bytes: [UInt8], from offset: Int = 0) {
    self.init(bytes, min(max(0, offset), bytes.count)..<bytes.count, depth: 0)
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>, depth: Int) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
    self.depth = depth
  }

  /// Whether no item is left.
  public var isAtEnd: Bool { offset == end }

  /// Checks that everything was read.
  public func finish() throws(RLPError) {
    if !isAtEnd { throw RLPError(.trailingItems, at: offset) }
  }

  /// Whether the next item is a list; false at the end.
  public var nextIsList: Bool { !isAtEnd && bytes[offset] >= RLPHeader.list }

  /// The next item, which must be a list: a decoder of its items. Call ``finish()`` on it.
  public mutating func list() throws(RLPError) -> RLPDecoder {
    let start = offset
    let (isList, payload) = try next()
    guard isList else { throw RLPError(.expectedList, at: start) }
    guard depth < Self.maximumDepth else { throw RLPError(.tooDeep, at: start) }
    return RLPDecoder(bytes, payload, depth: depth + 1)
  }

  /// The next item, which must be a list: each of its items read by `element`.
  public mutating func list<Element>(
    of element: (inout RLPDecoder) throws(RLPError) -> Element
  ) throws(RLPError) -> [Element] {
    var items = try list()
    var elements: [Element] = []
    while !items.isAtEnd { elements.append(try element(&items)) }
    return elements
  }

  /// The next item, which must be a string.
  public mutating func string() throws(RLPError) -> [UInt8] { Array(bytes[try stringRange()]) }

  /// The next item, whatever it is, with its header. Of a list's content nothing is checked.
  mutating func encodedItem() throws(RLPError) -> [UInt8] {
    let start = offset
    _ = try next()
    return Array(bytes[start..<offset])
  }

  /// How many items are left. Their headers are checked, their content is not.
  func remainingItems() throws(RLPError) -> Int {
    var rest = self
    var count = 0
    while !rest.isAtEnd {
      _ = try rest.next()
      count += 1
    }
    return count
  }

  /// Where the payload of the next item lies, which must be a string.
  mutating func stringRange() throws(RLPError) -> Range<Int> {
    let start = offset
    let (isList, payload) = try next()
    guard !isList else { throw RLPError(.expectedString, at: start) }
    return payload
  }

  /// Steps over the next item; its header is checked, its content is not.
  private mutating func next() throws(RLPError) -> (isList: Bool, payload: Range<Int>) {
    let start = offset
    guard start < end else { throw RLPError(.truncated, at: start) }
    let prefix = bytes[start]
    if prefix < RLPHeader.string {
      offset = start + 1
      return (false, start..<start + 1)
    }
    let isList = prefix >= RLPHeader.list
    let short = Int(prefix - (isList ? RLPHeader.list : RLPHeader.string))
    let payload = try self.payload(at: start, short: short)
    if !isList, payload.count == 1, bytes[payload.lowerBound] < RLPHeader.string {
      throw RLPError(.nonCanonical, at: start)
    }
    offset = payload.upperBound
    return (isList, payload)
  }

  /// The payload behind a header at `start`; `short` is its prefix less the kind's first.
  private func payload(at start: Int, short: Int) throws(RLPError) -> Range<Int> {
    let lengthBytes = Swift.max(0, short - RLPHeader.longestShortPayload)
    guard lengthBytes < end - start else { throw RLPError(.truncated, at: start) }
    let first = start + 1 + lengthBytes
    var count: UInt64 = lengthBytes == 0 ? UInt64(short) : 0
    for byte in bytes[start + 1..<first] { count = count << 8 | UInt64(byte) }
    if lengthBytes > 0, count <= UInt64(RLPHeader.longestShortPayload) || bytes[start + 1] == 0 {
      throw RLPError(.nonCanonical, at: start)
    }
    guard count <= UInt64(end - first) else { throw RLPError(.truncated, at: start) }
    return first..<first + Int(count)
  }

  /// The byte at `index`, which must be of a range that this decoder gave.
  subscript(index: Int) -> UInt8 { bytes[index] }
  subscript(range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }
}
