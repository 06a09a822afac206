import Contention
import Primitives
import Schedulers
import State

/// Sequential execution, after the block was executed on a copy of the state with notes of every access
/// and of what commutes. Whatever executes blocks under a scheduler and checks them can so be asked what
/// they contend for.
struct RecordingScheduler: Scheduler {
  /// Whether the notes' times are to be those of lean runs, for which the block is executed six times more on
  /// copies of the state before it; otherwise they are those of taking notes.
  var measuresTimes = false
  /// Given the notes, the state that they were taken on, and the transactions.
  let observe: @Sendable (BlockAccesses, WorldState, [Transaction]) -> Void

  var name: String { "recording" }
  var summary: String { "sequential, with notes for the analysis of contention" }

  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let before = measuresTimes ? state.copy() : nil
    let copy = state.copy()
    var accesses = BlockAccesses.recordCommuting(executor, on: copy)
    let execution = try SequentialScheduler().execute(executor, on: state, with: pool)
    if let before {
      let times = try transactionTimes(
        of: executor, from: before, to: state, results: execution.results)
      accesses.replaceTimes(by: times)
    }
    observe(accesses, copy, executor.transactions ?? [])
    return execution
  }

  /// As ``TransactionTimes`` of a stream of this block only.
  /// - Throws: `SchedulerFailure` where a run does not end as the block's execution did, which its caller checks.
  private func transactionTimes(
    of executor: some TransactionExecutor, from before: WorldState, to after: WorldState,
    results: [TransactionResult]
  ) throws(SchedulerFailure) -> [UInt64] {
    let pool = WorkerPool(size: 1)
    var runs: [[UInt64]] = []
    for run in 0...TransactionTimes.runs {
      let state = before.copy()
      state.makeRoom(as: after)
      let (execution, trace) = try SequentialScheduler().trace(
        executor, on: state, with: pool, knowing: .nothing)
      if let (index, difference) = firstDifference(of: execution.results, from: results) {
        throw SchedulerFailure("executed again, transaction \(index) ends otherwise: \(difference)")
      }
      if let difference = state.firstDifference(from: after) {
        throw SchedulerFailure("executed again, the block leaves another state: \(difference)")
      }
      if run > 0 { runs.append(trace.transactionTimes) }
    }
    return medians(of: runs)
  }
}
