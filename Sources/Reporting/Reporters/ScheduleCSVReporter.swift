import Results

/// What traced executions spent their time on, as `schedule.csv`: one row per workload and arm.
///
/// The notes of a trace take time themselves, so these are shares to compare, not measurements.
public struct ScheduleCSVReporter: Reporter {
  public init() {}

  /// Raised when a column changes its meaning, goes or comes.
  public static let schemaVersion = 1

  /// The header only, where nothing was traced: then it names no activity.
  public func render(_ report: Report) -> String {
    let activities = report.schedules.first?.split.map(\.activity) ?? []
    let header =
      ["schema_version", "session", "suite", "case", "scheduler", "threads", "txs"]
      + ["wall_ns", "cpu_ns"] + activities.map { "\($0)_ns" } + ["commit_p50_ns", "commit_p99_ns"]
    let rows = report.schedules.map { row($0, of: report) }
    return ([header] + rows).map { csvLine($0) + "\n" }.joined()
  }

  private func row(_ run: ScheduleFigures, of report: Report) -> [String] {
    let identity = [
      "\(Self.schemaVersion)", report.session, report.suite, run.workload, run.scheduler,
      "\(run.threads)", "\(run.transactions)",
    ]
    let times = [run.wallNanoseconds, run.processorNanoseconds] + run.split.map(\.nanoseconds)
    let latencies = [run.medianCommitLatency, run.lateCommitLatency]
    return identity + times.map { "\($0)" } + latencies.map { $0.map { "\($0)" } ?? "" }
  }
}
