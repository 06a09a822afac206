import Primitives
import State
import Testing

@testable import EVM

/// Schedulers validate what was read, so that what nobody needed must not be read.
@Suite struct ReadTests {
  private func reads(_ machine: Machine, _ transaction: Transaction) throws -> [String] {
    let view = RecordingView(machine.state)
    _ = try machine.attempt(transaction, reading: view)
    return view.reads
  }

  private func paidCall() -> Transaction {
    var transaction = Machine.call()
    transaction.maxFeePerGas = 1
    transaction.maxPriorityFeePerGas = 1
    return transaction
  }

  @Test func aCallWithoutValueReadsNoBalanceOfTheCallee() throws {
    let machine = Machine(
      code: [0x60, 3, 0x54, 0x60, 3, 0x54] + Assembly.call(Machine.other),
      others: [Machine.other: account(nonce: 1, code: [0x00])])
    #expect(
      try reads(machine, paidCall()) == [
        "nonce of sender", "code of sender", "balance of sender", "code of contract",
        "slot 3 of contract", "code of other",
      ])
  }

  @Test func aTransferReadsNoNonceOfThePayee() throws {
    let machine = Machine([
      Machine.sender: account(balance: 1_000_000_000), Machine.other: account(balance: 1),
    ])
    var transaction = paidCall()
    transaction.to = Machine.other
    transaction.value = 1
    #expect(
      try reads(machine, transaction) == [
        "nonce of sender", "code of sender", "balance of sender", "code of other",
        "balance of other",
      ])
  }

  @Test func aWrongNonceIsAllThatIsRead() throws {
    var transaction = paidCall()
    transaction.nonce = 4
    #expect(try reads(Machine(code: []), transaction) == ["nonce of sender"])
  }

  @Test func aReadThatFailsEndsTheAttempt() throws {
    // Every read in turn, at two depths, in calls and in init code.
    let callee =
      [0x60, 1, 0x54, 0x50] + Assembly.create([0x60, 2, 0x54, 0x50]) + [0x47]
      + Assembly.call(Machine.sender, value: 1)
    let machine = Machine(
      code: Assembly.push(Machine.beneficiary) + [0x3f] + Assembly.call(Machine.other)
        + [0x60, 1, 0x60, 5, 0x55] + Assembly.push(Machine.beneficiary) + [0xff],
      balance: 7, others: [Machine.other: account(balance: 4, nonce: 1, code: callee)])
    let count = try reads(machine, paidCall()).count
    #expect(count >= 12)
    for index in 0..<count {
      let view = RecordingView(machine.state)
      view.failing = index
      #expect(throws: ReadFailure(blockingTransaction: 7)) {
        _ = try machine.attempt(paidCall(), reading: view)
      }
      #expect(view.reads.count == index, "nothing is read after the failure")
    }
    #expect(try reads(machine, paidCall()).count == count, "the worker is as before")
  }

  @Test func inconsistentStateIsAnOutcome() throws {
    let callee =
      [0x60, 1, 0x54, 0x60, 2, 0x54, 0x01, 0x60, 1, 0x55]
      + Assembly.create(CreationTests.initCode, value: 3) + [0x50, 0x60, 3, 0x54]
      + Assembly.store(at: 4)
    let code =
      [0x60, 0, 0x54, 0x60, 0, 0x52, 0x60, 1, 0x54, 0x51, 0x50]
      + Assembly.call(Machine.other, value: 5)
      + Assembly.call(Machine.beneficiary, value: 1) + [0x47, 0x60, 9, 0x55, 0x60, 2, 0x54, 0xff]
    let machine = Machine(
      code: code, storage: [0: 5, 1: 9, 2: 4], balance: 100,
      others: [Machine.other: account(balance: 50, nonce: 1, code: callee)])
    var statuses: Set<TransactionStatus> = []
    for seed: UInt64 in 0..<2000 {
      let view = RecordingView(machine.state)
      view.noise = seed
      let effects = try machine.attempt(paidCall(), reading: view)
      #expect(effects.gasUsed <= 1_000_000)
      statuses.insert(effects.status)
    }
    #expect(statuses.isSuperset(of: [.success, .halted, .rejected]))
  }
}
