import Primitives
import State
import Testing

@testable import Schedulers

/// Hints may be right, missing or wrong in any way: that costs time, never the outcome.
@Suite struct HintTests {
  static let takers = allSchedulerVariants.filter { $0.requirement == .hints }.map(\.name)

  @Test(arguments: takers, ToyHints.allCases)
  func anyHintsGiveTheRightOutcome(name: String, hints: ToyHints) throws {
    let scheduler = try scheduler(named: name, among: SchedulerContractTests.schedulers)
    for workers in SchedulerContractTests.workerCounts {
      let pool = WorkerPool(size: workers)
      for seed in seeds(25) {
        _ = try execute(HostileBlocks.random(seed: seed), scheduler, hints, seed: seed, pool)
      }
      for block in HostileBlocks.all where block.transactions.count <= 60 {
        _ = try execute(block, scheduler, hints, seed: 7, pool)
      }
    }
  }

  /// Who waits for what it is known to depend on is executed once, in whatever chains.
  @Test(arguments: BlockSTMFamilyNames.estimates, [1, 2, 8])
  func rightHintsLeaveNothingToRepeat(name: String, workers: Int) throws {
    let block = HostileBlocks.block("four keys", count: 200) { i in
      [
        .addToSlot(1, i % 4, 1), .readSlot(2, (i + 1) % 4), .addToSlot(2, i % 4, 2),
        .log(UInt64(i)),
      ]
    }
    let execution = try execute(
      block, scheduler(named: name), .perfect, seed: 1, WorkerPool(size: workers), wanders: false)
    #expect(execution.counters.executions == block.transactions.count)
    #expect(execution.counters.aborts == 0)
    #expect(execution.counters.preparation > .zero)
  }

  /// A prediction that everybody writes everything makes a chain, of which memory stays bounded.
  @Test(arguments: BlockSTMFamilyNames.estimates)
  func hostileHintsOfALongBlock(name: String) throws {
    let block = HostileBlocks.block("own keys", count: 1500) { i in
      [.useNonce(20 + i, 0), .addToSlot(i % 16, i % 8, 1)]
    }
    let execution = try execute(
      block, scheduler(named: name), .everything, seed: 1, WorkerPool(size: 3))
    #expect(execution.fallback == nil)
  }

  // MARK: Execution

  private func execute(
    _ block: ToyBlock, _ scheduler: any Scheduler, _ hints: ToyHints, seed: UInt64,
    _ pool: WorkerPool, wanders: Bool = true
  ) throws -> BlockExecution {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: seed, wanders: wanders)
    let recorded = BlockKnowledge.recorded(executor, on: state.copy())
    let sets = try hints.sets(from: try #require(recorded.accessSets), seed: seed)
    let execution = try scheduler.execute(
      executor, on: state, with: pool, knowing: BlockKnowledge(accessSets: sets))
    let context: Comment = "\(block.name), \(hints), \(pool.size) workers, seed \(seed)"
    try #require(execution.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    return execution
  }
}

/// The variants of one scheduler.
enum BlockSTMFamilyNames {
  static let estimates = variants(of: "block-stm-estimates")
  static let lazy = variants(of: "block-stm-lazy")

  private static func variants(of name: String) -> [String] {
    allSchedulerVariants.map(\.name).filter { $0 == name || $0.hasPrefix(name + ":") }
  }
}
