/// Two's complement readings of the word, as SDIV, SMOD, SLT, SGT and SIGNEXTEND have them.
extension Word {
  /// Whether the highest bit is set.
  @inlinable @inline(__always)
  public var isNegative: Bool { Int64(bitPattern: l3) < 0 }

  /// A limb full of the sign bit.
  @inlinable @inline(__always)
  var signFill: UInt64 { UInt64(bitPattern: Int64(bitPattern: l3) &>> 63) }

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
    guard byteIndex.fitsInOneLimb, byteIndex.l0 < 32 else { return value }
    // The bits of the sign byte's limb that the sign fills.
    let unused = 56 &- (byteIndex.l0 & 7) &* 8
    switch byteIndex.l0 &>> 3 {
    case 0:
      let limb = SignExtendedLimb(value.l0, without: unused)
      return Word(limb.bits, limb.fill, limb.fill, limb.fill)
    case 1:
      let limb = SignExtendedLimb(value.l1, without: unused)
      return Word(value.l0, limb.bits, limb.fill, limb.fill)
    case 2:
      let limb = SignExtendedLimb(value.l2, without: unused)
      return Word(value.l0, value.l1, limb.bits, limb.fill)
    default:
      let limb = SignExtendedLimb(value.l3, without: unused)
      return Word(value.l0, value.l1, value.l2, limb.bits)
    }
  }

  /// A limb whose highest bits repeat the sign, and the limb of sign bits above it.
  @usableFromInline
  struct SignExtendedLimb {
    @usableFromInline var bits, fill: UInt64

    @inlinable @inline(__always)
    init(_ limb: UInt64, without unused: UInt64) {
      let signed = Int64(bitPattern: limb &<< unused) &>> Int64(bitPattern: unused)
      bits = UInt64(bitPattern: signed)
      fill = UInt64(bitPattern: signed &>> 63)
    }
  }
}
