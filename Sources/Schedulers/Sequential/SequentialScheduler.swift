import Primitives
import State

/// One transaction after the other on the calling thread: the oracle, and the baseline of every
/// speedup. Kept free of whatever parallel execution needs: writes go into the state at once and in
/// place, no read is recorded, and nothing is allocated per transaction.
public struct SequentialScheduler: Scheduler {
  private let stores = ResultStorePool(of: "sequential")

  public init() {}

  public var name: String { "sequential" }
  public var summary: String {
    "one transaction after the other, in block order; needs to know nothing beforehand"
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let store = stores.take()
    let count = executor.transactionCount
    store.prepare(transactionCount: count, lanes: 1)
    try executeInOrder(
      executor.makeWorker(lane: 0), 0..<count, beneficiary: executor.beneficiary, on: state,
      into: store.lanes[0], pool.trace(of: 0))
    var counters = ExecutionCounters()
    counters.executions = count
    return BlockExecution(store, from: stores, counters: counters)
  }
}

/// The loop itself, not generic, so that it is compiled once and here. Parallel schedulers end with it
/// where they give up.
func executeInOrder(
  _ worker: any TransactionWorker, _ transactions: Range<Int>, beneficiary: Address,
  on state: WorldState, into results: ResultLane, _ trace: LaneTrace
) throws(SchedulerFailure) {
  // As what it is taken for: it would be made that for each transaction, and retained and released by it.
  let view: any StateView = CommittedView(state)
  let effects = TransactionEffects()
  let beneficiary = state.reference(beneficiary)
  for transaction in transactions {
    trace.enter(.execute, transaction)
    results.beginAttempt(at: transaction)
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: view, into: effects)
    } catch {
      throw SchedulerFailure(
        "transaction \(transaction) waits for \(error.blockingTransaction) in sequential execution")
    }
    trace.enter(.commit, transaction)
    let writes = effects.writes.base
    for index in 0..<effects.writes.count { state.apply(writes[index]) }
    state.credit(effects.fee, to: beneficiary)
    results.record(effects, of: transaction)
  }
}
