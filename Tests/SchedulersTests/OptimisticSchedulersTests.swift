import Primitives
import State
import Testing

@testable import Schedulers

/// What the schedulers in rounds and the one that speculates promise beyond the contract.
@Suite struct OptimisticSchedulersTests {
  static let workerCounts = [1, 2, 3, 8]

  /// Executes a block and compares with sequential execution, in the order chosen if one was.
  @discardableResult
  private func execute(
    _ scheduler: any Scheduler, _ block: ToyBlock, _ pool: WorkerPool, seed: UInt64 = 1,
    wanders: Bool = false
  ) throws -> BlockExecution {
    let state = WorldState(naive: block.genesis)
    let execution = try scheduler.execute(
      ToyExecutor(block: block, seed: seed, wanders: wanders), on: state, with: pool)
    let order = try execution.checkedOrder(by: scheduler)
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block.reordered(order))
    let results = execution.results
    try #require(order.map { results[$0] } == expected.map(TransactionResult.init))
    try #require(state.naive == naive.accounts)
    return execution
  }

  private func counters(_ execution: BlockExecution) -> [UInt64] {
    let counters = execution.counters
    return [
      UInt64(counters.executions), UInt64(counters.validations), UInt64(counters.aborts),
      UInt64(counters.suspensions), counters.wastedGas, UInt64(counters.rounds),
      UInt64(counters.executionsInOrder),
    ]
  }

  private let independent = HostileBlocks.block("independent") { i in
    [.addToSlot(50 + i, 0, 1), .useNonce(200 + i, 0), .log(1)]
  }
  private let chain = HostileBlocks.block("chain") { i in [.addToSlot(0, 0, 1), .log(UInt64(i))] }

  // MARK: Rounds

  /// Limits that let rounds go on as long as anything is pending, and batches of every kind.
  static let limits = [
    RoundLimits(rounds: .max, share: 0), RoundLimits(rounds: .max, share: 0, batch: 1),
    RoundLimits(rounds: .max, share: 0, batch: 7), RoundLimits(rounds: 1),
    RoundLimits(rounds: 3, share: 0, batch: 20), RoundLimits(rounds: .max, share: -100),
  ]

  /// One worker suffices: what happens in rounds is the same for all numbers of them.
  @Test(arguments: limits)
  func roundsAreRightWithinAnyLimits(limits: RoundLimits) throws {
    let pool = WorkerPool(size: 1)
    let schedulers: [any Scheduler] = [
      OCCRoundsScheduler(limits), OCCRoundsReorderingScheduler(limits),
    ]
    let small = HostileBlocks.all.filter { $0.transactions.count <= 100 }
    for scheduler in schedulers {
      for (seed, block) in (small + (0..<60).map(HostileBlocks.random)).enumerated() {
        try execute(scheduler, block, pool, seed: UInt64(seed), wanders: seed % 2 == 0)
      }
    }
  }

  /// What happens in rounds does not depend on who executes what: neither counters nor the chosen order.
  @Test func roundsDoNotDependOnTheWorkers() throws {
    let blocks =
      HostileBlocks.all.filter { $0.transactions.count <= 100 }
      + (0..<20).map(HostileBlocks.random)
    let pools = Self.workerCounts.map { WorkerPool(size: $0) }
    for scheduler in [OCCRoundsScheduler(), OCCRoundsReorderingScheduler()] as [any Scheduler] {
      for block in blocks {
        let alone = try execute(scheduler, block, pools[0])
        for pool in pools.dropFirst() {
          let execution = try execute(scheduler, block, pool, seed: UInt64(pool.size))
          try #require(
            counters(execution) == counters(alone), "\(block.name), \(pool.size) workers")
          try #require(execution.order == alone.order)
        }
      }
    }
  }

  @Test func oneRoundSufficesWithoutConflicts() throws {
    for scheduler in [OCCRoundsScheduler(), OCCRoundsReorderingScheduler()] as [any Scheduler] {
      let counters = try execute(scheduler, independent, WorkerPool(size: 2)).counters
      #expect(counters.executions == independent.transactions.count)
      #expect(counters.rounds == 1)
      #expect(counters.aborts == 0)
      #expect(counters.executionsInOrder == 0)
    }
  }

  /// A round of a chain lets one transaction stand: too few, so the rest is executed in order.
  @Test func chainsAreExecutedInOrder() throws {
    let count = chain.transactions.count
    for scheduler in [OCCRoundsScheduler(), OCCRoundsReorderingScheduler()] as [any Scheduler] {
      let execution = try execute(scheduler, chain, WorkerPool(size: 2))
      #expect(execution.counters.rounds == 1)
      #expect(execution.counters.executionsInOrder == count - 1)
      #expect(execution.counters.executions == 2 * count - 1)
      #expect(execution.counters.aborts == count - 1)
      #expect(execution.fallback == nil)
    }
    let patient = RoundLimits(rounds: .max, share: 0)
    let execution = try execute(OCCRoundsScheduler(patient), chain, WorkerPool(size: 2))
    #expect(execution.counters.rounds == count)
    #expect(execution.counters.executionsInOrder == 0)
    #expect(execution.counters.executions == count * (count + 1) / 2)
  }

  /// A transaction that stands is refuted by one before it that writes elsewhere in a later round.
  @Test func lateWritesRefuteEarlierRounds() throws {
    let block = HostileBlocks.block("late write", count: 3) { i in
      switch i {
      case 0: [.addToSlot(0, 0, 1)]
      // On the snapshot this writes one slot, after transaction 0 another.
      case 1: [.readSlot(0, 0), .writeSlotByAccumulator(1, 8, 5)]
      // What transaction 1 writes in the end, but not what it writes at first.
      default: [.readSlot(1, 2), .log(4)]
      }
    }
    let limits = RoundLimits(rounds: .max, share: -1000)
    let counters = try execute(OCCRoundsScheduler(limits), block, WorkerPool(size: 2)).counters
    #expect(counters.rounds == 3)
    #expect(counters.executions == 5)
    #expect(counters.aborts == 2)
    #expect(counters.executionsInOrder == 0)
  }

  // MARK: The chosen order

  /// Readers of what an earlier transaction writes go before it, the last one first.
  @Test func readersGoBeforeTheWriter() throws {
    let block = HostileBlocks.block("one writer", count: 10) { i in
      i == 0 ? [.addToSlot(3, 3, 1)] : [.readSlot(3, 3), .log(1)]
    }
    let execution = try execute(OCCRoundsReorderingScheduler(), block, WorkerPool(size: 2))
    #expect(execution.order == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    #expect(execution.counters.rounds == 1)
    #expect(execution.counters.aborts == 0)
  }

  /// What is not valid yet, or would fail only because it came too early, is tried again.
  @Test func transactionsAreNotLostToTheOrder() throws {
    let nonces = HostileBlocks.block("nonces") { i in [.useNonce(i % 20, UInt64(i / 20))] }
    let funded = HostileBlocks.block("funded by one before", count: 20) { i in
      i % 2 == 0 ? [.transfer(from: 0, to: 300 + i, 5)] : [.transfer(from: 299 + i, to: 1, 5)]
    }
    for block in [nonces, funded] {
      let execution = try execute(OCCRoundsReorderingScheduler(), block, WorkerPool(size: 2))
      #expect(execution.results.allSatisfy { $0.status == .success })
    }
  }

  // MARK: Speculation

  @Test(arguments: workerCounts)
  func nothingIsExecutedMoreThanTwice(workers: Int) throws {
    let pool = WorkerPool(size: workers)
    for block in HostileBlocks.all + (0..<60).map(HostileBlocks.random) {
      for window in [1, 2, 256] {
        let executor = CountingExecutor(ToyExecutor(block: block, seed: 5))
        let state = WorldState(naive: block.genesis)
        let execution = try scheduler(named: "speculate-commit:window=\(window)").execute(
          executor, on: state, with: pool)
        var naive = NaiveInterpreter(accounts: block.genesis)
        try #require(execution.results == naive.execute(block).map(TransactionResult.init))
        try #require(state.naive == naive.accounts)
        let runs = executor.runs.withLock { $0 }
        try #require(runs.allSatisfy { $0 == 1 || $0 == 2 }, "\(block.name)")
        let counters = execution.counters
        try #require(counters.executions == runs.reduce(0, +))
        try #require(counters.reused + counters.executionsInOrder == block.transactions.count)
        try #require(
          counters.executions - counters.reused - counters.executionsInOrder
            == counters.aborts + counters.suspensions)
      }
    }
  }

  @Test func oneWorkerDoesNotSpeculate() throws {
    let counters = try execute(SpeculateCommitScheduler(), chain, WorkerPool(size: 1)).counters
    #expect(counters.executions == chain.transactions.count)
    #expect(counters.executionsInOrder == chain.transactions.count)
    #expect(counters.validations == 0)
  }
}

/// Counts the attempts at each transaction.
private struct CountingExecutor: TransactionExecutor {
  let base: ToyExecutor
  let runs: Locked<[Int]>

  init(_ base: ToyExecutor) {
    self.base = base
    runs = Locked(Array(repeating: 0, count: base.transactionCount))
  }

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }

  func makeWorker(lane: Int) -> any TransactionWorker {
    Worker(base: base.makeWorker(lane: lane), runs: runs)
  }

  private final class Worker: TransactionWorker {
    let base: any TransactionWorker
    let runs: Locked<[Int]>

    init(base: any TransactionWorker, runs: Locked<[Int]>) {
      self.base = base
      self.runs = runs
    }

    func execute(
      _ index: Int, reading view: any StateView, into effects: TransactionEffects
    ) throws(ReadFailure) {
      runs.withLock { $0[index] += 1 }
      try base.execute(index, reading: view, into: effects)
    }
  }
}
