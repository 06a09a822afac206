import Primitives
import State

/// Block-STM (Gelashvili et al., "Block-STM: Scaling Blockchain Execution by Turning Ordering Curse to
/// a Performance Blessing", PPoPP 2023): every transaction is executed optimistically against
/// multi-version memory, validated, and executed again where it read too early.
public struct BlockSTMScheduler: Scheduler {
  private let engines = EnginePool<BlockSTMEngine>()
  private let stores = ResultStorePool()
  private let stallLimit: Duration

  public init() { self.init(stallLimit: .seconds(30)) }

  /// - Parameter stallLimit: how long nothing may move before the execution fails.
  init(stallLimit: Duration) { self.stallLimit = stallLimit }

  public var name: String { "block-stm" }
  public var summary: String {
    "optimistic execution over multi-version memory with validation by field and slot; needs to know "
      + "nothing beforehand"
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { BlockSTMEngine() }
    defer { engines.give(engine) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let execution = BlockSTMExecution(
      engine: engine,
      block: engine.begin(
        transactionCount: executor.transactionCount, beneficiary: executor.beneficiary,
        watchesErasure: executor.mayEraseStorage, on: state, workerCount: pool.size),
      store: store, stallLimit: stallLimit)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    return BlockExecution(store, from: stores, counters: execution.finish())
  }
}
