extension [ScheduleFigures] {
  /// One row per traced run: shares of the lanes' time by what they did, the processor's time, and how long
  /// transactions took to be final in block order.
  var table: TextTable {
    let activities = first?.split.map(\.activity) ?? []
    var table = TextTable(
      [("workload", .left), ("scheduler", .left), ("workers", .right)]
        + activities.map { ($0, .right) }
        + [
          ("CPU µs/tx", .right), ("commit p50 ms", .right), ("commit p99 ms", .right),
        ])
    for run in self {
      let total = run.split.reduce(0.0) { $0 + Double($1.nanoseconds) }
      table.append(
        [run.workload, run.scheduler, "\(run.threads)"]
          + run.split.map { $0.nanoseconds == 0 ? "–" : percent(Double($0.nanoseconds) / total) }
          + [
            significant(Double(run.processorNanoseconds) / 1000 / Double(run.transactions)),
            milliseconds(run.medianCommitLatency), milliseconds(run.lateCommitLatency),
          ])
    }
    return table
  }

  private func milliseconds(_ nanoseconds: UInt64?) -> String {
    nanoseconds.map { significant(Double($0) / 1e6) } ?? "–"
  }
}
