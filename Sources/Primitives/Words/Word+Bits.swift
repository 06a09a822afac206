extension Word {
  @inlinable @inline(__always)
  public static func & (a: Word, b: Word) -> Word {
    Word(a.l0 & b.l0, a.l1 & b.l1, a.l2 & b.l2, a.l3 & b.l3)
  }

  @inlinable @inline(__always)
  public static func | (a: Word, b: Word) -> Word {
    Word(a.l0 | b.l0, a.l1 | b.l1, a.l2 | b.l2, a.l3 | b.l3)
  }

  @inlinable @inline(__always)
  public static func ^ (a: Word, b: Word) -> Word {
    Word(a.l0 ^ b.l0, a.l1 ^ b.l1, a.l2 ^ b.l2, a.l3 ^ b.l3)
  }

  @inlinable @inline(__always)
  public static prefix func ~ (a: Word) -> Word { Word(~a.l0, ~a.l1, ~a.l2, ~a.l3) }
}
