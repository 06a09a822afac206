import Primitives
import State
import Testing

@testable import Schedulers

/// What every scheduler promises, whatever the block and the number of workers: the state and the
/// results of sequential execution, as the toy's own interpreter has them, in block order, or in the
/// order that the scheduler says it chose.
@Suite struct SchedulerContractTests {
  static let workerCounts = [1, 2, 3, 8, 32]
  /// All, but that none executes a block in order because it is small.
  static let schedulers = makeSchedulers(judge: .bold)
  /// Those that are told of the block; what they do where that is wrong has tests of its own.
  static let informed = allSchedulerVariants.filter { $0.requirement != .nothing }.map(\.name)

  @Test(arguments: allSchedulerVariants.map(\.name), HostileBlocks.all)
  func equalsSequentialOnHostileBlocks(name: String, block: ToyBlock) throws {
    let scheduler = try scheduler(named: name, among: Self.schedulers)
    for workers in Self.workerCounts {
      let pool = WorkerPool(size: workers)
      for seed in seeds(block.transactions.count > 1000 || workers > 8 ? 1 : 4) {
        try expectContract(scheduler, block, seed: seed, pool)
      }
    }
  }

  @Test(arguments: allSchedulerVariants.map(\.name), workerCounts)
  func equalsSequentialOnRandomBlocks(name: String, workers: Int) throws {
    let scheduler = try scheduler(named: name, among: Self.schedulers)
    let pool = WorkerPool(size: workers)
    // Thirty-two threads wake each other slowly where there are few cores.
    for seed in seeds(workers > 8 ? 25 : 150) {
      try expectContract(scheduler, HostileBlocks.random(seed: seed), seed: seed, pool)
    }
  }

  /// Record numbers name locations in the next block, so blocks that follow each other matter.
  @Test(arguments: allSchedulerVariants.map(\.name), workerCounts)
  func blocksFollowEachOther(name: String, workers: Int) throws {
    let scheduler = try scheduler(named: name, among: Self.schedulers)
    let pool = WorkerPool(size: workers)
    var naive = NaiveInterpreter(accounts: HostileBlocks.genesis())
    let state = WorldState(naive: naive.accounts)
    for seed in seeds(workers > 8 ? 10 : 40) {
      let block = HostileBlocks.random(seed: seed)
      let executor = ToyExecutor(block: block, seed: seed)
      let execution = try scheduler.execute(
        executor, on: state, with: pool, knowing: .recorded(executor, on: state.copy()))
      let order = try execution.checkedOrder(by: scheduler)
      let expected = naive.execute(block.reordered(order))
      try #require(state.naive == naive.accounts, "block \(seed)")
      let results = execution.results
      try #require(order.map { results[$0] } == expected.map(TransactionResult.init))
    }
  }

  /// Knowledge that is right: nobody may have to fall back, or the parallel way would go untested.
  @Test(arguments: informed, HostileBlocks.all + seeds(60).map(HostileBlocks.random))
  func needsNoFallbackWhereWhatItIsToldIsRight(name: String, block: ToyBlock) throws {
    let scheduler = try scheduler(named: name, among: Self.schedulers)
    for workers in Self.workerCounts where workers <= 8 {
      let pool = WorkerPool(size: workers)
      let fallback = try expectContract(scheduler, block, seed: 1, pool, wanders: false)
      if name == BlockAccessListScheduler().name, fallback?.contains("EIP-161") ?? false {
        continue
      }
      #expect(fallback == nil, "\(block.name), \(workers) workers")
    }
  }

  @discardableResult
  private func expectContract(
    _ scheduler: any Scheduler, _ block: ToyBlock, seed: UInt64, _ pool: WorkerPool,
    wanders: Bool = true
  ) throws -> String? {
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: seed, wanders: wanders)
    let execution = try scheduler.execute(
      executor, on: state, with: pool, knowing: .recorded(executor, on: state.copy()))
    let context: Comment = "\(block.name), \(pool.size) workers, seed \(seed)"
    let order = try execution.checkedOrder(by: scheduler)
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block.reordered(order))
    let results = execution.results
    try #require(order.map { results[$0] } == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    try #require(execution.gasUsed == expected.reduce(0) { $0 + $1.gasUsed }, context)
    expectAccounts(of: execution, context)
    return execution.fallback
  }
}

/// Every attempt is accounted for: it was the transaction's last, or came to nothing for a cause.
func expectAccounts(of execution: BlockExecution, _ context: Comment) {
  let counters = execution.counters
  let count = execution.transactionCount
  let attempts = execution.attempts
  #expect(counters.executions == count + counters.abortCounts.total, context)
  #expect(attempts.transactions == count, context)
  #expect(attempts.attempts == counters.executions, context)
}

extension TransactionResult {
  init(_ outcome: ToyOutcome) {
    self.init(
      status: outcome.status, gasUsed: outcome.gasUsed, rejection: outcome.rejection,
      logs: outcome.logs.map(toyLog))
  }
}

extension BlockExecution {
  /// The order that the outcome is of, by place the transaction, after a look at whether it is one.
  func checkedOrder(by scheduler: any Scheduler) throws -> [Int] {
    try #require((order != nil) == scheduler.choosesOrder)
    let order = order ?? Array(0..<transactionCount)
    try #require(order.sorted() == Array(0..<transactionCount))
    return order
  }
}

extension ToyBlock {
  /// The same transactions in another order.
  func reordered(_ order: [Int]) -> ToyBlock {
    var reordered = self
    reordered.transactions = order.map { transactions[$0] }
    return reordered
  }
}
