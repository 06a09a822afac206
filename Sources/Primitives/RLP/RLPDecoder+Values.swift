/// Ethereum's values as RLP strings.
extension RLPDecoder {
  /// An integer of at most 256 bits.
  public mutating func word() throws(RLPError) -> Word {
    let start = offset
    let range = try integerRange()
    guard let number = Word(bigEndian: self[range]) else { throw RLPError(.tooLarge, at: start) }
    return number
  }

  /// An integer of at most 64 bits.
  public mutating func number() throws(RLPError) -> UInt64 {
    let start = offset
    let number = try word()
    guard number.fitsInOneLimb else { throw RLPError(.tooLarge, at: start) }
    return number.l0
  }

  /// An integer of at most 8 bits.
  public mutating func byte() throws(RLPError) -> UInt8 {
    let start = offset
    guard let byte = UInt8(exactly: try number()) else { throw RLPError(.tooLarge, at: start) }
    return byte
  }

  /// The integer 0 or 1.
  public mutating func flag() throws(RLPError) -> Bool {
    let start = offset
    let number = try number()
    guard number <= 1 else { throw RLPError(.notAFlag, at: start) }
    return number == 1
  }

  /// A string of exactly `count` bytes.
  mutating func string(count: Int) throws(RLPError) -> [UInt8] {
    let start = offset
    let string = try string()
    guard string.count == count else {
      throw RLPError(.wrongLength(expected: count, found: string.count), at: start)
    }
    return string
  }

  /// 32 bytes.
  public mutating func hash() throws(RLPError) -> Hash { Hash(try fixed(32)) }

  /// 20 bytes.
  public mutating func address() throws(RLPError) -> Address {
    Address(truncating: try fixed(20))
  }

  /// 20 bytes, or none for nil.
  public mutating func optionalAddress() throws(RLPError) -> Address? {
    if !isAtEnd, self[offset] == RLPHeader.string {
      _ = try string()
      return nil
    }
    return try address()
  }

  private mutating func integerRange() throws(RLPError) -> Range<Int> {
    let start = offset
    let range = try stringRange()
    if !range.isEmpty, self[range.lowerBound] == 0 { throw RLPError(.leadingZero, at: start) }
    return range
  }

  private mutating func fixed(_ count: Int) throws(RLPError) -> Word {
    let start = offset
    let range = try stringRange()
    guard range.count == count, let number = Word(bigEndian: self[range]) else {
      throw RLPError(.wrongLength(expected: count, found: range.count), at: start)
    }
    return number
  }
}
