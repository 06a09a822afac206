import Primitives
import State
import Testing

@testable import EVM

@Suite struct CreationTests {
  /// Deploys one STOP.
  static let initCode = Assembly.deploying([0x00])

  /// A call with so much gas that a 64th of it pays for a store.
  private func wealthyCall() -> Transaction {
    var transaction = Machine.call()
    transaction.gasLimit = 100_000_000
    return transaction
  }

  private func created(_ nonce: UInt64 = 1) -> Address {
    Address.created(by: Machine.contract, nonce: nonce)
  }

  @Test func deploysAndCountsNonces() throws {
    let machine = Machine(
      code: Assembly.create(Self.initCode, value: 2) + Assembly.store(at: 0), balance: 5)
    try machine.run()
    #expect(machine.value(0) == Word(created()))
    #expect(machine.record(created()).nonce == 1)
    #expect(machine.record(created()).balance == 2)
    #expect(Array(machine.state.codeStore.bytes(machine.record(created()).code)) == [0])
    #expect(machine.record(Machine.contract).nonce == 2)
  }

  @Test(arguments: [
    account(nonce: 1), account(code: [0x00]), account(storage: [0: 1]),
  ]) func collisionTakesAllGasAndCountsTheNonce(occupant: AccountAllocation) throws {
    let machine = Machine(
      code: Assembly.create(Self.initCode) + [0x15] + Assembly.store(at: 0),
      others: [created(): occupant])
    let effects = try machine.run(wealthyCall())
    #expect(machine.value(0) == 1)
    #expect(machine.record(Machine.contract).nonce == 2)
    #expect(effects.gasUsed > 98_000_000)
  }

  @Test func aBalanceIsNoCollision() throws {
    let machine = Machine(
      code: Assembly.create(Self.initCode) + Assembly.store(at: 0),
      others: [created(): account(balance: 3)])
    try machine.run()
    #expect(machine.value(0) == Word(created()))
    #expect(machine.record(created()).balance == 3)
  }

  @Test func create2TwiceCollides() throws {
    let once = Assembly.create(Self.initCode, salted: true)
    let machine = Machine(
      code: once + Assembly.store(at: 0) + once + [0x15] + Assembly.store(at: 1))
    try machine.run(wealthyCall())
    let expected = Address.created(
      by: Machine.contract, salt: 0, codeHash: keccak256(Self.initCode))
    #expect(machine.value(0) == Word(expected))
    #expect(machine.value(1) == 1)
  }

  @Test func codeThatStartsWithEFIsRefused() throws {
    let machine = Machine(
      code: Assembly.create(Assembly.deploying([0xef])) + [0x15] + Assembly.store(at: 0))
    try machine.run(wealthyCall())
    #expect(machine.value(0) == 1)
    #expect(!machine.record(created()).exists)
    #expect(machine.record(Machine.contract).nonce == 2)
  }

  @Test(arguments: [(24576, true), (24577, false)]) func codeHasALimit(
    size: Int, isDeployed: Bool
  ) throws {
    let initCode = Assembly.push(UInt64(size)) + Assembly.push(0) + [0xf3]
    let machine = Machine(code: Assembly.create(initCode) + Assembly.store(at: 0))
    var transaction = Machine.call()
    transaction.gasLimit = 10_000_000
    try machine.run(transaction)
    #expect(machine.value(0) == (isDeployed ? Word(created()) : .zero))
  }

  @Test func initCodeHasALimitFromShanghaiOn() throws {
    // CREATE of 49,153 zero bytes, whose first is STOP.
    let code = Assembly.push(49153) + Assembly.push(0) + Assembly.push(0) + [0xf0]
    #expect(try Machine(code: code, fork: .paris).attempt().status == .success)
    #expect(try Machine(code: code, fork: .shanghai).attempt().status == .halted)
  }

  @Test func revertOfInitCodeReturnsData() throws {
    // MSTORE8(0, 5), REVERT(0, 1)
    let initCode: [UInt8] = [0x60, 5, 0x60, 0, 0x53, 0x60, 1, 0x60, 0, 0xfd]
    let machine = Machine(
      code: Assembly.create(initCode) + [0x50, 0x3d] + Assembly.store(at: 0))
    try machine.run()
    #expect(machine.value(0) == 1)
  }

  @Test func transactionCreatesAtTheSendersNonce() throws {
    let machine = Machine(code: [])
    var transaction = Machine.call()
    transaction.to = nil
    transaction.input = Self.initCode
    let effects = try machine.run(transaction)
    #expect(effects.status == .success)
    let address = Address.created(by: Machine.sender, nonce: 0)
    #expect(machine.record(address).nonce == 1)
    #expect(machine.record(address).code != .empty)
  }
}
