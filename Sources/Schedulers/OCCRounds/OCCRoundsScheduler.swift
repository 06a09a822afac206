import Primitives
import State

/// Optimistic execution in rounds, after Aria (Lu et al., "Aria: A Fast and Practical Deterministic OLTP
/// Database", VLDB 2020), but in block order: in each round every pending transaction is executed on the
/// same snapshot, then what they wrote decides which of them stand, and the rest goes into the next
/// round. What happens is the same whoever executes what: no worker waits for another but at the ends
/// of phases. See ``RoundsExecution`` for the rule and its proof.
///
/// A hot key lets one transaction a round stand, so the rounds end where they no longer pay, and what is
/// left is executed one after the other: ``ExecutionCounters/executionsInOrder``. This is no fallback:
/// it is as much the scheduler's way as the rounds are, and what its time is made of.
public struct OCCRoundsScheduler: Scheduler {
  private let engines = EnginePool<RoundsEngine>()
  private let stores = ResultStorePool(of: "occ-rounds")
  public let name: String
  private let limits: RoundLimits
  private let stallLimit: Duration

  public init() { self.init(RoundLimits()) }

  /// - Parameter stallLimit: how long nothing may move before the execution fails.
  init(
    _ limits: RoundLimits, named name: String = "occ-rounds",
    stallLimit: Duration = .standardStallLimit
  ) {
    self.name = name
    self.limits = limits
    self.stallLimit = stallLimit
  }

  public var parameters: [SchedulerParameter] { RoundLimits.parameters }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(
      RoundLimits(settings), named: settings.spelling(of: "occ-rounds"), stallLimit: stallLimit)
  }
  public var summary: String {
    "rounds on a snapshot, as Aria's but in block order; what conflicts goes into the next round, and "
      + "after \(limits.rounds) rounds in order; needs to know nothing beforehand"
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { RoundsEngine() }
    defer { engines.give(engine) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let execution = engine.begin(
      executor, on: state, workerCount: pool.size, store, limits, named: name,
      stallLimit: stallLimit)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    return BlockExecution(store, from: stores, counters: execution.finish())
  }
}
