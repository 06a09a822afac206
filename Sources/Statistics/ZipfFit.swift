import GSL

/// The exponent of a Zipf law over keys whose counts are known, by maximum likelihood.
///
/// Keys are ranked by their own counts, and those that never came up are left out, as is usual for what
/// is published of chains. Where draws are few to a key this overstates the skew, because luck ranks too:
/// see ``ZipfSampleFit`` for what does not.
public struct ZipfFit: Hashable, Sendable {
  /// The largest exponent that is looked for.
  public static let limit = 20.0

  public let exponent: Double
  /// From the curvature of the likelihood: 1 over √(draws · variance of ln rank).
  public let standardError: Double

  /// - Parameter counts: how often each key came up.
  /// - Returns: nil for fewer than two keys that came up: then there is no exponent.
  public init?(counts: [Int]) {
    let ranked = counts.filter { $0 > 0 }.sorted(by: >)
    guard ranked.count > 1 else { return nil }
    let draws = Double(ranked.reduce(0, +))
    let logarithms = ranked.indices.map { logarithm(Double($0 + 1)) }
    let mean = zip(ranked, logarithms).reduce(0) { $0 + Double($1.0) * $1.1 } / draws
    let keys = ranked.count
    exponent = Minimiser.brent(in: 0...Self.limit, points: 81, tolerance: 1e-7) { exponent in
      exponent * mean + logarithm(generalisedHarmonic(keys, exponent: exponent))
    }
    let spread = Self.variance(of: logarithms, exponent: exponent)
    standardError = spread > 0 ? 1 / (draws * spread).squareRoot() : .infinity
  }

  /// The variance of ln rank under the law.
  private static func variance(of logarithms: [Double], exponent: Double) -> Double {
    var (sum, first, second) = (0.0, 0.0, 0.0)
    for logarithm in logarithms {
      let weight = exponential(-exponent * logarithm)
      sum += weight
      first += weight * logarithm
      second += weight * logarithm * logarithm
    }
    let mean = first / sum
    return second / sum - mean * mean
  }
}
