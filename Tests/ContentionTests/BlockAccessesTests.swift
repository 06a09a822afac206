import Primitives
import State
import Testing

@testable import Contention

@Suite struct BlockAccessesTests {
  @Test func leavesTheStateAsSequentialExecutionDoes() {
    let state = WorldState([
      account(1): AccountAllocation(balance: 5, nonce: 1, storage: [1: 1, 2: 2])
    ])
    let executor = ToyExecutor(transactions: [
      ToyTransaction(
        steps: [.writeBalance(account(1), 3), .writeSlot(account(1), 2, 9)], gas: 11, fee: 30),
      ToyTransaction(steps: [.erase(account(1)), .writeNonce(account(2), 4)], gas: 5, fee: 12),
    ])
    let accesses = BlockAccesses.record(executor, on: state)
    #expect(
      state.allocation() == [
        account(2): AccountAllocation(nonce: 4), account(999): AccountAllocation(balance: 42),
      ])
    #expect(accesses.gasUsed == 16)
    #expect(accesses.transactions.map(\.gasUsed) == [11, 5])
  }

  @Test func recordsEachReadOnceInOrderAndOnlyWritesThatChange() throws {
    let state = WorldState([account(1): AccountAllocation(nonce: 1)])
    let accesses = BlockAccesses.record(
      ToyExecutor(transactions: [
        ToyTransaction(steps: [
          .readSlot(account(1), 3), .readNonce(account(1)), .readSlot(account(1), 3),
          .writeNonce(account(1), 1), .writeSlot(account(1), 3, 5),
        ])
      ]), on: state)
    let one = try #require(state.find(account(1)))
    let slot = try #require(state.find(3, of: one))
    #expect(accesses.transactions[0].reads == [.slot(slot, of: one), .nonce(one)])
    #expect(accesses.transactions[0].writes == [.slot(slot, of: one)])
  }

  /// The beneficiary sends: its write is without the fee, which comes on top.
  @Test func beneficiaryThatWritesItsBalanceStillEarns() {
    let state = WorldState([account(1): AccountAllocation(balance: 100)])
    _ = BlockAccesses.record(
      ToyExecutor(
        transactions: [
          ToyTransaction(
            steps: [.readBalance(account(1)), .writeBalance(account(1), 90)], fee: 7)
        ], beneficiary: account(1)), on: state)
    #expect(state.allocation() == [account(1): AccountAllocation(balance: 97)])
  }
}
