import Primitives
import State

/// Background speculation and commits in block order, as Besu (hyperledger/besu #7296) and Monad execute
/// blocks: workers run ahead on what is committed so far, and the calling thread takes one transaction
/// after the other: if what was read is still so, the outcome stands, else the transaction is executed in
/// its turn. Nothing is executed more than twice, whatever conflicts.
///
/// How many outcomes were of use is ``ExecutionCounters/reused``; all others are
/// ``ExecutionCounters/executionsInOrder``.
public struct SpeculateCommitScheduler: Scheduler {
  private let engines = EnginePool<SpeculationEngine>()
  private let stores = ResultStorePool(of: "speculate-commit")
  private let settings: SchedulerSettings
  private let stallLimit: Duration

  /// How far ahead of the last commit a transaction may be executed. Wide enough to keep the workers busy
  /// during a long transaction; what is far ahead is stale more often.
  private static let window = SchedulerParameter.integer(
    "window", "transactions that may be executed ahead of the last commit", in: 1...1_000_000,
    standard: 256)

  public init() { self.init(.standard) }

  /// - Parameter stallLimit: how long nothing may move before the execution fails.
  init(_ settings: SchedulerSettings, stallLimit: Duration = .standardStallLimit) {
    self.settings = settings
    self.stallLimit = stallLimit
  }

  private var window: Int { settings.integer(Self.window) }

  public var name: String { settings.spelling(of: "speculate-commit") }
  public var parameters: [SchedulerParameter] { [Self.window] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: stallLimit)
  }
  public var summary: String {
    "workers run up to \(window) transactions ahead of commits in block order, which execute again what "
      + "was stale, so each at most twice; needs to know nothing beforehand"
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { SpeculationEngine() }
    defer { engines.give(engine) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let execution = engine.begin(
      executor, on: state, workerCount: pool.size, store, window: window, stallLimit: stallLimit)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    return BlockExecution(store, from: stores, counters: execution.finish())
  }
}
