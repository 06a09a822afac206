import Primitives
import State
import Testing

@testable import EVM

/// How calls and creations differ between forks.
@Suite struct CallForkTests {
  /// Asking a callee to have more gas than there is.
  @Test(arguments: [(Fork.homestead, TransactionStatus.halted), (.tangerineWhistle, .success)])
  func askingForTooMuchGas(fork: Fork, status: TransactionStatus) throws {
    let code = Assembly.call(Machine.other, gas: 10_000_000)
    let machine = Machine(code: code, fork: fork, others: [Machine.other: account(balance: 1)])
    #expect(try machine.attempt().status == status)
  }

  /// A creation that burns all it is given: its creator keeps a 64th from EIP-150 on.
  @Test(arguments: [(Fork.homestead, TransactionStatus.halted), (.tangerineWhistle, .success)])
  func creatorsKeepA64th(fork: Fork, status: TransactionStatus) throws {
    let code = Assembly.create([0xfe]) + [0x60, 1]
    #expect(try Machine(code: code, fork: fork).attempt().status == status)
  }

  @Test(arguments: [(Fork.tangerineWhistle, UInt64(0)), (.spuriousDragon, 1)])
  func contractsStartWithNonce(fork: Fork, nonce: UInt64) throws {
    let machine = Machine(code: Assembly.create(CreationTests.initCode), fork: fork)
    try machine.run()
    let created = machine.record(Address.created(by: Machine.contract, nonce: 1))
    #expect(created.nonce == nonce && created.code != .empty)
  }

  /// A creation by transaction, of a contract of `count` zero bytes after `first`.
  private func deploy(
    first: UInt8 = 0, count: UInt64, gasLeftFor bytes: UInt64, fork: Fork
  ) throws -> (effects: TransactionEffects, created: AccountRecord) {
    let machine = Machine([Machine.sender: account(balance: 1)], fork: fork)
    var creation = Machine.call()
    creation.to = nil
    creation.input =
      [0x60, first, 0x60, 0, 0x53] + Assembly.push(count) + [0x60, 0, 0xf3]
    // What the init code costs: its instructions, and memory.
    let words = Int64((count + 31) / 32)
    let run = 3 * 5 + 3 * words + words * words / 512
    creation.gasLimit = UInt64(
      machine.engine.rules.intrinsicGas(of: creation) + run + 200 * Int64(bytes))
    let effects = try machine.run(creation)
    return (effects, machine.record(Address.created(by: Machine.sender, nonce: 0)))
  }

  @Test func codeThatCannotBePaidForIsLeftOutInFrontier() throws {
    let paid = try deploy(count: 10, gasLeftFor: 10, fork: .frontier)
    #expect(paid.effects.status == .success && paid.created.code != .empty)
    let unpaid = try deploy(count: 10, gasLeftFor: 9, fork: .frontier)
    #expect(unpaid.effects.status == .success)
    #expect(unpaid.created.exists && unpaid.created.isEmpty)
    // What was left for the code is given back.
    #expect(unpaid.effects.gasUsed == paid.effects.gasUsed - 2000)
  }

  @Test func codeThatCannotBePaidForFailsFromHomesteadOn() throws {
    let unpaid = try deploy(count: 10, gasLeftFor: 9, fork: .homestead)
    #expect(unpaid.effects.status == .halted && !unpaid.created.exists)
    #expect(
      try deploy(count: 10, gasLeftFor: 10, fork: .homestead).effects.status == .success)
  }

  @Test(arguments: [
    (Fork.tangerineWhistle, UInt64(24577), TransactionStatus.success),
    (.spuriousDragon, 24577, .halted), (.spuriousDragon, 24576, .success),
  ]) func codeSizeIsLimited(fork: Fork, count: UInt64, status: TransactionStatus) throws {
    #expect(try deploy(count: count, gasLeftFor: count, fork: fork).effects.status == status)
  }

  @Test(arguments: [(Fork.berlin, TransactionStatus.success), (.london, .halted)])
  func codeThatStartsWithEF(fork: Fork, status: TransactionStatus) throws {
    let outcome = try deploy(first: 0xef, count: 1, gasLeftFor: 1, fork: fork)
    #expect(outcome.effects.status == status)
  }

  /// An address below a fork's count is a precompile, which an empty input of bn254 addition shows: 64
  /// bytes of zeros; any other answers nothing.
  @Test(arguments: [(Fork.homestead, false), (.spuriousDragon, false), (.byzantium, true)])
  func precompilesComeWithForks(fork: Fork, isThere: Bool) throws {
    let target = Address(high: 0, middle: 0, low: 6)
    // MSTORE8 of 1 at 63, where the call's output ends; then the byte is kept.
    let code =
      [0x60, 1, 0x60, 63, 0x53, 0x60, 64, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0]
      + Assembly.push(target) + Assembly.push(100_000) + [0xf1, 0x50, 0x60, 32, 0x51]
      + Assembly.store(at: 0)
    let machine = Machine(code: code, storage: [0: 7], fork: fork)
    #expect(try machine.run().status == .success)
    #expect(machine.value(0) == (isThere ? 0 : 1))
  }

  /// EIP-1108.
  @Test(arguments: [(Fork.petersburg, UInt64(500)), (.istanbul, 150)])
  func precompilesCostByFork(fork: Fork, price: UInt64) throws {
    let target = Address(high: 0, middle: 0, low: 6)
    func cost(gas: UInt64) throws -> UInt64 {
      try Machine(
        code: Assembly.call(target, gas: gas), fork: fork, others: [target: account(balance: 1)]
      ).executionGas()
    }
    // A call that fails takes what it was given, one that succeeds the price.
    #expect(try cost(gas: price) == cost(gas: 100_000))
    #expect(try cost(gas: price - 1) == cost(gas: price) - 1)
  }
}
