import Primitives
import Schedulers
import State
import Workloads

/// What sequential execution makes of a stream, and so what every scheduler must make of it.
struct OutcomeOracle {
  let execution: StreamExecution
  /// The outcome that everyone's must equal.
  let outcome: StreamOutcome
  let stream: BlockStream
  /// By block, how each transaction is meant to end; empty where nobody says.
  var intended: [[IntendedOutcome]] = []

  /// Executes `stream` sequentially, off the clock.
  /// - Throws: `SchedulerFailure`, or ``Interrupted``.
  init(for stream: BlockStream, until interruption: Interruption = Interruption()) throws {
    self.stream = stream
    execution = try StreamExecution(
      of: stream, under: SchedulerSelection.baseline, with: WorkerPool(size: 1),
      until: interruption)
    outcome = StreamOutcome(of: execution, stream: stream)
  }

  /// Compares another execution of the same stream: every transaction's result, every receipts root and
  /// the state root. If one is wrong, looks for the first difference. An execution in an order that the
  /// scheduler chose is compared with sequential execution of that order.
  /// - Throws: only for a chosen order, see ``verdictOnChosenOrder(of:by:)``.
  func verdict(on other: StreamExecution, by arm: ExperimentPlan.Arm) throws -> OutcomeVerdict {
    arm.scheduler.choosesOrder
      ? try verdictOnChosenOrder(of: other, by: arm) : compare(other, by: arm)
  }

  func compare(_ other: StreamExecution, by arm: ExperimentPlan.Arm) -> OutcomeVerdict {
    let found = StreamOutcome(of: other, stream: stream)
    var verdict = OutcomeVerdict(execution: other, outcome: found)
    if found == outcome && other.results == execution.results { return verdict }
    verdict.mismatch =
      firstMismatch(of: other, by: arm)
      ?? mismatch(.finalState, "\(found), expected \(outcome)", by: arm)
    return verdict
  }

  /// The first difference from the oracle, result by result and then key by key of the last state; nil if there
  /// is none, and then all roots are equal too. No hash is computed, so that it takes some milliseconds where
  /// ``compare(_:by:)`` takes hundreds: for executions of which nobody records the roots.
  ///
  /// Transactions come first: the first wrong one says more than the keys that it left wrong.
  func firstMismatch(
    of other: StreamExecution, by arm: ExperimentPlan.Arm
  ) -> OutcomeMismatch? {
    for (block, (found, expected)) in zip(other.results, execution.results).enumerated() {
      if let (index, difference) = Harness.firstDifference(of: found, from: expected) {
        return mismatch(.transaction(block: block, index: index), difference, by: arm)
      }
    }
    return other.state.firstDifference(from: execution.state).map {
      mismatch(.finalState, $0.description, by: arm)
    }
  }

  private func mismatch(
    _ place: OutcomeMismatch.Place, _ difference: String, by arm: ExperimentPlan.Arm
  ) -> OutcomeMismatch {
    OutcomeMismatch(
      stream: stream.name, scheduler: arm.name, workers: arm.workers, place: place,
      difference: difference)
  }
}

/// An execution after its check.
struct OutcomeVerdict {
  var execution: StreamExecution
  var outcome: StreamOutcome
  /// Nil if the outcome is that of sequential execution.
  var mismatch: OutcomeMismatch?
}
