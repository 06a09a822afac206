import CGSL

/// Means, spreads and order statistics of a sample (`gsl_stats_*`).
///
/// Of too few values the answer is NaN, never a trap: a mean needs one value, a spread two.
public enum Moments {
  /// The arithmetic mean, by GSL's recurrence, which does not overflow where a sum would.
  public static func mean(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    return values.withUnsafeBufferPointer { gsl_stats_mean($0.baseAddress, 1, $0.count) }
  }

  /// The unbiased variance: squared distances from the mean over *n* − 1.
  public static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return .nan }
    return values.withUnsafeBufferPointer { gsl_stats_variance($0.baseAddress, 1, $0.count) }
  }

  /// The square root of ``variance(_:)``.
  public static func standardDeviation(_ values: [Double]) -> Double {
    variance(values).squareRoot()
  }

  /// The quantile at `probability` of 0 to 1, interpolated between order statistics.
  public static func quantile(_ probability: Double, of values: [Double]) -> Double {
    guard !values.isEmpty, probability >= 0, probability <= 1 else { return .nan }
    return values.sorted().withUnsafeBufferPointer {
      gsl_stats_quantile_from_sorted_data($0.baseAddress, 1, $0.count, probability)
    }
  }

  /// Correlation of each value with its successor: near 0 unless the machine drifts.
  public static func lag1Autocorrelation(_ values: [Double]) -> Double {
    guard values.count > 2 else { return .nan }
    return values.withUnsafeBufferPointer {
      gsl_stats_lag1_autocorrelation($0.baseAddress, 1, $0.count)
    }
  }
}
