import GSL

/// A lognormal law by maximum likelihood: mean and standard deviation of the logarithms.
public struct LognormalFit: Hashable, Sendable {
  /// e to the mean of the logarithms.
  public let median: Double
  public let sigma: Double
  /// The standard error of ``sigma``.
  public let sigmaError: Double

  /// Of positive values; what is below one counts as one. Of no values all is zero.
  public init(_ values: [Double]) {
    let logarithms = values.map { logarithm(max(1, $0)) }
    guard !logarithms.isEmpty else {
      (median, sigma, sigmaError) = (0, 0, 0)
      return
    }
    let mean = Moments.mean(logarithms)
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    median = exponential(mean)
    sigma = (squares / Double(values.count)).squareRoot()
    sigmaError = sigma / Double(2 * values.count).squareRoot()
  }
}
