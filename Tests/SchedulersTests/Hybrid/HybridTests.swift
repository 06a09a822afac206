import Primitives
import State
import Testing

@testable import Schedulers

/// Hybrid execution where it does not take the short way: whatever is expected, right or wrong, the
/// outcome is that of sequential execution.
@Suite struct HybridTests {
  /// One that takes predictions for advice and speculates on every block.
  private static func speculating() throws -> HybridScheduler {
    let scheduler = try scheduler(
      named: "hybrid:predicted=speculated", among: [HybridScheduler(judge: .bold)])
    return try #require(scheduler as? HybridScheduler)
  }

  private func expectContract(
    _ scheduler: HybridScheduler, _ block: ToyBlock, workers: Int, seed: UInt64,
    wanders: Bool = true, _ hints: (AccessSets) -> AccessSets?
  ) throws -> BlockExecution {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: seed, wanders: wanders)
    let known = BlockKnowledge.recorded(executor, on: state.copy())
    let execution = try scheduler.execute(
      executor, on: state, with: WorkerPool(size: workers),
      knowing: BlockKnowledge(accessSets: known.accessSets.flatMap(hints)))
    let context: Comment = "\(block.name), \(workers) workers, seed \(seed)"
    try #require(execution.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    return execution
  }

  @Test(arguments: HostileBlocks.all, [1, 2, 3, 8, 32])
  func equalsSequentialOnHostileBlocks(block: ToyBlock, workers: Int) throws {
    let scheduler = try Self.speculating()
    for seed in seeds(block.transactions.count > 1000 ? 1 : 3) {
      _ = try expectContract(scheduler, block, workers: workers, seed: seed) { $0 }
      _ = try expectContract(scheduler, block, workers: workers, seed: seed) { _ in nil }
    }
  }

  @Test(arguments: [2, 3, 8])
  func equalsSequentialOnRandomBlocks(workers: Int) throws {
    let scheduler = try Self.speculating()
    for seed in seeds(100) {
      let block = HostileBlocks.random(seed: seed)
      _ = try expectContract(scheduler, block, workers: workers, seed: seed) { $0 }
    }
  }

  /// Chains whose hints are right cost no attempt, however many workers there are.
  @Test(arguments: [1, 2, 8])
  func foreseenChainsCostNoAttempt(workers: Int) throws {
    let block = HostileBlocks.block("four chains", count: 200) { i in
      [.addToSlot(1, i % 4, 1), .log(UInt64(i))]
    }
    let executor = ToyExecutor(block: block, seed: 1, wanders: false)
    let state = WorldState(naive: block.genesis)
    let known = BlockKnowledge.recorded(executor, on: state.copy())
    let execution = try Self.speculating().execute(
      executor, on: state, with: WorkerPool(size: workers), knowing: known)
    #expect(execution.counters.executions == 200)
    #expect(execution.counters.aborts == 0 && execution.counters.suspensions == 0)
    #expect(execution.choice == "speculation")
  }

  /// Nor do those of transactions that depend on several others at once.
  @Test(arguments: [1, 2, 8])
  func foreseenConflictsWithSeveralCostNoAttempt(workers: Int) throws {
    let block = HostileBlocks.block("two chains each", count: 300) { i in
      [.addToSlot(1, i % 4, 1), .addToSlot(2, i % 3, 1), .addToSlot(3, i % 7, 1)]
    }
    let executor = ToyExecutor(block: block, seed: 1, wanders: false)
    let known = BlockKnowledge.recorded(executor, on: WorldState(naive: block.genesis))
    for _ in 0..<10 {
      let state = WorldState(naive: block.genesis)
      let execution = try Self.speculating().execute(
        executor, on: state, with: WorkerPool(size: workers), knowing: known)
      #expect(execution.counters.executions == 300)
      #expect(execution.counters.aborts == 0 && execution.counters.suspensions == 0)
    }
  }

  /// Two workers lose where transactions only pay; with eight it is tried.
  @Test func paymentsAreExecutedInOrderByFewWorkers() {
    var sets = AccessSets()
    for number in 0..<100 as Range<UInt64> {
      let balance = (Address(high: 0, middle: 1, low: number), AccessSets.Part.balance, Word.zero)
      sets.append(reads: [balance], writes: [balance], gas: 21_000)
    }
    var plan = AdvisoryPlan()
    plan.make(sets)
    #expect(BlockJudge().reasonForOrder(plan, workerCount: 2) == "in order: payments only")
    #expect(BlockJudge().reasonForOrder(plan, workerCount: 8) == nil)
    sets.append(reads: [], writes: [(Address, AccessSets.Part, Word)](), gas: 30_000)
    plan.make(sets)
    #expect(BlockJudge().reasonForOrder(plan, workerCount: 2) == nil)
  }

  @Test func oneChainIsExecutedInOrder() throws {
    let block = HostileBlocks.block("one chain", count: 100) { _ in [.addToSlot(1, 1, 1)] }
    let scheduler = HybridScheduler(judge: BlockJudge(leastWeight: 0))
    var execution = try expectContract(scheduler, block, workers: 2, seed: 1) { $0 }
    #expect(execution.choice == "in order: one chain")
    #expect(execution.way == "in-order")
    execution.choice = "payments, given up; in order: a small block"
    #expect(execution.way == "payments-given-up")
    #expect(execution.counters.executions == 100)
    #expect(execution.fallback == nil)
  }

  /// Conflicts that nobody foresaw: the tolerance is what stops attempts from being lost without end.
  @Test(arguments: [2, 8])
  func unforeseenChainsAreGivenUp(workers: Int) throws {
    let block = HostileBlocks.block("hot key", count: 3000) { i in
      [.addToSlot(1, 1, 1), .log(UInt64(i))]
    }
    let scheduler = try Self.speculating()
    for seed in 0..<6 as Range<UInt64> {
      let execution = try expectContract(scheduler, block, workers: workers, seed: seed) { _ in nil
      }
      let lost = execution.counters.aborts + execution.counters.suspensions
      #expect(lost <= 3 * 3000 + 16 + workers, "each lost attempt is borne by what was done")
    }
  }

  /// Anybody may be made to wait for anybody below: order is all that is lost.
  @Test func equalsSequentialInAnyInterleavingUnderAnyAdvice() throws {
    for seed in seeds(1500) {
      let block = HostileBlocks.random(seed: seed)
      var random = SplitMix(seed: ~seed)
      let advice = block.transactions.indices.map { index -> Int? in
        index == 0 || random.next() % 3 == 0 ? nil : Int(random.next() % UInt64(index))
      }
      var naive = NaiveInterpreter(accounts: block.genesis)
      let expected = naive.execute(block)
      let state = WorldState(naive: block.genesis)
      let others = block.transactions.indices.map { index in
        (0..<(index == 0 ? 0 : Int(random.next() % 4))).map { _ in
          Int(random.next() % UInt64(index))
        }
      }
      let workers = AdvisedWorkers(
        block, on: state, workers: 1 + Int(seed % 5), seed: seed, advice: advice,
        others: seed % 2 == 0 ? others : [])
      try #require(workers.run(), "seed \(seed)")
      try #require(workers.results == expected.map(TransactionResult.init), "seed \(seed)")
      try #require(state.naive == naive.accounts, "seed \(seed)")
    }
  }

  /// T47: wherever speculation ends, what is committed is a prefix, and the rest begins there.
  @Test func speculationMayBeGivenUpAnywhere() throws {
    var ends: Set<Int> = []
    for seed in seeds(1500) {
      let block = HostileBlocks.random(seed: seed)
      var naive = NaiveInterpreter(accounts: block.genesis)
      let expected = naive.execute(block)
      let state = WorldState(naive: block.genesis)
      let workers = AdvisedWorkers(
        block, on: state, workers: 1 + Int(seed % 5), seed: seed,
        advice: block.transactions.indices.map { $0 % 5 == 4 ? $0 - 2 : nil })
      ends.insert(
        try workers.giveUp(
          after: Int(seed % 173), executing: ToyExecutor(block: block, seed: seed)))
      try #require(workers.results == expected.map(TransactionResult.init), "seed \(seed)")
      try #require(state.naive == naive.accounts, "seed \(seed)")
      try #require(state.accountsOfWrongExistence == [], "seed \(seed)")
    }
    #expect(ends.count > 10)
  }

  // MARK: In place

  /// Whose accesses are all predicted is executed once, whatever conflicts.
  @Test(arguments: [2, 3, 8])
  func predictedBlocksAreExecutedInPlace(workers: Int) throws {
    let scheduler = HybridScheduler(judge: .bold)
    for block in HostileBlocks.all {
      let execution = try expectContract(
        scheduler, block, workers: workers, seed: 1, wanders: false
      ) { $0 }
      #expect(execution.choice == "in place", "\(block.name)")
      #expect(execution.counters.executions == block.transactions.count)
      #expect(execution.counters.validations == 0)
    }
  }

  /// One prediction that is not enough ends it: outcome and accounts are right, the predictions are advice for
  /// some blocks, and then are tried again.
  @Test(arguments: [2, 8])
  func wrongPredictionsAreAdviceForAWhile(workers: Int) throws {
    let scheduler = HybridScheduler(judge: .bold)
    let block = HostileBlocks.block("own keys", count: 300) { i in
      [.addToSlot(1, i % 40, 1), .log(UInt64(i))]
    }
    func choice(_ hints: (AccessSets) -> AccessSets?) throws -> String {
      let execution = try expectContract(
        scheduler, block, workers: workers, seed: 3, wanders: false, hints)
      return try #require(execution.choice)
    }
    #expect(try choice { $0 } == "in place")
    let failed = try choice { right in
      right.changed { transaction, accesses in transaction == 250 ? [] : accesses }
    }
    #expect(failed.hasPrefix("in place, given up: transaction 250 accessed "))
    #expect(failed.contains("executed in order from transaction "))
    var choices: [String] = []
    for _ in 0..<8 { choices.append(try choice { $0 }) }
    #expect(choices.prefix(2).allSatisfy { $0 == "speculation" }, "\(choices)")
    #expect(choices.last == "in place", "\(choices)")
  }

  /// Long chains are begun first, which takes a graph; otherwise locks do. The outcome is the same.
  @Test(arguments: [2, 8])
  func longChainsTakeTheGraph(workers: Int) throws {
    for (name, keys) in [("long chains", 3), ("short chains", 200)] as [(String, Int)] {
      let block = HostileBlocks.block(name, count: 400) { i in
        [.addToSlot(1, i % keys, 1), .log(UInt64(i))]
      }
      let state = WorldState(naive: block.genesis)
      let executor = ToyExecutor(block: block, wanders: false)
      let known = BlockKnowledge.recorded(executor, on: state.copy())
      let engine = HybridEngine()
      engine.plan(nil, count: 400, hints: known.accessSets)
      #expect(engine.isGovernedByPaths(workerCount: workers) == (keys == 3))
      let execution = try expectContract(
        HybridScheduler(judge: .bold), block, workers: workers, seed: 5, wanders: false
      ) { $0 }
      #expect(execution.choice == "in place")
    }
  }

  /// A block is planned while its records are looked up, or before, after one in order: either way by itself.
  @Test(arguments: [2, 8])
  func eachBlockIsPlannedByItself(workers: Int) throws {
    let scheduler = HybridScheduler(judge: BlockJudge(leastWeight: 0))
    func choice(keys: Int) throws -> String? {
      let block = HostileBlocks.block("\(keys) keys", count: 200) { i in
        [.addToSlot(1, i % keys, 1), .log(UInt64(i))]
      }
      let execution = try expectContract(
        scheduler, block, workers: workers, seed: 7, wanders: false
      ) { $0 }
      #expect(execution.counters.executions == 200)
      return execution.choice
    }
    let choices = try [1, 1, 50, 50, 1, 3].map { try choice(keys: $0) }
    let order = "in order: one chain"
    #expect(choices == [order, order, "in place", "in place", order, "in place"])
  }

  /// What it has learnt is forgotten by who asks for one without experience.
  @Test func experienceCanBeLeftBehind() throws {
    let scheduler = HybridScheduler(judge: .bold)
    let block = HostileBlocks.block("own keys", count: 60) { i in [.addToSlot(1, i, 1)] }
    for _ in 0..<2 {
      _ = try expectContract(scheduler, block, workers: 2, seed: 1) { right in
        right.changed { _, _ in [] }
      }
    }
    let other = try #require(scheduler.withoutExperience() as? HybridScheduler)
    func choice(_ scheduler: HybridScheduler) throws -> String? {
      try expectContract(scheduler, block, workers: 2, seed: 1, wanders: false) { $0 }.choice
    }
    #expect(try choice(scheduler) == "speculation")
    #expect(try choice(other) == "in place")
  }
}

extension BlockJudge {
  /// Thinks no block too small, too serial or too cheap for several workers.
  static let bold = BlockJudge(
    leastParallelism: 0, leastWeight: 0, fewWorkers: 0, sparesOneWorker: false)
}
