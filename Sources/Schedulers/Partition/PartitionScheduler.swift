import Primitives
import State
import Synchronization

/// Connected components (Grevm 1): transactions that have to do with each other, directly or through
/// others, are executed in order by one worker; components are packed by gas.
public struct PartitionScheduler: Scheduler {
  private let engines = EnginePool<PartitionedBlock>()
  private let stores = ResultStorePool(of: "partition")

  public init() {}

  public var name: String { "partition" }
  public var summary: String {
    "connected components from access sets, packed by gas, each executed in order and in place; "
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
    let engine = engines.take { PartitionedBlock() }
    defer { engines.give(engine) }
    var counters = ExecutionCounters()
    let start = ContinuousClock.now
    engine.begin(executor, sets: sets, on: state, with: pool)
    counters.preparation = start.duration(to: .now)
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    for segment in 0..<engine.segmentCount where !engine.block.isHalted {
      engine.beginSegment(segment)
      pool.run { number in
        engine.work(
          engine.block.makeLane(
            number, executor.makeWorker(lane: number), store.lanes[number], on: state,
            pool.trace(of: number)))
      }
    }
    let reason = try engine.block.finish(
      executor, on: state, store, &counters, pool.trace(of: 0))
    return BlockExecution(store, from: stores, counters: counters, fallback: reason)
  }
}

/// A block cut into partitions, which workers claim one after the other.
///
/// `@unchecked Sendable`: set up by one thread between the workers' runs; they share one counter.
final class PartitionedBlock: @unchecked Sendable {
  let block = InPlaceBlock()
  private var partitioner = Partitioner()
  private var words = ZeroedWords(count: SharedWords.line)
  private var end = 0

  var segmentCount: Int { partitioner.segments.count - 1 }

  func begin<Executor: TransactionExecutor>(
    _ executor: Executor, sets: AccessSets, on state: WorldState, with pool: WorkerPool
  ) {
    block.begin(executor, sets: sets, on: state, with: pool)
    // A few more than workers, so that a worker whose estimate was too high finds more to do.
    partitioner.cut(block.plan.conflictTable, gas: sets.gas, target: 2 * pool.size + 1)
  }

  func beginSegment(_ segment: Int) {
    words.base.pointee.store(UInt64(partitioner.segments[segment]), ordering: .relaxed)
    end = Int(partitioner.segments[segment + 1])
  }

  /// Executes whole partitions until none is left, or somebody stopped.
  func work(_ lane: InPlaceLane) {
    while !block.isHalted {
      let index = Int(words.base.pointee.wrappingAdd(1, ordering: .relaxed).oldValue)
      guard index < end else { return }
      let partition = partitioner.partitions[index]
      for position in Int(partition.start)..<Int(partition.end) {
        if block.isHalted { return }
        if position &+ 1 < Int(partition.end) {
          lane.prefetch(Int(partitioner.members[position &+ 1]))
        }
        guard lane.execute(Int(partitioner.members[position])) else { return }
      }
    }
  }
}
