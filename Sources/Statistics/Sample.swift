import GSL

/// Measurements of one quantity, one a run, in the order they were made.
///
/// Nothing is ever dropped from it: an outlier is a measurement too.
public struct Sample: Hashable, Sendable {
  public var values: [Double]

  public init(_ values: [Double]) { self.values = values }

  public var count: Int { values.count }
  /// NaN of no values.
  public var mean: Double { Moments.mean(values) }
  /// NaN of no values.
  public var median: Double { Moments.quantile(0.5, of: values) }
  /// Unbiased (over *n* − 1); NaN of fewer than two values.
  public var standardDeviation: Double { Moments.standardDeviation(values) }
  public var minimum: Double? { values.min() }
  public var maximum: Double? { values.max() }

  /// Student's interval of the mean; nil of fewer than two values.
  public func meanInterval(confidence: Double = 0.95) -> ConfidenceInterval? {
    guard count >= 2, confidence > 0, confidence < 1 else { return nil }
    let student = StudentT(degreesOfFreedom: Double(count - 1))
    let margin =
      student.quantile((1 + confidence) / 2) * standardDeviation / Double(count).squareRoot()
    return ConfidenceInterval(lower: mean - margin, upper: mean + margin, confidence: confidence)
  }

  /// The geometric mean, the middle that fits rates and ratios: the mean of rates is not the rate.
  ///
  /// NaN where there are no values or one of them is not above zero.
  public var geometricMean: Double {
    guard let logarithms else { return .nan }
    return exponential(logarithms.mean)
  }

  /// Student's interval of the geometric mean, made on logarithms; nil where either is undefined.
  public func geometricMeanInterval(confidence: Double = 0.95) -> ConfidenceInterval? {
    logarithms?.meanInterval(confidence: confidence)?.mapped(exponential)
  }

  /// The sample of the natural logarithms; nil where it is empty or a value is not above zero.
  var logarithms: Sample? {
    guard !values.isEmpty, values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    return Sample(values.map(logarithm))
  }
}
