extension CriticalPath {
  /// Speedup with any number of processors: total weight over the path's length; 1 where there is no
  /// weight at all.
  public var idealSpeedup: Double { ratio(to: Double(length)) }

  /// The most that `processors` can gain over one: total weight over the greatest of the total's even
  /// share, the path's length and the heaviest transaction.
  public func speedupBound(processors: Int) -> Double {
    precondition(processors >= 1, "a machine has at least one processor, not \(processors)")
    return ratio(
      to: max(Double(totalWeight) / Double(processors), Double(length), Double(heaviest)))
  }

  /// What any schedule gains that never leaves a processor idle while a transaction could begin: its
  /// length is at most the even share plus (1 − 1/P) of the path (Graham 1969; Brent 1974).
  public func greedyGuarantee(processors: Int) -> Double {
    precondition(processors >= 1, "a machine has at least one processor, not \(processors)")
    let share = Double(totalWeight) / Double(processors)
    return ratio(to: share + (1 - 1 / Double(processors)) * Double(length))
  }

  /// Share of transactions that wait for at least one other; 0 for an empty block.
  public var dependentRatio: Double {
    transactionCount == 0 ? 0 : Double(dependentCount) / Double(transactionCount)
  }

  private func ratio(to time: Double) -> Double { time == 0 ? 1 : Double(totalWeight) / time }
}
