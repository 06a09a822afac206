extension Word {
  /// EXP: `base` to the power of `exponent` modulo 2²⁵⁶; 0⁰ is 1.
  ///
  /// Square and multiply from the lowest bit: at most two multiplications a significant bit of
  /// `exponent`, about 4 ns a bit.
  public static func power(_ base: Word, _ exponent: Word) -> Word {
    if base == 2 { return shiftLeft(.one, by: exponent) }
    var result = Word.one
    var square = base
    let bits = 256 &- exponent.leadingZeroBitCount
    for limb in 0..<4 {
      var rest = exponent.limb(limb)
      for _ in 0..<Swift.min(64, Swift.max(0, bits &- 64 &* limb)) {
        if rest & 1 != 0 { result = result &* square }
        square = square &* square
        rest &>>= 1
      }
    }
    return result
  }

  /// Limb `index`, which must be below 4.
  @inlinable @inline(__always)
  func limb(_ index: Int) -> UInt64 {
    index < 2 ? (index == 0 ? l0 : l1) : (index == 2 ? l2 : l3)
  }
}
