import Primitives
import State
import Testing

@testable import EVM

/// Accounts before and after EIP-161.
@Suite struct EmptyAccountTests {
  private static let callNothing = Assembly.call(Machine.other, gas: 0)

  @Test func aCallMakesAnAccountBeforeEIP161() throws {
    let machine = Machine(code: Self.callNothing, fork: .homestead)
    #expect(try machine.executionGas() == 21 + 40 + 25000)
    try machine.run()
    #expect(machine.record(Machine.other).exists && machine.record(Machine.other).isEmpty)
    // The account is there now, so nothing is due for it.
    var second = Machine.call()
    second.nonce = 1
    #expect(try machine.executionGas(second) == 21 + 40)
  }

  @Test func aCallWithoutValueMakesNothingFromEIP161On() throws {
    let machine = Machine(code: Self.callNothing, fork: .spuriousDragon)
    #expect(try machine.executionGas() == 21 + 700)
    try machine.run()
    #expect(!machine.record(Machine.other).exists)
  }

  @Test func anEmptyAccountIsClearedByATouchFromEIP161On() throws {
    let others = [Machine.other: account()]
    let kept = Machine(code: Self.callNothing, fork: .tangerineWhistle, others: others)
    #expect(try kept.executionGas() == 21 + 700)
    try kept.run()
    #expect(kept.record(Machine.other).exists)
    let cleared = Machine(code: Self.callNothing, fork: .spuriousDragon, others: others)
    try cleared.run()
    #expect(!cleared.record(Machine.other).exists)
  }

  /// Only init code can leave an account without anything: here it sends the origin what
  /// its address had.
  @Test func anEmptiedAccountStaysBeforeEIP161() throws {
    let created = Address.created(by: Machine.contract, nonce: 1)
    let sending: [UInt8] =
      [0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 3, 0x32, 0x61, 0xff, 0xff, 0xf1]
    let machine = Machine(
      code: Assembly.create(sending) + Assembly.store(at: 0), fork: .homestead,
      others: [created: account(balance: 3)])
    try machine.run()
    #expect(machine.value(0) == Word(created))
    #expect(machine.record(Machine.sender).balance == 1_000_000_000_000_000_003)
    #expect(machine.record(created).exists && machine.record(created).isEmpty)
  }

  @Test(arguments: [(Fork.homestead, true), (.spuriousDragon, false)])
  func selfDestructionMakesItsBeneficiary(fork: Fork, isThere: Bool) throws {
    let machine = Machine(code: Assembly.push(Machine.other) + [0xff], fork: fork)
    try machine.run()
    #expect(machine.record(Machine.other).exists == isThere)
    #expect(!machine.record(Machine.contract).exists)
  }

  /// EIP-150 charges for a beneficiary that is not there, EIP-161 only if it is paid.
  @Test(arguments: [
    (Fork.homestead, UInt64(0), UInt64(0)), (.tangerineWhistle, 0, 30000),
    (.spuriousDragon, 0, 5000), (.spuriousDragon, 1, 30000),
  ]) func selfDestructionCharges(fork: Fork, balance: UInt64, gas: UInt64) throws {
    let machine = Machine(
      code: Assembly.push(Machine.other) + [0xff], balance: Word(balance), fork: fork)
    #expect(try machine.executionGas() == gas + 3)
  }

  @Test(arguments: [(Fork.berlin, Int64(24000)), (.london, 0)])
  func selfDestructionRefunds(fork: Fork, refund: Int64) throws {
    // Twice in one transaction is refunded once.
    let code = Assembly.call(Machine.other) + Assembly.call(Machine.other)
    let destroyer = account(nonce: 1, code: Assembly.push(Machine.sender) + [0xff])
    let machine = Machine(code: code, fork: fork, others: [Machine.other: destroyer])
    _ = try machine.attempt()
    #expect(machine.refundCounter == refund)
  }

  /// What a frame touched is not there when the frame fails; RIPEMD-160's account is no exception
  /// before EIP-161.
  @Test(arguments: [Machine.beneficiary, Address(high: 0, middle: 0, low: 3)])
  func failuresMakeNothing(target: Address) throws {
    let callee = account(nonce: 1, code: Assembly.call(target, gas: 0) + [0xfe])
    var machine = Machine(
      code: Assembly.call(Machine.other), fork: .homestead, others: [Machine.other: callee])
    machine.environment.beneficiary = Machine.sender
    #expect(try machine.run().status == .success)
    #expect(!machine.record(target).exists)
  }

  @Test(arguments: [(Fork.homestead, true), (.spuriousDragon, false)])
  func aFeeOfZeroMakesTheBeneficiary(fork: Fork, isThere: Bool) throws {
    let machine = Machine(code: [], fork: fork)
    try machine.run()
    #expect(machine.record(Machine.beneficiary).exists == isThere)
  }

  @Test func readsWhatCanFailBeforeEIP161Too() throws {
    // Whichever read fails, the failure comes out of the attempt; and no noise traps.
    let code = Self.callNothing + Assembly.push(Machine.other) + [0xff]
    let machine = Machine(code: code, fork: .homestead)
    let whole = RecordingView(machine.state)
    _ = try machine.attempt(reading: whole)
    #expect(whole.reads.contains("existence of other"))
    #expect(Set(whole.reads).count == whole.reads.count)
    for failing in whole.reads.indices {
      let view = RecordingView(machine.state)
      view.failing = failing
      #expect(throws: ReadFailure(blockingTransaction: 7)) {
        try machine.attempt(reading: view)
      }
    }
    for seed in 0..<200 as Range<UInt64> {
      let view = RecordingView(machine.state)
      view.noise = seed
      _ = try machine.attempt(reading: view)
    }
  }
}
