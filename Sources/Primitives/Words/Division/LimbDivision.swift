/// Schoolbook long division of limb strings: Knuth, "The Art of Computer Programming" 2, 4.3.1,
/// algorithm D, with quotient digits from a ``Reciprocal``.
///
/// Works in place on a numerator in memory, least significant limb first, that has room for one limb
/// more than it counts. Quotient limbs are written below `count` minus the divisor's limbs, inclusive;
/// the caller zeroes the others.
enum LimbDivision {
  typealias Limbs = UnsafeMutablePointer<UInt64>

  /// Divides `numerator` and returns the remainder. `divisor` must not be zero.
  @inline(__always)
  static func divide(_ numerator: Limbs, count: Int, by divisor: Word, quotient: Limbs) -> Word {
    var count = count
    while count > 0, numerator[count &- 1] == 0 { count &-= 1 }
    if divisor.fitsInOneLimb {
      return byOne(numerator, count: count, by: divisor.l0, quotient: quotient)
    }
    let zeros = divisor.leadingZeroBitCount
    let divisorCount = 4 &- zeros &>> 6
    // Fewer limbs: the numerator is the remainder. Its limbs above `count` are zero.
    if count < divisorCount {
      return Word(numerator[0], numerator[1], numerator[2], numerator[3])
    }
    // Normalise: the divisor's top bit set, so that a digit's estimate is at most two off.
    let shift = UInt64(truncatingIfNeeded: zeros & 63)
    shiftLeft(numerator, count: count, by: shift)
    let normalised = Word.shiftLeft(divisor, by: shift)
    let remainder =
      switch divisorCount {
      case 2: byTwo(numerator, count: count, by: normalised, quotient: quotient)
      case 3: byMany(numerator, count: count, by: normalised, of: 3, quotient: quotient)
      default: byMany(numerator, count: count, by: normalised, of: 4, quotient: quotient)
      }
    return Word.shiftRight(remainder, by: shift)
  }

  /// By one limb: the processor's own 128 by 64 division is fastest (12 ns for four limbs).
  @inline(__always)
  private static func byOne(
    _ numerator: Limbs, count: Int, by divisor: UInt64, quotient: Limbs
  ) -> Word {
    var rest: UInt64 = 0
    var digit = count &- 1
    while digit >= 0 {
      (quotient[digit], rest) = divisor.dividingFullWidth((rest, numerator[digit]))
      digit &-= 1
    }
    return Word(rest)
  }

  /// By two limbs: each digit is exactly one reciprocal step.
  @inline(__always)
  private static func byTwo(
    _ numerator: Limbs, count: Int, by divisor: Word, quotient: Limbs
  ) -> Word {
    let reciprocal = Reciprocal(high: divisor.l1, low: divisor.l0)
    var rest = UInt128(_low: numerator[count &- 1], _high: numerator[count])
    var digit = count &- 2
    while digit >= 0 {
      (quotient[digit], rest) = reciprocal.divide(top: rest, bottom: numerator[digit])
      digit &-= 1
    }
    return Word(rest._low, rest._high, 0, 0)
  }

  /// By three or four limbs: `size` is a literal at each call, so that the inner loops unroll.
  @inline(__always)
  private static func byMany(
    _ numerator: Limbs, count: Int, by divisor: Word, of size: Int, quotient: Limbs
  ) -> Word {
    let reciprocal = Reciprocal(
      high: size == 4 ? divisor.l3 : divisor.l2, low: size == 4 ? divisor.l2 : divisor.l1)
    var digit = count &- size
    while digit >= 0 {
      quotient[digit] = step(numerator + digit, by: divisor, of: size, reciprocal)
      digit &-= 1
    }
    return Word(numerator[0], numerator[1], numerator[2], size == 4 ? numerator[3] : 0)
  }

  /// One digit: takes the divisor off the `size` + 1 limbs at `window` as often as it goes.
  @inline(__always)
  private static func step(
    _ window: Limbs, by divisor: Word, of size: Int, _ reciprocal: Reciprocal
  ) -> UInt64 {
    let top = UInt128(_low: window[size &- 1], _high: window[size])
    if _slowPath(top == UInt128(_low: reciprocal.low, _high: reciprocal.high)) {
      // The estimate would be 2⁶⁴: then the digit is 2⁶⁴ − 1, and never too large.
      let borrow = subtract(divisor, of: size, times: .max, from: window)
      window[size] &-= borrow
      return .max
    }
    var (digit, rest) = reciprocal.divide(top: top, bottom: window[size &- 2])
    // The reciprocal step has taken the divisor's two top limbs off already.
    let borrow = subtract(divisor, of: size &- 2, times: digit, from: window)
    let (high, isNegative) = rest.subtractingReportingOverflow(UInt128.widening(borrow))
    window[size &- 2] = high._low
    window[size &- 1] = high._high
    if _slowPath(isNegative) {
      digit &-= 1
      add(divisor, of: size, to: window)
    }
    return digit
  }

  /// Subtracts `size` limbs of `factor` times `multiplier` and returns what is left to borrow.
  @inline(__always)
  private static func subtract(
    _ factor: Word, of size: Int, times multiplier: UInt64, from window: Limbs
  ) -> UInt64 {
    var borrow: UInt64 = 0
    for limb in 0..<size {
      let product =
        UInt128.widening(factor.limb(limb)) &* UInt128.widening(multiplier)
        &+ UInt128.widening(borrow)
      let (difference, isNegative) = window[limb].subtractingReportingOverflow(product._low)
      window[limb] = difference
      borrow = product._high &+ (isNegative ? 1 : 0)
    }
    return borrow
  }

  @inline(__always)
  private static func add(_ term: Word, of size: Int, to window: Limbs) {
    var carry: UInt64 = 0
    for limb in 0..<size {
      let sum =
        UInt128.widening(window[limb]) &+ UInt128.widening(term.limb(limb))
        &+ UInt128.widening(carry)
      window[limb] = sum._low
      carry = sum._high
    }
  }

  /// Shifts by less than a limb, into the limb above `count`.
  @inline(__always)
  private static func shiftLeft(_ limbs: Limbs, count: Int, by shift: UInt64) {
    // Two shifts where a shift by 64 − 0 would be none.
    limbs[count] = (limbs[count &- 1] &>> 1) &>> (63 &- shift)
    var limb = count &- 1
    while limb > 0 {
      limbs[limb] = limbs[limb] &<< shift | (limbs[limb &- 1] &>> 1) &>> (63 &- shift)
      limb &-= 1
    }
    limbs[0] = limbs[0] &<< shift
  }
}
