import State

extension AccessSets {
  /// What each transaction accesses when it is tried out alone on `state`, which may be older than the
  /// block: exact where no other transaction since then changed what it depends on.
  public static func preexecuted(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> AccessSets {
    let copy = state.copy()
    let recorded = BlockAccesses.preexecute(executor, on: copy)
    var sets = AccessSets()
    for (index, transaction) in recorded.transactions.enumerated() {
      let writes = Set(transaction.writes)
      var accesses = transaction.reads.map { (copy.accessName(of: $0), writes.contains($0)) }
      accesses += transaction.writes.map { (copy.accessName(of: $0), true) }
      if transaction.gasUsed == 0, let sent = executor.transactions?[index] {
        accesses += surelyAccessed(by: sent)
      }
      sets.append(accesses, gas: transaction.gasUsed)
    }
    return sets
  }
}
