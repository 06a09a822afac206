/// A range that holds the true value in a share `confidence` of experiments like this one.
public struct ConfidenceInterval: Hashable, Sendable, Codable {
  public var lower: Double
  public var upper: Double
  /// A share of 1: 0.95 for a 95% interval.
  public var confidence: Double

  public init(lower: Double, upper: Double, confidence: Double) {
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// Whether the data are compatible with `value`, both ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The interval of a monotonic increasing function of the value.
  public func mapped(_ transform: (Double) -> Double) -> Self {
    Self(lower: transform(lower), upper: transform(upper), confidence: confidence)
  }
}
