import Primitives
import State

/// Execution by a dependency graph that is known beforehand (BOHM, PVLDB 2015; FISCO BCOS): whoever
/// waits for nobody is executed, the heaviest remaining path first, straight into the state.
public struct StaticDAGScheduler: Scheduler {
  private let engines = EnginePool<Engine>()
  private let stores = ResultStorePool(of: "static-dag")
  private let stallLimit: Duration

  private final class Engine: Sendable {
    let block = InPlaceBlock()
    let source = StaticDAGSource()
  }

  public init() { self.init(stallLimit: .standardStallLimit) }

  init(stallLimit: Duration) { self.stallLimit = stallLimit }

  public var name: String { "static-dag" }
  public var summary: String {
    "dependency graph from access sets, longest path first, executed in place; undeclared accesses are "
      + "noticed and the rest executed in order"
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
    let source = engine.source
    let workerCount = pool.size
    engine.block.begin(executor, sets: sets, on: state, with: pool) {
      source.begin($0, gas: sets.gas, workerCount: workerCount)
    }
    counters.preparation = start.duration(to: .now)
    return try engine.block.execute(
      executor, from: engine.source, on: state, with: pool, results: stores, counters,
      named: name, stallLimit: stallLimit)
  }
}
