import Primitives
import State
import Testing

@testable import EVM

/// EIP-7702: what runs when an account that delegates is called, and what instructions see of it.
@Suite struct DelegatedCallTests {
  static let delegate = Address(high: 0xde1e_0000, middle: 0, low: 1)
  private static let designator = Delegation.code(to: delegate)

  /// A machine whose contract has `code`, and whose other account delegates to `target`.
  private func machine(
    _ code: [UInt8], delegating designator: [UInt8] = designator, to target: [UInt8] = [],
    fork: Fork = .prague
  ) -> Machine {
    Machine(
      code: code, fork: fork,
      others: [
        Machine.other: account(balance: 7, nonce: 1, code: designator),
        Self.delegate: account(nonce: 1, code: target),
      ])
  }

  // MARK: Calls

  /// Keeps its address, its caller and the size of its code in slots 1 to 3.
  private static let witness: [UInt8] =
    [0x30] + Assembly.store(at: 1) + [0x33] + Assembly.store(at: 2) + [0x38]
    + Assembly.store(at: 3)

  @Test func callsRunTheDelegatesCodeInTheAccount() throws {
    let machine = machine(
      Assembly.call(Machine.other) + Assembly.store(at: 0), to: Self.witness)
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == 1)
    #expect(machine.value(1, of: Machine.other) == Word(Machine.other))
    #expect(machine.value(2, of: Machine.other) == Word(Machine.contract))
    #expect(machine.value(3, of: Machine.other) == Word(UInt64(Self.witness.count)))
    #expect(machine.value(1, of: Self.delegate) == 0)
  }

  @Test(arguments: [UInt8(0xf2), 0xf4]) func codeIsBorrowedThroughTheAccount(opcode: UInt8) throws {
    let operands = opcode == 0xf2 ? 5 : 4
    let code =
      [[UInt8]](repeating: [0x60, 0], count: operands).joined() + Assembly.push(Machine.other)
      + Assembly.push(200_000) + [opcode]
    let machine = machine(Array(code), to: Self.witness)
    #expect(try machine.run().status == .success)
    #expect(machine.value(1) == Word(Machine.contract))
    #expect(machine.value(3) == Word(UInt64(Self.witness.count)))
  }

  @Test func staticCallsRunTheDelegatesCode() throws {
    let code: [UInt8] =
      [0x60, 32, 0x60, 0, 0x60, 0, 0x60, 0] + Assembly.push(Machine.other)
      + Assembly.push(50_000) + [0xfa, 0x60, 0, 0x51] + Assembly.store(at: 0)
    let machine = machine(code, to: [0x30] + Assembly.returnTop)
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == Word(Machine.other))
  }

  @Test func transactionsRunTheDelegatesCode() throws {
    var call = Machine.call()
    call.to = Machine.other
    let machine = machine([], to: Self.witness)
    #expect(try machine.run(call).status == .success)
    #expect(machine.value(1, of: Machine.other) == Word(Machine.other))
    #expect(machine.value(3, of: Machine.other) == Word(UInt64(Self.witness.count)))
  }

  @Test func beforePragueTheDesignatorIsCodeThatFails() throws {
    let code = Assembly.call(Machine.other) + Assembly.store(at: 0)
    let machine = machine(code, to: Self.witness, fork: .cancun)
    try machine.run()
    #expect(machine.value(0) == 0 && machine.value(1, of: Machine.other) == 0)
  }

  /// Neither a delegate's own delegation nor one to oneself is followed: the designator is run as code.
  @Test(arguments: [
    (designator, Delegation.code(to: Machine.contract)), (Delegation.code(to: Machine.other), []),
  ])
  func delegationsAreFollowedOnce(designator: [UInt8], target: [UInt8]) throws {
    let code = Assembly.call(Machine.other, gas: 5000) + Assembly.store(at: 0)
    let machine = machine(code, delegating: designator, to: target)
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == 0)
    var call = Machine.call()
    call.to = Machine.other
    call.nonce = 1
    let effects = try machine.attempt(call)
    #expect(effects.status == .halted && effects.gasUsed == 1_000_000)
  }

  /// A precompile has no code to be run by delegation.
  @Test(arguments: [2, 5, 0x0b, 0x11] as [UInt64])
  func aDelegatedPrecompileDoesNothing(number: UInt64) throws {
    let precompile = Delegation.code(to: Address(high: 0, middle: 0, low: number))
    let code =
      Assembly.call(Machine.other, value: 1, gas: 0) + Assembly.store(at: 0) + [0x3d]
      + Assembly.store(at: 1)
    let machine = Machine(
      code: code, balance: 1, fork: .prague,
      others: [Machine.other: account(nonce: 1, code: precompile)])
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == 1 && machine.value(1) == 0)
    #expect(machine.record(Machine.other).balance == 1)
  }

  // MARK: Prices

  /// Operands of the calls are 7 × 3 gas, and POP is 2.
  @Test func accessToTheDelegateIsPaid() throws {
    let call = Assembly.call(Machine.other, gas: 0)
    #expect(try machine(call).executionGas() == 21 + 2600 + 2600)
    #expect(try machine(call + [0x50] + call).executionGas() == 44 + 5200 + 200)
    #expect(
      try machine(Assembly.push(Self.delegate) + [0x31, 0x50] + call).executionGas() == 26 + 2600
        + 2700)
    #expect(try machine(call, delegating: [0]).executionGas() == 21 + 2600)
  }

  @Test func aCallThatCannotPayForTheDelegateFails() throws {
    let machine = machine(Assembly.call(Machine.other, gas: 0))
    var call = Machine.call()
    call.gasLimit = 21000 + 21 + 5200
    #expect(try machine.attempt(call).status == .success)
    call.gasLimit -= 1
    #expect(try machine.attempt(call).status == .halted)
  }

  @Test func theDelegateOfATransactionsTargetIsWarmForNothing() throws {
    var call = Machine.call()
    call.to = Machine.other
    let machine = machine([], to: Assembly.push(Self.delegate) + [0x31])
    #expect(try machine.executionGas(call) == 103)
  }

  // MARK: Instructions that look at code

  @Test func theyActOnTheDesignator() throws {
    let code: [UInt8] =
      Assembly.push(Machine.other) + [0x3b] + Assembly.store(at: 0)
      + Assembly.push(Machine.other) + [0x3f] + Assembly.store(at: 1)
      + [0x60, 32, 0x60, 0, 0x60, 0] + Assembly.push(Machine.other) + [0x3c, 0x60, 0, 0x51]
      + Assembly.store(at: 2)
    let machine = machine(code, to: Self.witness)
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == 23)
    #expect(machine.value(1) == keccak256(Self.designator).word)
    #expect(machine.value(2) == Word(bigEndian: Self.designator + [UInt8](repeating: 0, count: 9)))
  }

  @Test(arguments: [UInt8(0x3b), 0x3f]) func theyDoNotPayForTheDelegate(opcode: UInt8) throws {
    #expect(try machine(Assembly.push(Machine.other) + [opcode]).executionGas() == 2603)
  }
}
