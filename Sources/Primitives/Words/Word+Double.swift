extension Double {
  /// The double nearest to `word`, ties to even. For reports: 53 bits are kept.
  public init(_ word: Word) {
    let bits = 256 - word.leadingZeroBitCount
    guard bits > 64 else {
      self.init(word.l0)
      return
    }
    // The top 64 bits, the lowest set if anything below them is: it then decides ties as the whole
    // number would, since a double keeps eleven bits fewer.
    let shift = UInt64(bits - 64)
    let top = Word.shiftRight(word, by: shift)
    let isExact = Word.shiftLeft(top, by: shift) == word
    self = Double(
      sign: .plus, exponent: Int(shift), significand: Double(top.l0 | (isExact ? 0 : 1)))
  }
}
