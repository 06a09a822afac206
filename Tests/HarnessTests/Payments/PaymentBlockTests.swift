import EVM
import Primitives
import Schedulers
import State
import Testing

/// Payments on the real EVM under schedulers that may add to balances unread: what accounts have, whether
/// they are there and what that costs is as in sequential execution.
@Suite struct PaymentBlockTests {
  static let lazy = allSchedulerVariants.map(\.name).filter { $0.hasPrefix("block-stm-lazy") }
  /// Before and after EIP-161, with destruction of any contract and of none, with a base fee and without.
  static let forks: [Fork] = [.constantinople, .istanbul, .london, .cancun, .prague]

  private struct Outcome {
    var execution: BlockExecution
    var state: WorldState
  }

  private func execute(
    _ block: PaymentBlock, _ fork: Fork, under scheduler: any Scheduler, workers: Int
  ) throws -> Outcome {
    let state = WorldState(block.genesis)
    let engine = EVMEngine(rules: ForkRules(fork), codeStore: state.codeStore)
    var environment = BlockEnvironment()
    environment.beneficiary = block.beneficiary
    let executor = EVMExecutor(
      engine: engine, block: Block(header: BlockHeader(), transactions: block.transactions),
      environment: environment)
    let execution = try scheduler.execute(
      executor, on: state, with: WorkerPool(size: workers),
      knowing: scheduler.knowledge(of: executor, on: state))
    return Outcome(execution: execution, state: state)
  }

  private func expectSequential(
    _ block: PaymentBlock, _ fork: Fork, _ name: String, workers: Int, _ comment: Comment
  ) throws -> Outcome {
    try expectSequential(block, fork, scheduler(named: name), workers: workers, comment)
  }

  private func expectSequential(
    _ block: PaymentBlock, _ fork: Fork, _ scheduler: any Scheduler, workers: Int,
    _ comment: Comment
  ) throws -> Outcome {
    let sequential = try execute(block, fork, under: SequentialScheduler(), workers: 1)
    let outcome = try execute(block, fork, under: scheduler, workers: workers)
    try #require(outcome.execution.results == sequential.execution.results, comment)
    try #require(outcome.state.stateRoot() == sequential.state.stateRoot(), comment)
    return outcome
  }

  @Test(arguments: lazy, forks)
  func randomPayments(name: String, fork: Fork) throws {
    for workers in [1, 2, 3, 8] {
      for seed in 0..<25 as Range<UInt64> {
        let block = PaymentBlock.random(seed: seed, count: 150)
        let outcome = try expectSequential(
          block, fork, name, workers: workers, "\(fork), \(workers) workers, seed \(seed)")
        #expect(Set(outcome.execution.results.map(\.status)).count >= 2)
      }
    }
  }

  /// Before EIP-161 nothing is added unread; the rules are the old ones.
  @Test(arguments: lazy, [Fork.frontier, .homestead, .tangerineWhistle, .spuriousDragon])
  func oldRules(name: String, fork: Fork) throws {
    for seed in 0..<25 as Range<UInt64> {
      _ = try expectSequential(
        PaymentBlock.random(seed: seed, count: 100), fork, name, workers: 3, "seed \(seed)")
    }
  }

  @Test(arguments: lazy, [1, 2, 8])
  func depositsAreExecutedOnce(name: String, workers: Int) throws {
    var block = PaymentBlock.deposits(people: 1500)
    let outcome = try expectSequential(block, .cancun, name, workers: workers, "")
    #expect(outcome.execution.counters.executions == 1500)
    #expect(outcome.execution.counters.aborts == 0)
    // And who looks at the end sees them all.
    block.genesis[PaymentBlock.person(5000)] = AccountAllocation(balance: Word(1 << 40))
    block.append(
      from: PaymentBlock.person(5000), to: PaymentBlock.watcher, value: .zero,
      input: Word(PaymentBlock.exchange).bigEndianBytes + Word(40).bigEndianBytes, gas: 200_000)
    let watched = try expectSequential(block, .cancun, name, workers: workers, "")
    let storage = watched.state.allocation()[PaymentBlock.watcher]?.storage
    #expect(storage?[40] == Word(1500 * 3))
  }

  /// Code that only adds to a slot is known by its form.
  @Test(arguments: lazy.filter { !$0.contains("adding=balances") }, [1, 2, 8])
  func creditsOfTokensAreExecutedOnce(name: String, workers: Int) throws {
    let block = PaymentBlock.credits(people: 900)
    let outcome = try expectSequential(block, .cancun, name, workers: workers, "")
    let storage = outcome.state.allocation()[PaymentBlock.bank]?.storage
    #expect(storage?[1] == Word(7 + 900) && storage?[5] == Word(901))
    #expect(outcome.execution.counters.executions == outcome.execution.transactionCount)
  }

  @Test(arguments: lazy, [1, 2, 8])
  func fundingChains(name: String, workers: Int) throws {
    for seed in 0..<10 {
      let block = PaymentBlock.fundingChain(length: 60 + seed)
      let outcome = try expectSequential(block, .cancun, name, workers: workers, "")
      #expect(outcome.execution.results.allSatisfy { $0.status == .success })
    }
  }

  /// Two accounts pay one another: who is executed too early finds a wrong nonce and writes nothing, so that
  /// its next incarnation has no estimates, and must get none that no validation would see.
  @Test(arguments: ["block-stm", "block-stm:resuming=all", "block-stm-lazy", "hybrid"], [2, 3, 8])
  func twoPayOneAnother(name: String, workers: Int) throws {
    var block = PaymentBlock(seed: 1, people: 2)
    for index in 0..<3000 {
      let payer = index * index % 7 % 2
      block.append(
        from: PaymentBlock.person(payer), to: PaymentBlock.person(1 - payer), value: .one,
        gasPrice: .zero)
    }
    let outcome = try expectSequential(block, .cancun, name, workers: workers, "")
    #expect(outcome.execution.results.allSatisfy { $0.status == .success })
  }

  /// Blocks of payments in two passes, on the real EVM: done so if nothing is wrong, and given up without a
  /// trace if anything is.
  @Test(arguments: PaymentBlock.Trouble.allCases, [Fork.istanbul, .london, .cancun, .prague])
  func blocksOfPayments(trouble: PaymentBlock.Trouble, fork: Fork) throws {
    for workers in [2, 3, 8] {
      for seed in 0..<6 as Range<UInt64> {
        let block = PaymentBlock.payments(trouble, seed: seed, count: 700)
        // A new one each time: after a block that was none of payments some are not tried.
        let outcome = try expectSequential(
          block, fork, HybridScheduler(), workers: workers,
          "\(trouble), \(fork), \(workers) workers, seed \(seed)")
        let choice = try #require(outcome.execution.choice)
        #expect(
          trouble.isNone ? choice == "payments" : choice.hasPrefix("payments, given up; "),
          "\(trouble), \(fork), seed \(seed)")
      }
    }
  }

  /// The nonces of one sender need no reading, and neither does what it has.
  @Test(arguments: lazy, [1, 2, 8])
  func oneSendersPaymentsAreExecutedOnce(name: String, workers: Int) throws {
    var block = PaymentBlock(seed: 1, people: 1)
    for index in 0..<150 {
      block.append(
        from: PaymentBlock.person(0), to: PaymentBlock.person(100 + index), value: Word(7),
        gasPrice: .one)
    }
    let outcome = try expectSequential(block, .cancun, name, workers: workers, "")
    // But where what it pays adds up to a long sum: then it is read, and written anew.
    #expect(outcome.execution.counters.executions < 250)
  }
}
