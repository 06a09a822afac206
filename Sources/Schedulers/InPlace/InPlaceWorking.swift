import State
import Synchronization

/// Which transaction a worker executes next, given which have been executed.
protocol TransactionSource: AnyObject {
  /// A transaction that waits for nothing any more; nil if there is none now.
  /// - Parameter run: what the worker has claimed before and not been given yet.
  func take(_ run: inout ClaimedRun) -> Int?
  /// What the worker will probably execute after `transaction`, which it executes now: one that waits for that
  /// alone, or else what is ready. To be asked for ahead, so nothing depends on its being right.
  func likelyNext(after transaction: Int, in run: ClaimedRun) -> Int?
  /// What comes so many after the next one of what was claimed.
  func upcoming(_ distance: Int, in run: ClaimedRun) -> Int?
  /// Notes that `transaction` was executed, and returns one that this has made ready and that is more
  /// urgent than what else is, if any.
  func complete(_ transaction: Int) -> Int?
  /// How things stand, in words, for failures.
  var diagnosis: String { get }
}

extension InPlaceLane {
  /// Works until the block is done, or stopped by somebody.
  func work(
    _ source: some TransactionSource, in block: InPlaceBlock, named scheduler: String,
    stallLimit: Duration
  ) throws(SchedulerFailure) {
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var following: Int?
    var run = ClaimedRun()
    while !block.isHalted {
      if let transaction = following ?? source.take(&run) {
        if let next = source.likelyNext(after: transaction, in: run) { prefetch(next) }
        if let later = source.upcoming(3, in: run) { prefetchEntries(of: later) }
        guard execute(transaction) else { return }
        following = source.complete(transaction)
        backoff.reset()
        continue
      }
      if block.isFinished { return }
      trace.enter(.wait)
      backoff.wait()
      if backoff.isSleeping, watchdog.hasStalled(at: block.executed) {
        block.stop()
        throw .stalled(
          scheduler, for: stallLimit,
          "\(block.executed) of \(block.plan.transactionCount) transactions executed; "
            + source.diagnosis)
      }
    }
  }
}

extension InPlaceBlock {
  /// Executes the block that this was begun with, in the order that `source` gives.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, from source: some TransactionSource & Sendable, on state: WorldState,
    with pool: WorkerPool, results stores: ResultStorePool, _ preparation: ExecutionCounters,
    named scheduler: String, stallLimit: Duration
  ) throws(SchedulerFailure) -> BlockExecution {
    var counters = preparation
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let reason = try run(
      executor, from: source, on: state, with: pool, into: store, &counters, named: scheduler,
      stallLimit: stallLimit)
    return BlockExecution(store, from: stores, counters: counters, fallback: reason)
  }

  /// The same into a store that was made ready. Returns why some of it was executed in order, nil if none was.
  func run<Executor: TransactionExecutor>(
    _ executor: Executor, from source: some TransactionSource & Sendable, on state: WorldState,
    with pool: WorkerPool, into store: ResultStore, _ counters: inout ExecutionCounters,
    named scheduler: String, stallLimit: Duration
  ) throws(SchedulerFailure) -> String? {
    try pool.run { number throws(SchedulerFailure) in
      let lane = makeLane(
        number, executor.makeWorker(lane: number), store.lanes[number], on: state,
        pool.trace(of: number))
      try lane.work(source, in: self, named: scheduler, stallLimit: stallLimit)
    }
    return try finish(executor, on: state, store, &counters, pool.trace(of: 0))
  }
}
