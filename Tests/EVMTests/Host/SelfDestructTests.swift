import Primitives
import State
import Testing

@testable import EVM

@Suite struct SelfDestructTests {
  private static let destroy = Assembly.push(Machine.other) + [0xff]

  private func erasures(_ effects: TransactionEffects) -> Int {
    (0..<effects.writes.count).count { effects.writes[$0].kind == .erasure }
  }

  @Test func removesTheAccountBeforeCancun() throws {
    let machine = Machine(
      code: Self.destroy, storage: [1: 2], balance: 9, fork: .shanghai)
    let effects = try machine.run()
    #expect(erasures(effects) == 1)
    #expect(!machine.record(Machine.contract).exists)
    #expect(machine.value(1) == 0)
    #expect(machine.record(Machine.other).balance == 9)
  }

  @Test func onlySendsTheBalanceFromCancunOn() throws {
    let machine = Machine(code: Self.destroy, storage: [1: 2], balance: 9)
    let effects = try machine.run()
    #expect(erasures(effects) == 0)
    #expect(machine.record(Machine.contract).code != .empty)
    #expect(machine.value(1) == 2)
    #expect(machine.record(Machine.contract).balance == 0)
    #expect(machine.record(Machine.other).balance == 9)
  }

  @Test(arguments: [(Fork.shanghai, Word(0)), (.cancun, Word(9))]) func toItself(
    fork: Fork, left: Word
  ) throws {
    let machine = Machine(code: [0x30, 0xff], balance: 9, fork: fork)
    try machine.run()
    #expect(machine.record(Machine.contract).balance == left)
  }

  @Test(arguments: [Fork.shanghai, .cancun]) func removesWhatTheTransactionCreated(fork: Fork)
    throws
  {
    // Init code that destroys itself in favour of the creator.
    let machine = Machine(
      code: Assembly.create([0x33, 0xff], value: 4) + Assembly.store(at: 0), balance: 4,
      fork: fork)
    try machine.run()
    let address = Address.created(by: Machine.contract, nonce: 1)
    #expect(machine.value(0) == Word(address))
    #expect(!machine.record(address).exists)
    #expect(machine.record(Machine.contract).balance == 4)
  }

  @Test func takenBackWithItsFrame() throws {
    // The middle contract calls the destroyer, then reverts.
    let middle = Assembly.call(Machine.beneficiary) + [0x60, 0, 0x60, 0, 0xfd]
    let machine = Machine(
      code: Assembly.call(Machine.other), fork: .shanghai,
      others: [
        Machine.other: account(nonce: 1, code: middle),
        Machine.beneficiary: account(balance: 6, nonce: 1, code: [0x33, 0xff]),
      ])
    let effects = try machine.run()
    #expect(erasures(effects) == 0)
    #expect(machine.record(Machine.beneficiary).balance == 6)
  }

  @Test func beneficiaryThatIsRemovedTakesItsFeeAlong() throws {
    var machine = Machine(code: Self.destroy, balance: 9, fork: .shanghai)
    machine.environment.beneficiary = Machine.contract
    var transaction = Machine.call()
    transaction.maxFeePerGas = 3
    transaction.maxPriorityFeePerGas = 3
    let effects = try machine.run(transaction)
    #expect(effects.fee == 0)
    #expect(!machine.record(Machine.contract).exists)
  }
}
