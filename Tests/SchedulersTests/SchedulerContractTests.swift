import Primitives
import State
import Testing

@testable import Schedulers

/// What every scheduler promises, whatever the block and the number of workers: the state and the
/// results of sequential execution, as the toy's own interpreter has them.
@Suite struct SchedulerContractTests {
  static let workerCounts = [1, 2, 3, 8]

  @Test(arguments: allSchedulers.map(\.name), HostileBlocks.all)
  func equalsSequentialOnHostileBlocks(name: String, block: ToyBlock) throws {
    let scheduler = try scheduler(named: name)
    for workers in Self.workerCounts {
      let pool = WorkerPool(size: workers)
      for seed in 0..<(block.transactions.count > 1000 ? 1 : 4) as Range<UInt64> {
        try expectContract(scheduler, block, seed: seed, pool)
      }
    }
  }

  @Test(arguments: allSchedulers.map(\.name), workerCounts)
  func equalsSequentialOnRandomBlocks(name: String, workers: Int) throws {
    let scheduler = try scheduler(named: name)
    let pool = WorkerPool(size: workers)
    for seed in 0..<150 as Range<UInt64> {
      try expectContract(scheduler, HostileBlocks.random(seed: seed), seed: seed, pool)
    }
  }

  /// Record numbers name locations in the next block, so blocks that follow each other matter.
  @Test(arguments: allSchedulers.map(\.name), workerCounts)
  func blocksFollowEachOther(name: String, workers: Int) throws {
    let scheduler = try scheduler(named: name)
    let pool = WorkerPool(size: workers)
    var naive = NaiveInterpreter(accounts: HostileBlocks.genesis())
    let state = WorldState(naive: naive.accounts)
    for seed in 0..<40 as Range<UInt64> {
      let block = HostileBlocks.random(seed: seed)
      let expected = naive.execute(block)
      let execution = try scheduler.execute(
        ToyExecutor(block: block, seed: seed), on: state, with: pool)
      try #require(state.naive == naive.accounts, "block \(seed)")
      try #require(execution.results == expected.map(TransactionResult.init))
    }
  }

  private func expectContract(
    _ scheduler: any Scheduler, _ block: ToyBlock, seed: UInt64, _ pool: WorkerPool
  ) throws {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let execution = try scheduler.execute(
      ToyExecutor(block: block, seed: seed), on: state, with: pool)
    let context: Comment = "\(block.name), \(pool.size) workers, seed \(seed)"
    try #require(execution.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    try #require(execution.gasUsed == expected.reduce(0) { $0 + $1.gasUsed }, context)
    try #require(execution.counters.executions >= block.transactions.count, context)
  }
}

extension TransactionResult {
  init(_ outcome: ToyOutcome) {
    self.init(
      status: outcome.status, gasUsed: outcome.gasUsed, rejection: outcome.rejection,
      logs: outcome.logs.map(toyLog))
  }
}
