/// A positive number's non-adjacent form: digits −1, 0 and 1 of which no two neighbours are both not zero, so that
/// about one in three is (Reitwiesner 1960).
struct SignedDigits: Sendable {
  private let positive, negative: UInt128
  /// How many digits there are; the highest is 1.
  let count: Int

  /// The form of `number`, which is below 2¹²⁶ and not zero.
  ///
  /// Where 3n and n differ, n's form has a digit that is not zero, one place lower.
  init(_ number: UInt128) {
    let triple = 3 &* number
    positive = (triple & ~number) >> 1
    negative = (number & ~triple) >> 1
    count = 128 - positive.leadingZeroBitCount
  }

  /// The digit that weighs 2^`index`.
  @inline(__always)
  subscript(index: Int) -> Int {
    Int(truncatingIfNeeded: positive >> UInt128(index) & 1)
      - Int(truncatingIfNeeded: negative >> UInt128(index) & 1)
  }
}
