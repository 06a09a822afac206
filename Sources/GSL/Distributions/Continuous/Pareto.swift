import CGSL

/// Pareto law: P(X > x) = (`scale` / x)^`shape` from `scale` up. A tail without a scale of its own
/// (`gsl_cdf_pareto_*`).
public struct Pareto: ContinuousLaw {
  public let scale: Double
  /// The heavier the tail the smaller; no mean at 1 and below.
  public let shape: Double
  public var lowest: Double { scale }

  /// - Precondition: both are positive and finite.
  public init(scale: Double, shape: Double) {
    precondition(scale > 0 && scale.isFinite && shape > 0 && shape.isFinite)
    GSLLibrary.prepare()
    self.scale = scale
    self.shape = shape
  }

  public func cumulative(_ x: Double) -> Double {
    x < scale ? 0 : gsl_cdf_pareto_P(x, shape, scale)
  }
  public func quantile(_ probability: Double) -> Double {
    gsl_cdf_pareto_Pinv(probability, shape, scale)
  }
}
