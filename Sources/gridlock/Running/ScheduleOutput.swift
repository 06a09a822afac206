import Harness
import Reporting
import Synchronization
import Workloads

/// Where a command's traced runs go: a file for Perfetto, and figures for the report.
final class ScheduleOutput: Sendable {
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var file: ScheduleTraceFile
    var figures: [ScheduleFigures] = []
  }

  /// - Parameters:
  ///   - path: the file to write; nil for no output at all.
  ///   - replacing: whether it may be there.
  /// - Throws: `OutputTargetError` and `CommandFailure` where the file cannot be written.
  convenience init?(_ path: String?, replacing: Bool) throws {
    guard let path else { return nil }
    try self.init(path: try OutputTarget(path, replacing: replacing).path)
  }

  private init(path: String) throws {
    do { state = Mutex(State(file: try ScheduleTraceFile(creating: path))) } catch {
      throw CommandFailure(.runFailed, "\(error)")
    }
  }

  func append(_ run: TracedRun) {
    state.withLock { state in
      state.file.append(run)
      state.figures.append(ScheduleFigures(run))
    }
  }

  /// Adds the execution of a real block, if it was traced to its end.
  func append(_ result: ReplayResult) {
    guard let trace = result.schedule else { return }
    append(
      TracedRun(
        subject: "block \(result.block)", scheduler: result.scheduler, workers: result.workers,
        blocks: [trace], time: ElapsedTime(wall: trace.end - trace.start)))
  }

  /// Of all runs so far.
  var figures: [ScheduleFigures] { state.withLock { $0.figures } }

  /// Completes the file.
  func finish() throws {
    try state.withLock { try $0.file.finish() }
  }
}

extension ScheduleFigures {
  init(_ run: TracedRun) {
    let latencies = run.commitLatencies
    self.init(
      workload: run.subject, scheduler: run.scheduler, threads: run.workers,
      transactions: run.blocks.reduce(0) { $0 + $1.transactionCount },
      wallNanoseconds: run.time.wall, processorNanoseconds: run.time.processor,
      split: run.split.map { .init(activity: $0.activity.name, nanoseconds: $0.nanoseconds) },
      medianCommitLatency: latencies.quantile(0.5), lateCommitLatency: latencies.quantile(0.99))
  }
}
