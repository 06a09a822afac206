import Primitives

/// A point and what it is to be multiplied by.
struct ScaledPoint<Coordinate: Field>: Sendable, BitwiseCopyable {
  var point: AffinePoint<Coordinate>
  var scalar: Word
}

extension JacobianPoint {
  /// The sum of all points times their scalars.
  ///
  /// Pippenger's bucket method: of each window of `width` bits, points with the same digit are summed
  /// first, and the sums then weighted by running totals. For one and two points, one after the other.
  @inline(never)
  static func sum(of terms: UnsafeBufferPointer<ScaledPoint<Coordinate>>) -> JacobianPoint {
    if terms.count < 3 {
      return terms.reduce(.infinity) { $0 + $1.point.multiplied(by: $1.scalar) }
    }
    let width = windowWidth(terms.count)
    let bits = terms.reduce(0) { max($0, $1.scalar.significantBits) }
    return withUnsafeTemporaryAllocation(of: JacobianPoint.self, capacity: 1 << width) { buckets in
      var sum = JacobianPoint.infinity
      for window in (0..<(bits + width - 1) / width).reversed() {
        for _ in 0..<width { sum = sum.doubled() }
        sum = sum + windowSum(terms, from: window * width, width, buckets)
      }
      return sum
    }
  }

  /// The width with which summing `count` points takes the fewest additions:
  /// (256/width)·(count + 2·2^width).
  private static func windowWidth(_ count: Int) -> Int {
    func additions(_ width: Int) -> Int { 256 / width * (count + 2 << width) }
    return (2...12).min { additions($0) < additions($1) } ?? 2
  }

  /// The sum of all points times `width` bits of their scalars.
  private static func windowSum(
    _ terms: UnsafeBufferPointer<ScaledPoint<Coordinate>>, from bit: Int, _ width: Int,
    _ buckets: UnsafeMutableBufferPointer<JacobianPoint>
  ) -> JacobianPoint {
    buckets.initialize(repeating: .infinity)
    for term in terms {
      let digit = Int(truncatingIfNeeded: term.scalar.bits(from: bit, count: width))
      if digit != 0 { buckets[digit] = buckets[digit] + term.point }
    }
    // Σ digit·bucket = Σ over digits of the sum of the buckets from there up.
    var running = JacobianPoint.infinity
    var sum = JacobianPoint.infinity
    for bucket in buckets.dropFirst().reversed() {
      running = running + bucket
      sum = sum + running
    }
    return sum
  }
}
