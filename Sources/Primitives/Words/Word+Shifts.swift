/// The EVM's shifts. Amounts from 256 on give 0, or all sign bits for the arithmetic shift.
extension Word {
  /// SHL.
  @inlinable @inline(__always)
  public static func shiftLeft(_ value: Word, by amount: Word) -> Word {
    guard amount.fitsInOneLimb else { return .zero }
    return shiftLeft(value, by: amount.l0)
  }

  /// SHR.
  @inlinable @inline(__always)
  public static func shiftRight(_ value: Word, by amount: Word) -> Word {
    guard amount.fitsInOneLimb else { return .zero }
    return shiftRight(value, by: amount.l0)
  }

  /// SAR: the sign bit is shifted in.
  @inlinable @inline(__always)
  public static func arithmeticShiftRight(_ value: Word, by amount: Word) -> Word {
    arithmeticShiftRight(value, by: amount.fitsInOneLimb ? amount.l0 : 256)
  }

  /// Shift to the left by any number of bits.
  @inlinable @inline(__always)
  public static func shiftLeft(_ value: Word, by amount: UInt64) -> Word {
    guard amount < 256 else { return .zero }
    let bits = UInt128.widening(amount & 127)
    let low = value.low &<< bits
    if amount >= 128 { return Word(0, 0, low._low, low._high) }
    // Two shifts where a shift by 128 − 0 would be none.
    let high = value.high &<< bits | (value.low &>> 1) &>> (127 &- bits)
    return Word(low._low, low._high, high._low, high._high)
  }

  /// Shift to the right by any number of bits.
  @inlinable @inline(__always)
  public static func shiftRight(_ value: Word, by amount: UInt64) -> Word {
    guard amount < 256 else { return .zero }
    let bits = UInt128.widening(amount & 127)
    let high = value.high &>> bits
    if amount >= 128 { return Word(high._low, high._high, 0, 0) }
    let low = value.low &>> bits | (value.high &<< 1) &<< (127 &- bits)
    return Word(low._low, low._high, high._low, high._high)
  }

  /// Shift to the right by any number of bits, the sign bit shifted in.
  @inlinable @inline(__always)
  public static func arithmeticShiftRight(_ value: Word, by amount: UInt64) -> Word {
    let shifted = shiftRight(value, by: amount)
    guard value.isNegative else { return shifted }
    // What came in from the left are zeros: exactly the bits that a shift of all ones lacks.
    return shifted | ~shiftRight(.max, by: amount)
  }
}
