import EVM
import Primitives
import Schedulers
import State
import Testing

@testable import Harness

/// Execution in steps, rewards, and what is rejected on the way.
@Suite struct BlockProcessorTests {
  private func processor(
    _ fixture: ChainFixture, _ fork: Fork, _ transactions: [Transaction],
    reward: BlockReward? = nil
  ) -> (BlockProcessor, WorldState) {
    let state = WorldState(fixture.allocation)
    var header = BlockHeader()
    header.number = 1
    header.gasLimit = 63_000
    header.beneficiary = ChainFixture.miner
    let rules = ForkRules(fork)
    let block = Block(header: header, transactions: transactions)
    return (
      BlockProcessor(
        block, engine: EVMEngine(rules: rules, codeStore: state.codeStore),
        environment: BlockEnvironment(header: header, chainID: 1, rules: rules), reward: reward),
      state
    )
  }

  /// A transaction that does not fit is not executed, and those behind it are.
  @Test func stepsLeaveOutWhatDoesNotFit() throws {
    let fixture = try ChainFixture(ForkSchedule(.berlin))
    let (processor, state) = processor(
      fixture, .berlin,
      [
        try fixture.transfer(), try fixture.transfer(nonce: 1, gasLimit: 42_001),
        try fixture.transfer(nonce: 1), try fixture.transfer(nonce: 5),
      ])
    let processed = try onLargeStack { try processor.executeInSteps(on: state) }
    #expect(
      processed.rejected == [
        RejectedTransaction(index: 1, reason: .gasLimitAboveBlock),
        RejectedTransaction(index: 3, reason: .nonceTooHigh),
      ])
    #expect(processed.receipts.map(\.cumulativeGasUsed) == [21_000, 42_000])
    #expect(processed.gasUsed == 42_000)
    #expect(processed.counters.executions == 3)
    #expect(state.allocation()[ChainFixture.receiver]?.balance == 14)
  }

  /// Root, gas and bloom of both ways are one where nothing is rejected, receipts with status or without.
  @Test(arguments: [Fork.frontier, .byzantium, .cancun]) func bothWaysAgree(fork: Fork) throws {
    let fixture = try ChainFixture(ForkSchedule(fork))
    let transactions = try (0..<3).map { try fixture.transfer(nonce: UInt64($0)) }
    let (processor, steps) = processor(fixture, fork, transactions)
    let whole = WorldState(fixture.allocation, codeStore: steps.codeStore)
    let (inSteps, atOnce) = try onLargeStack {
      (
        try processor.executeInSteps(on: steps),
        try processor.execute(
          on: whole, under: BlockSTMScheduler(), with: WorkerPool(size: 2))
      )
    }
    #expect(inSteps.results == atOnce.results)
    #expect(steps.stateRoot() == whole.stateRoot())
    #expect(inSteps.areReceiptsComplete)
    #expect(atOnce.areReceiptsComplete == (fork >= .byzantium))
    #expect((inSteps.receiptsRoot == atOnce.receiptsRoot) == atOnce.areReceiptsComplete)
    let roots = inSteps.receipts.map(\.stateRoot)
    #expect(fork >= .byzantium ? roots == [nil, nil, nil] : roots.last == steps.stateRoot())
  }

  /// EIP-161: a reward of zero touches nobody; before, it makes the account.
  @Test(arguments: [(Fork.tangerineWhistle, true), (.spuriousDragon, false)])
  func aRewardOfNothingMakesAnAccountBeforeEIP161(fork: Fork, isMade: Bool) throws {
    let fixture = try ChainFixture(ForkSchedule(fork))
    let (processor, state) = processor(fixture, fork, [], reward: BlockReward(base: .zero))
    _ = try onLargeStack { try processor.executeInSteps(on: state) }
    #expect((state.allocation()[ChainFixture.miner] != nil) == isMade)
    let (unpaid, untouched) = self.processor(fixture, fork, [])
    _ = try onLargeStack { try unpaid.executeInSteps(on: untouched) }
    #expect(untouched.allocation()[ChainFixture.miner] == nil)
  }
}
