import Statistics

extension ComparisonReporter {
  static func meaning(_ metric: ComparisonMetric) -> String {
    switch metric {
    case .throughput:
      "Time of B over time of A for the same gas: above 1, B is slower. Runs paired by order."
    case .speedup:
      "Time of B over time of A, each over that of its own sequential runs: above 1, B is slower. "
        + "Runs paired by order."
    }
  }

  /// What one interval says; never by colour.
  static func word(for ratio: PairedComparison) -> String {
    guard ratio.interval != nil else { return "one pair" }
    return !ratio.isSignificant ? "~" : ratio.ratio > 1 ? "slower" : "faster"
  }

  static func word(for verdict: RegressionCheck.Verdict) -> String {
    switch verdict {
    case .regression: "REGRESSION"
    case .improvement: "improvement"
    case .ok: "ok"
    case .inconclusive: "inconclusive"
    }
  }

  static func sentence(_ check: RegressionCheck) -> String {
    let cells = check.comparison.cells
    let limit = significant(check.tolerance * 100).trimmingZeros + "%"
    func labels(_ verdict: RegressionCheck.Verdict) -> String {
      cells.filter { check.verdict(on: $0) == verdict }.map(\.label).joined(separator: ", ")
    }
    switch check.verdict {
    case .regression:
      return "Regression: slower by more than \(limit), interval and all: \(labels(.regression))."
    case .inconclusive:
      let unsure = labels(.inconclusive)
      let missing = check.comparison.missing
      return "Inconclusive at \(limit)"
        + (unsure.isEmpty ? "" : ": too few pairs to exclude a regression: \(unsure)")
        + (missing.isEmpty ? "" : "; not run: \(missing.joined(separator: ", "))") + "."
    case .improvement:
      return "No regression: every arm is faster by \(limit) or more; consider a new baseline."
    case .ok:
      return "No regression beyond \(limit) in \(counted(cells.count, "arm"))."
    }
  }
}
