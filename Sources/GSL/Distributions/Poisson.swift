import CGSL
import Foundation

/// Poisson law over the ranks, cut off at `count`: how many independent events fall into an interval.
public struct Poisson: Distribution {
  /// The largest mean: the law then spans about 3,000 ranks.
  public static let largestMean = 50_000.0

  public let count: Int
  public let mean: Double
  private let law: Weighted

  /// O(`mean`) time and memory.
  /// - Precondition: `count` is positive; `mean` is above 0 and at most ``largestMean``.
  public init(count: Int, mean: Double) {
    precondition(count > 0 && mean > 0 && mean <= Self.largestMean)
    GSLLibrary.prepare()
    self.count = count
    self.mean = mean
    // Beyond 40 standard deviations nothing is left in double precision.
    let last = min(count, Int(mean + 40 * mean.squareRoot()) + 40)
    // Where the law is cut off far below its mean every probability might underflow.
    let peak = Self.logarithm(of: min(Int(mean), last - 1), mean)
    law = Weighted((0..<last).map { exp(Self.logarithm(of: $0, mean) - peak) })
  }

  private static func logarithm(of rank: Int, _ mean: Double) -> Double {
    Double(rank) * log(mean) - mean - gsl_sf_lnfact(UInt32(rank))
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    law.draw(index, from: &stream)
  }
  public func probability(of rank: Int) -> Double {
    rank < law.count ? law.probability(of: rank) : 0
  }
  public var collisionProbability: Double { law.collisionProbability }
}
