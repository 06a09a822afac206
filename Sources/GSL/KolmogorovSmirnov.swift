import Foundation

/// The Kolmogorov–Smirnov test of a sample of real numbers against the law it should follow.
public struct KolmogorovSmirnov: Sendable {
  /// The greatest distance between the sample's cumulative function and the law's.
  public let distance: Double
  /// The probability of a distance at least this large if the sample does follow the law: Kolmogorov's
  /// limit with the correction of M. A. Stephens (1970), good to a percent from 8 values on.
  public let pValue: Double

  /// - Returns: Nil for fewer than eight values.
  public init?(_ sample: [Double], against law: some ContinuousLaw) {
    guard sample.count >= 8 else { return nil }
    let count = Double(sample.count)
    var distance = 0.0
    for (index, value) in sample.sorted().enumerated() {
      let expected = law.cumulative(value)
      distance = max(
        distance, expected - Double(index) / count, Double(index + 1) / count - expected)
    }
    self.distance = distance
    let root = count.squareRoot()
    pValue = Self.tail(distance * (root + 0.12 + 0.11 / root))
  }

  /// 2 Σ (−1)^(k−1) exp(−2k²x²).
  private static func tail(_ x: Double) -> Double {
    // The series converges too slowly here, where the tail is 1 in double precision.
    guard x > 0.2 else { return 1 }
    var sum = 0.0
    for k in 1...100 {
      let term = exp(-2 * Double(k * k) * x * x)
      sum += k.isMultiple(of: 2) ? -term : term
      if term < 1e-16 { break }
    }
    return min(1, max(0, 2 * sum))
  }
}
