import CGSL

/// Exponential law: times between events that come independently (`gsl_cdf_exponential_*`).
public struct Exponential: ContinuousLaw {
  public let mean: Double
  public var lowest: Double { 0 }

  /// - Precondition: `mean` is positive and finite.
  public init(mean: Double) {
    precondition(mean > 0 && mean.isFinite)
    GSLLibrary.prepare()
    self.mean = mean
  }

  public func cumulative(_ x: Double) -> Double { gsl_cdf_exponential_P(x, mean) }
  public func quantile(_ probability: Double) -> Double {
    gsl_cdf_exponential_Pinv(probability, mean)
  }
}
