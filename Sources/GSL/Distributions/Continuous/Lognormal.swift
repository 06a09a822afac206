import CGSL
import Foundation

/// Lognormal law: the logarithm is normal. What gas and sizes of real transactions look like
/// (`gsl_cdf_lognormal_*`).
public struct Lognormal: ContinuousLaw {
  /// Half of the values are below it.
  public let median: Double
  /// Standard deviation of the natural logarithm.
  public let sigma: Double
  private let zeta: Double
  public var lowest: Double { 0 }

  /// - Precondition: both are positive and finite.
  public init(median: Double, sigma: Double) {
    precondition(median > 0 && median.isFinite && sigma > 0 && sigma.isFinite)
    GSLLibrary.prepare()
    self.median = median
    self.sigma = sigma
    zeta = log(median)
  }

  public func cumulative(_ x: Double) -> Double {
    x <= 0 ? 0 : gsl_cdf_lognormal_P(x, zeta, sigma)
  }
  public func quantile(_ probability: Double) -> Double {
    gsl_cdf_lognormal_Pinv(probability, zeta, sigma)
  }
}
