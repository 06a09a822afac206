import EVM
import Primitives
import Schedulers
import State
import Testing

@testable import Harness

/// Code that changes within a block is seen by what follows, and by nothing before, under every
/// scheduler.
@Suite struct DelegationBlockTests {
  private struct Outcome {
    var results: [TransactionResult]
    var state: WorldState
  }

  private func execute(
    _ block: DelegationBlock, under scheduler: any Scheduler, workers: Int
  ) throws -> Outcome {
    let state = WorldState(block.genesis)
    let engine = EVMEngine(rules: ForkRules(.prague), codeStore: state.codeStore)
    let executor = EVMExecutor(
      engine: engine,
      block: Block(header: BlockHeader(), transactions: block.transactions),
      environment: BlockEnvironment())
    let pool = WorkerPool(size: workers)
    let execution = try scheduler.execute(
      executor, on: state, with: pool, knowing: scheduler.knowledge(of: executor, on: state))
    return Outcome(results: execution.results, state: state)
  }

  static let schedulers = allSchedulerVariants.filter { !$0.choosesOrder }.map(\.name)

  @Test(arguments: schedulers, [1, 2, 4])
  func whatIsSeenIsWhatStandsBefore(name: String, workers: Int) throws {
    let scheduler = try scheduler(named: name)
    for seed in 0..<12 as Range<UInt64> {
      let block = DelegationBlock(seed: seed, count: 80)
      let outcome = try execute(block, under: scheduler, workers: workers)
      #expect(outcome.results.allSatisfy { $0.status == .success }, "seed \(seed)")
      let after = outcome.state.allocation()
      let seen = after[DelegationBlock.probe]?.storage ?? [:]
      try #require(seen == block.expected.filter { !$0.value.isZero }, "seed \(seed)")
      for account in block.accountsAfter {
        #expect(after[account.address]?.code == account.code, "seed \(seed)")
        #expect(after[account.address]?.nonce == account.nonce, "seed \(seed)")
      }
    }
  }

  @Test(arguments: schedulers)
  func outcomesEqualThoseOfSequentialExecution(name: String) throws {
    let scheduler = try scheduler(named: name)
    for seed in 100..<110 as Range<UInt64> {
      let block = DelegationBlock(seed: seed, count: 120)
      let sequential = try execute(block, under: SequentialScheduler(), workers: 1)
      let outcome = try execute(block, under: scheduler, workers: 3)
      try #require(outcome.results == sequential.results, "seed \(seed)")
      try #require(outcome.state.stateRoot() == sequential.state.stateRoot(), "seed \(seed)")
    }
  }
}
