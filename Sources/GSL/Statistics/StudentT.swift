import CGSL

/// Student's t distribution.
///
/// It is the law of a mean of normal samples over its estimated standard error, and so the source of
/// every interval in a report.
public struct StudentT: Hashable, Sendable {
  /// Greater than 0; for the mean of *n* samples, *n* − 1.
  public var degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is greater than 0.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "Student's t needs more than 0 degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The value that a share `probability` of draws does not exceed.
  ///
  /// Infinite at 0 and 1, NaN outside. Cost: about a microsecond (`gsl_cdf_tdist_Pinv`).
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    return gsl_cdf_tdist_Pinv(probability, degreesOfFreedom)
  }

  /// The share of draws that do not exceed `value` (`gsl_cdf_tdist_P`).
  public func cumulative(_ value: Double) -> Double {
    gsl_cdf_tdist_P(value, degreesOfFreedom)
  }

  /// The share of draws at least as far from zero as `value`: the p-value of a two-sided test.
  public func twoSidedProbability(beyond value: Double) -> Double {
    // The upper tail by itself: 1 − P would lose every digit of a small probability.
    min(1, 2 * gsl_cdf_tdist_Q(abs(value), degreesOfFreedom))
  }
}
