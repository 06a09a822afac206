import Statistics

extension Report {
  /// What the figures say in words: one sentence a case and number of workers, on its best scheduler.
  public var verdicts: [String] {
    cases.flatMap { item in
      let counts = Set(item.arms.filter { $0.speedup != nil && !$0.isCopies }.map(\.threads))
        .sorted()
      return counts.compactMap { item.verdict(threads: $0) }
    }
  }
}

extension Report {
  /// What has to be said of ``verdicts`` that are on the best of several schedulers; nil where there is none.
  var selectionNote: String? {
    let isSelected = cases.contains { item in
      item.arms.contains { item.candidates(threads: $0.threads).count > 1 }
    }
    return isSelected
      ? "A scheduler that is called the fastest of several was selected after the fact: its interval is not "
        + "adjusted for that."
      : nil
  }
}

extension CaseReport {
  /// What a verdict on so many workers is about.
  fileprivate func candidates(threads: Int) -> [ArmReport] {
    arms.filter { $0.threads == threads && $0.speedup != nil && !$0.isCopies }
  }

  fileprivate func verdict(threads: Int) -> String? {
    let candidates = candidates(threads: threads)
    guard
      let best = candidates.max(by: { ($0.speedup?.ratio ?? 0) < ($1.speedup?.ratio ?? 0) }),
      let speedup = best.speedup
    else { return nil }
    let subject = "**\(workload.name)**, \(counted(threads, "worker")): \(best.scheduler)"
    let others = candidates.count > 1 ? ", the fastest of \(candidates.count)," : ""
    return "\(subject)\(others) \(Self.words(for: speedup))\(boundWords(best))."
  }

  private static func words(for speedup: PairedComparison) -> String {
    guard let interval = speedup.interval else {
      return "took \(fixed(1 / speedup.ratio, 2)) of sequential's time in the only pair, "
        + "which proves nothing"
    }
    let digits = ratioDigits(margin: (interval.upper - interval.lower) / 2 / speedup.ratio)
    let range =
      "(95% interval \(fixed(interval.lower, digits))× to \(fixed(interval.upper, digits))×)"
    if interval.contains(1) {
      return "cannot be distinguished from sequential execution \(range)"
    }
    let ratio = fixed(speedup.ratio, digits)
    return speedup.ratio > 1
      ? "is **\(ratio)× as fast** as sequential \(range)"
      : "is **slower** than sequential: \(ratio)× its speed \(range)"
  }

  /// Of one worker nothing can be gained, so its bound says nothing.
  private func boundWords(_ arm: ArmReport) -> String {
    guard arm.threads > 1, let bound = arm.bound, let efficiency = arm.efficiency else { return "" }
    let limit =
      bound < Double(arm.threads) ? "the transactions' own dependencies allow" : "its workers allow"
    return ", \(percent(efficiency)) of the \(fixed(bound, 2))× that \(limit)\(machineWords(arm))"
  }

  /// Where the machine allows less than the bound.
  private func machineWords(_ arm: ArmReport) -> String {
    guard let machine = arm.machineSpeedup, let share = arm.shareOfMachine, let bound = arm.bound,
      machine < bound
    else { return "" }
    let range =
      share.interval.map { " (95% interval \(percent($0.lower)) to \(percent($0.upper)))" } ?? ""
    return
      " and \(percent(share.value))\(range) of the \(fixed(machine, 2))× that this machine does with "
      + "nothing to schedule"
  }
}
