extension Word {
  /// Bitwise and.
  @inlinable @inline(__always)
  public static func & (a: Word, b: Word) -> Word {
    Word(a.l0 & b.l0, a.l1 & b.l1, a.l2 & b.l2, a.l3 & b.l3)
  }

  /// Bitwise or.
  @inlinable @inline(__always)
  public static func | (a: Word, b: Word) -> Word {
    Word(a.l0 | b.l0, a.l1 | b.l1, a.l2 | b.l2, a.l3 | b.l3)
  }

  /// Bitwise exclusive or.
  @inlinable @inline(__always)
  public static func ^ (a: Word, b: Word) -> Word {
    Word(a.l0 ^ b.l0, a.l1 ^ b.l1, a.l2 ^ b.l2, a.l3 ^ b.l3)
  }

  /// All bits inverted.
  @inlinable @inline(__always)
  public static prefix func ~ (a: Word) -> Word { Word(~a.l0, ~a.l1, ~a.l2, ~a.l3) }
}

extension Word {
  /// Zero bits above the highest set one: 256 for zero.
  @inlinable @inline(__always)
  public var leadingZeroBitCount: Int {
    if l3 != 0 { return l3.leadingZeroBitCount }
    if l2 != 0 { return 64 &+ l2.leadingZeroBitCount }
    if l1 != 0 { return 128 &+ l1.leadingZeroBitCount }
    return 192 &+ l0.leadingZeroBitCount
  }

  /// Bytes without leading zero bytes: 0 for zero. EXP's gas and RLP count them.
  @inlinable @inline(__always)
  public var byteCount: Int { (263 &- leadingZeroBitCount) &>> 3 }

  /// BYTE: byte `index` of `value` counted from the most significant; 0 from index 32 on.
  @inlinable @inline(__always)
  public static func byte(_ index: Word, of value: Word) -> Word {
    guard index.fitsInOneLimb, index.l0 < 32 else { return .zero }
    let limb = value.limb(Int(truncatingIfNeeded: 3 &- index.l0 &>> 3))
    return Word((limb &>> (56 &- (index.l0 & 7) &* 8)) & 0xff)
  }
}
