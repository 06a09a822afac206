import Foundation

/// Draws from a Zipf law without a table: rejection-inversion (W. Hörmann and G. Derflinger,
/// "Rejection-inversion to generate variates from monotone discrete distributions", 1996).
///
/// A uniform number under the integral of the hat x^-s is inverted to a point x; the nearest integer is
/// taken if the point lies in the part of its bar that the law fills. Exact for every exponent; at
/// least three draws in four are taken at the first try.
struct ZipfRejectionInversion: Sendable {
  private let count: Double
  private let exponent: Double
  /// The integral's values at the two ends of the hat.
  private let lowest: Double
  private let highest: Double
  /// A point this close below its integer is always taken: spares the test.
  private let alwaysTaken: Double

  init(count: Int, exponent: Double) {
    self.count = Double(count)
    self.exponent = exponent
    let hat = Hat(exponent: exponent)
    // The first bar ends where the law does: weight 1, reaching back from 1.5.
    lowest = hat.integral(1.5) - 1
    highest = hat.integral(Double(count) + 0.5)
    alwaysTaken = 2 - hat.inverse(hat.integral(2.5) - hat.weight(2))
  }

  /// A number from 1 to the count.
  func draw(from stream: inout RandomStream) -> Int {
    let hat = Hat(exponent: exponent)
    while true {
      let area = highest + stream.unit() * (lowest - highest)
      let point = hat.inverse(area)
      let candidate = min(max(point.rounded(), 1), count)
      if candidate - point <= alwaysTaken
        || area >= hat.integral(candidate + 0.5) - hat.weight(candidate)
      {
        return Int(candidate)
      }
    }
  }
}

/// x^-s, its integral from 1, and that integral's inverse, continuous in s through 1.
private struct Hat {
  var exponent: Double

  func weight(_ x: Double) -> Double { exp(-exponent * log(x)) }

  /// (x^(1-s) - 1) / (1 - s), and log x at s = 1.
  func integral(_ x: Double) -> Double {
    let logarithm = log(x)
    return exponentialRatio((1 - exponent) * logarithm) * logarithm
  }

  func inverse(_ area: Double) -> Double {
    // Below -1 only by rounding, where the logarithm would not exist.
    let t = max(area * (1 - exponent), -1)
    return exp(logarithmRatio(t) * area)
  }

  /// log(1 + x) / x, and its limit 1 at 0.
  private func logarithmRatio(_ x: Double) -> Double {
    abs(x) > 1e-8 ? log1p(x) / x : 1 - x / 2
  }
}

/// (eˣ - 1) / x, and its limit 1 at 0: what keeps integrals of x^-s exact near s = 1.
func exponentialRatio(_ x: Double) -> Double {
  abs(x) > 1e-8 ? expm1(x) / x : 1 + x / 2
}
