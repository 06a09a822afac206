import Primitives
import State

/// What the schedulers that are Block-STM share: memory that is kept from block to block, and the way
/// through a block.
struct BlockSTMFamily: Sendable {
  let stallLimit: Duration
  private let options: BlockSTMOptions
  private let engines = EnginePool<BlockSTMEngine>()
  private let stores: ResultStorePool

  /// - Parameter name: the scheduler's, without settings.
  init(_ options: BlockSTMOptions, of name: StaticString, stallLimit: Duration) {
    self.options = options
    stores = ResultStorePool(of: name)
    self.stallLimit = stallLimit
  }

  /// - Parameter predicted: writes that are expected; nil for none.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    predicted: AccessSets? = nil
  ) throws(SchedulerFailure) -> BlockExecution {
    let start = ContinuousClock.now
    let engine = engines.take { BlockSTMEngine() }
    defer { engines.give(engine) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    var options = options
    options.hasEstimates = predicted != nil
    let block = engine.begin(
      transactionCount: executor.transactionCount, beneficiary: executor.beneficiary,
      watchesErasure: executor.mayEraseStorage(of: state), on: state, workerCount: pool.size,
      options)
    if let predicted { PredictedWrites.insert(predicted, into: block, engine.lanes[0]) }
    let preparation = start.duration(to: .now)
    let execution = BlockSTMExecution(
      engine: engine, block: block, store: store, stallLimit: stallLimit)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    if var counters = execution.finish() {
      counters.preparation += preparation
      return BlockExecution(store, from: stores, counters: counters)
    }
    var counters = execution.counters
    for transaction in 0..<executor.transactionCount {
      counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
    }
    counters.executions += executor.transactionCount
    try executeInOrder(
      executor.makeWorker(lane: 0), 0..<executor.transactionCount,
      beneficiary: executor.beneficiary, on: state, into: store.lanes[0], pool.trace(of: 0))
    return BlockExecution(
      store, from: stores, counters: counters,
      fallback: "a balance of 2²⁵⁵ wei and more was added to: executed in order")
  }
}
