/// Two's complement readings of the word, as SDIV, SMOD, SLT, SGT and SIGNEXTEND have them.
extension Word {
  /// Whether the highest bit is set.
  @inlinable @inline(__always)
  public var isNegative: Bool { Int64(bitPattern: l3) < 0 }

  /// Two's complement negation.
  @inlinable @inline(__always)
  public static prefix func - (a: Word) -> Word { .zero &- a }

  /// The distance from zero, with -2²⁵⁵ its own.
  @inlinable @inline(__always)
  public var signedMagnitude: Word { isNegative ? -self : self }

  /// SLT: whether `a` < `b` as signed numbers.
  @inlinable @inline(__always)
  public static func signedLess(_ a: Word, _ b: Word) -> Bool {
    let bias: UInt64 = 1 << 63
    return Word(a.l0, a.l1, a.l2, a.l3 ^ bias) < Word(b.l0, b.l1, b.l2, b.l3 ^ bias)
  }

  /// SDIV: the quotient cut towards zero; 0 for division by zero, and -2²⁵⁵ / -1 = -2²⁵⁵.
  @inlinable
  public static func signedDivide(_ a: Word, _ b: Word) -> Word {
    let quotient = divide(a.signedMagnitude, b.signedMagnitude)
    return a.isNegative != b.isNegative ? -quotient : quotient
  }

  /// SMOD: the remainder with the dividend's sign; 0 for division by zero.
  @inlinable
  public static func signedRemainder(_ a: Word, _ b: Word) -> Word {
    let rest = remainder(a.signedMagnitude, b.signedMagnitude)
    return a.isNegative ? -rest : rest
  }

  /// SIGNEXTEND: `value`'s lowest `byteIndex` + 1 bytes as a signed number, widened to 256 bits.
  /// From index 31 on the value as it is.
  @inlinable
  public static func signExtend(_ byteIndex: Word, _ value: Word) -> Word {
    guard byteIndex.fitsInOneLimb, byteIndex.l0 < 31 else { return value }
    let unused = 248 &- 8 &* byteIndex.l0
    return arithmeticShiftRight(shiftLeft(value, by: unused), by: unused)
  }
}
