import Statistics

/// Whether a session is slower than its baseline by more than a tolerance.
///
/// A regression is claimed only where the whole 95% interval of the time ratio lies beyond the
/// tolerance: on unchanged code this fails about once in thousands of runs, not once in twenty.
public struct RegressionCheck: Hashable, Sendable {
  public var comparison: StoredComparison
  /// As a share: 0.05 puts up with 5% more time.
  public var tolerance: Double

  /// - Parameter comparison: of the baseline (A) with the results to check (B).
  public init(_ comparison: StoredComparison, tolerance: Double) {
    self.comparison = comparison
    self.tolerance = tolerance
  }

  /// What the figures say about an arm.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The whole interval lies beyond the tolerance.
    case regression
    /// The whole interval lies below what the tolerance is above: faster by as much.
    case improvement
    /// The interval excludes a regression beyond the tolerance.
    case ok
    /// A regression beyond the tolerance is neither shown nor excluded: too few pairs for their noise, or for
    /// a change so near the tolerance.
    case inconclusive
  }

  public func verdict(on cell: StoredComparison.Cell) -> Verdict {
    guard let interval = cell.timeRatio.interval else { return .inconclusive }
    let limit = 1 + tolerance
    if interval.lower > limit { return .regression }
    if interval.upper < 1 / limit { return .improvement }
    // What the runs could have detected does not count any more: that a regression was likely to be seen says
    // nothing where the interval, now that there is one, holds it possible.
    return interval.upper <= limit ? .ok : .inconclusive
  }

  /// The worst of all arms. An arm of the baseline that was not run leaves the check inconclusive: a
  /// case that vanishes must not look like one that passes.
  public var verdict: Verdict {
    let verdicts = comparison.cells.map(verdict)
    if verdicts.contains(.regression) { return .regression }
    if verdicts.contains(.inconclusive) || !comparison.missing.isEmpty { return .inconclusive }
    return verdicts.allSatisfy { $0 == .improvement } ? .improvement : .ok
  }

  /// The number that a text like "5%" or "0.05" means; nil of anything else.
  ///
  /// A bare number of 1 and more is refused: it could mean 5% or five times.
  public static func tolerance(parsing text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      let value = Double(digits)
    else { return nil }
    let share = isPercent ? value / 100 : value
    return share < 1 ? share : nil
  }
}
