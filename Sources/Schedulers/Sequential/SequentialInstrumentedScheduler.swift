import Primitives
import State

/// Sequential execution that takes notes: what each transaction reads and writes, its gas and its time.
/// What that costs over ``SequentialScheduler`` is the price of the notes; they feed the bounds, and the
/// schedulers that have to be told.
public struct SequentialInstrumentedScheduler: Scheduler {
  private let stores = ResultStorePool(of: "sequential-instrumented")

  public init() {}

  public var name: String { "sequential-instrumented" }
  public var summary: String {
    "one transaction after the other, noting every access and each transaction's time"
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    try record(executor, on: state, pool.trace(of: 0)).execution
  }

  /// Executes the block and returns the notes with the outcome.
  /// - Throws: ``SchedulerFailure`` if the executor waits for something.
  public func record<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, _ trace: LaneTrace = .off
  ) throws(SchedulerFailure) -> (execution: BlockExecution, accesses: BlockAccesses) {
    let store = stores.take()
    let count = executor.transactionCount
    store.prepare(transactionCount: count, lanes: 1)
    let recorder = AccessRecorder(executor, on: state)
    for transaction in 0..<count {
      trace.enter(.execute, transaction)
      store.lanes[0].beginAttempt(at: transaction)
      do throws(ReadFailure) { try recorder.execute(transaction) } catch {
        throw SchedulerFailure(
          "transaction \(transaction) waits for \(error.blockingTransaction) in sequential execution"
        )
      }
      store.lanes[0].record(recorder.effects, of: transaction)
    }
    var counters = ExecutionCounters()
    counters.executions = count
    return (BlockExecution(store, from: stores, counters: counters), recorder.recorded)
  }
}
