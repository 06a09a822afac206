import Harness
import Results
import Synchronization

/// The runs of a session that are on the disk: the measuring thread adds, a signal may come to ask.
final class KeptRuns: Sendable {
  private let runs = Mutex<[RunRecord]>([])

  func append(_ run: RunRecord) { runs.withLock { $0.append(run) } }

  var all: [RunRecord] { runs.withLock { $0 } }

  /// What an interrupted user wants to know.
  func interruptionNote(plan: ExperimentPlan, files: ResultFiles) -> String {
    let count = all.count
    if count == 0 { return "interrupted before the first run ended: nothing was measured" }
    return "interrupted: \(count) of \(plan.runCount) runs had ended and are kept in \(files.runs)"
  }
}
