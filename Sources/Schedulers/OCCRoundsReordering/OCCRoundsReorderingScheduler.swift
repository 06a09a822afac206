import Primitives
import State

/// Aria with deterministic reordering (Lu et al., VLDB 2020): execution in rounds on a snapshot that
/// chooses the order of the block's transactions, for whoever builds a block. Its outcome is that of
/// sequential execution in the order it reports, which is the same for any number of workers. See
/// ``ReorderingExecution`` for the rule and its proof.
public struct OCCRoundsReorderingScheduler: Scheduler {
  private let engines = EnginePool<ReorderingEngine>()
  private let stores = ResultStorePool(of: "occ-rounds-reordering")
  public let name: String
  private let limits: RoundLimits
  private let stallLimit: Duration

  public init() { self.init(RoundLimits()) }

  /// - Parameter stallLimit: how long nothing may move before the execution fails.
  init(
    _ limits: RoundLimits, named name: String = "occ-rounds-reordering",
    stallLimit: Duration = .standardStallLimit
  ) {
    self.name = name
    self.limits = limits
    self.stallLimit = stallLimit
  }

  public var parameters: [SchedulerParameter] { RoundLimits.parameters }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(
      RoundLimits(settings), named: settings.spelling(of: "occ-rounds-reordering"),
      stallLimit: stallLimit)
  }
  public var summary: String {
    "Aria for block builders: rounds on a snapshot that choose the order of the transactions, checked "
      + "against sequential execution of that order; needs to know nothing beforehand"
  }
  public var choosesOrder: Bool { true }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { ReorderingEngine() }
    defer { engines.give(engine) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let execution = engine.begin(
      executor, on: state, workerCount: pool.size, store, limits, named: name,
      stallLimit: stallLimit)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    let (counters, order) = execution.finish()
    return BlockExecution(store, from: stores, counters: counters, order: order)
  }
}
