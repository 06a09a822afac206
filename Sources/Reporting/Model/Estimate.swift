import Statistics

/// A figure with its interval.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  /// Nil where one run only was made.
  public var interval: ConfidenceInterval?

  public init(value: Double, interval: ConfidenceInterval?) {
    self.value = value
    self.interval = interval
  }

  /// The geometric mean of a sample of rates, and Student's interval of it.
  public init(rates: [Double]) {
    let sample = Sample(rates)
    self.init(value: sample.geometricMean, interval: sample.geometricMeanInterval())
  }

  /// Half the interval's width as a share of the value: the "± 0.6%" of a table.
  public var relativeMargin: Double? {
    interval.map { ($0.upper - $0.lower) / 2 / value }
  }
}
