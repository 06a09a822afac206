/// A two-limb divisor with its reciprocal, so that a quotient digit costs two multiplications and no
/// division (Möller and Granlund, "Improved division by invariant integers", 2011).
struct Reciprocal {
  /// The divisor's limbs; `high` has its highest bit set.
  let high: UInt64
  let low: UInt64
  /// ⌊(2¹⁹² − 1) / divisor⌋ − 2⁶⁴
  private let value: UInt64

  private var divisor: UInt128 { UInt128(_low: low, _high: high) }

  /// Algorithm 6 of the paper. `high` must have its highest bit set.
  @inline(__always)
  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
    // The reciprocal of `high` alone by one hardware division, then corrected for `low`.
    var reciprocal = high.dividingFullWidth((~high, .max)).quotient
    var rest = high &* reciprocal &+ low
    if rest < low {
      reciprocal &-= 1
      if rest >= high {
        reciprocal &-= 1
        rest &-= high
      }
      rest &-= high
    }
    let product = reciprocal.multipliedFullWidth(by: low)
    rest &+= product.high
    if rest < product.high {
      reciprocal &-= 1
      if rest > high || (rest == high && product.low >= low) { reciprocal &-= 1 }
    }
    value = reciprocal
  }

  /// Divides three limbs by the two: algorithm 4 of the paper. `top` must be below the divisor, so
  /// that the quotient is one limb.
  @inline(__always)
  func divide(top: UInt128, bottom: UInt64) -> (quotient: UInt64, remainder: UInt128) {
    let estimate = UInt128.widening(value) &* UInt128.widening(top._high) &+ top
    var quotient = estimate._high &+ 1
    let rest = UInt128(_low: bottom, _high: top._low &- estimate._high &* high)
    var remainder =
      rest &- UInt128.widening(estimate._high) &* UInt128.widening(low) &- divisor
    if remainder._high >= estimate._low {
      quotient &-= 1
      remainder = remainder &+ divisor
    }
    if _slowPath(remainder >= divisor) {
      quotient &+= 1
      remainder = remainder &- divisor
    }
    return (quotient, remainder)
  }
}
