import Primitives
import State

/// Deterministic locking (Calvin, SIGMOD 2012; Solana's Sealevel): locks are requested in block order,
/// and a transaction is executed when it has all of its own. Requesting overlaps with executing.
public struct StaticLocksScheduler: Scheduler {
  /// What one lock is for.
  public enum Granularity: String, Sendable, CaseIterable {
    case slots
    /// As chains have it where transactions declare accounts: coarser, so that all users of one
    /// contract wait for each other.
    case accounts
  }

  private static let granularity = SchedulerParameter.word(
    "granularity", "what one lock is for", standard: Granularity.slots)

  private let engines = EnginePool<Engine>()
  private let stores = ResultStorePool(of: "static-locks")
  private let settings: SchedulerSettings
  private let granularity: Granularity
  private let stallLimit: Duration

  private final class Engine: Sendable {
    let block = InPlaceBlock()
    let manager = LockManager()
  }

  public init() { self.init(.standard, stallLimit: .standardStallLimit) }

  init(_ settings: SchedulerSettings, stallLimit: Duration) {
    self.settings = settings
    granularity = settings.choice(Self.granularity)
    self.stallLimit = stallLimit
  }

  public var name: String { settings.spelling(of: "static-locks") }
  public var parameters: [SchedulerParameter] { [Self.granularity] }
  public var variants: [String] { ["granularity=accounts"] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: stallLimit)
  }
  public var summary: String {
    let unit = granularity == .slots ? "field and slot" : "account"
    return "ordered locks by \(unit) from access sets, requested while others execute in place; "
      + "undeclared accesses are noticed and the rest executed in order"
  }
  public var requirement: KnowledgeRequirement { .accessSets }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    guard let sets = knowledge.accessSets,
      requirement.isMet(by: knowledge, transactionCount: executor.transactionCount)
    else { throw .lacks(requirement, for: name) }
    let engine = engines.take { Engine() }
    defer { engines.give(engine) }
    var counters = ExecutionCounters()
    let start = ContinuousClock.now
    let manager = engine.manager
    let workerCount = pool.size
    engine.block.begin(
      executor, sets: sets, on: state, with: pool,
      conflicting: granularity == .slots ? .onLocations : .onAccounts
    ) {
      manager.begin($0, workerCount: workerCount)
    }
    counters.preparation = start.duration(to: .now)
    return try engine.block.execute(
      executor, from: manager, on: state, with: pool, results: stores, counters,
      named: name, stallLimit: stallLimit)
  }
}
