import Contention
import Primitives
import Schedulers
import State

/// Sequential execution, after the block was executed on a copy of the state with notes of every access
/// and of what commutes. Whatever executes blocks under a scheduler and checks them can so be asked what
/// they contend for.
struct RecordingScheduler: Scheduler {
  /// Given the notes, the state that they were taken on, and the transactions.
  let observe: @Sendable (BlockAccesses, WorldState, [Transaction]) -> Void

  var name: String { "recording" }
  var summary: String { "sequential, with notes for the analysis of contention" }

  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let copy = state.copy()
    observe(
      BlockAccesses.recordCommuting(executor, on: copy), copy, executor.transactions ?? [])
    return try SequentialScheduler().execute(executor, on: state, with: pool)
  }
}
