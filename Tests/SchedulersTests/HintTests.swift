import Primitives
import State
import Testing

@testable import Schedulers

/// Hints may be right, missing or wrong in any way: that costs time, never the outcome.
@Suite struct HintTests {
  static let takers = allSchedulerVariants.filter { $0.requirement == .hints }.map(\.name)

  enum Hints: CaseIterable, Sendable {
    case perfect, none, empty, tooNarrow, tooWide, random, everything, otherBlock, unknownPlaces
  }

  @Test(arguments: takers, Hints.allCases)
  func anyHintsGiveTheRightOutcome(name: String, hints: Hints) throws {
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
    _ block: ToyBlock, _ scheduler: any Scheduler, _ hints: Hints, seed: UInt64,
    _ pool: WorkerPool, wanders: Bool = true
  ) throws -> BlockExecution {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: seed, wanders: wanders)
    let recorded = BlockKnowledge.recorded(executor, on: state.copy())
    let sets = try sets(of: hints, try #require(recorded.accessSets), seed: seed)
    let execution = try scheduler.execute(
      executor, on: state, with: pool, knowing: BlockKnowledge(accessSets: sets))
    let context: Comment = "\(block.name), \(hints), \(pool.size) workers, seed \(seed)"
    try #require(execution.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    return execution
  }

  private func sets(of hints: Hints, _ right: AccessSets, seed: UInt64) throws -> AccessSets? {
    var random = SplitMix(seed: seed)
    let count = right.locations.count
    func anyAccess() -> AccessSets.Access {
      .init(location: Int(random.next() % UInt64(count)), isWrite: random.next() % 2 == 0)
    }
    switch hints {
    case .perfect: return right
    case .none: return nil
    case .empty: return AccessSets().appending(right.transactionCount)
    case .tooNarrow:
      return right.changed { _, accesses in accesses.filter { _ in random.next() % 2 == 0 } }
    case .tooWide:
      return right.changed { _, accesses in
        count == 0 ? accesses : accesses + [anyAccess(), anyAccess(), anyAccess()]
      }
    case .random:
      return right.changed { _, accesses in
        count == 0 ? [] : (0..<random.next() % 6).map { _ in anyAccess() }
      }
    case .everything:
      return right.changed { _, _ in
        right.locations.indices.map { .init(location: $0, isWrite: true) }
      }
    case .otherBlock:
      let other = HostileBlocks.random(seed: seed &+ 1000)
      let executor = ToyExecutor(block: other, seed: seed)
      let sets = BlockKnowledge.recorded(executor, on: WorldState(naive: other.genesis)).accessSets
      return try #require(sets).resized(to: right.transactionCount)
    case .unknownPlaces:
      var sets = AccessSets()
      for transaction in 0..<right.transactionCount {
        let stranger = toyAddress(5000 + transaction % 3)
        let key = Word(UInt64(transaction % 2), 9, 9, 9)
        sets.append(
          reads: [(stranger, .nonce, .zero)],
          writes: [
            (stranger, .slot, key), (stranger, .everything, .zero), (stranger, .balance, .zero),
            (toyAddress(1), .slot, key), (toyAddress(1), .everything, .zero),
          ], gas: 1)
      }
      return sets
    }
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
