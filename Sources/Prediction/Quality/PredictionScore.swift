/// How many of the things that were predicted are right, and how many of the right ones were predicted.
public struct PredictionScore: Hashable, Sendable {
  public var predicted = 0
  public var actual = 0
  /// Both predicted and actual.
  public var matched = 0

  public init(predicted: Int = 0, actual: Int = 0, matched: Int = 0) {
    self.predicted = predicted
    self.actual = actual
    self.matched = matched
  }

  /// The share of what was predicted that is right; 1 if nothing was.
  public var precision: Double { predicted == 0 ? 1 : Double(matched) / Double(predicted) }
  /// The share of what is right that was predicted; 1 if there is nothing.
  public var recall: Double { actual == 0 ? 1 : Double(matched) / Double(actual) }

  public static func + (a: Self, b: Self) -> Self {
    Self(
      predicted: a.predicted + b.predicted, actual: a.actual + b.actual,
      matched: a.matched + b.matched)
  }
}
