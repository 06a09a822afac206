import Primitives
import State
import Testing

@testable import EVM

/// SSTORE in its four ages; the last is in ``StorageGasTests``.
@Suite struct StorageForkTests {
  struct Case: Sendable {
    var original: UInt64
    var stored: [UInt64]
    var gas: UInt64
    var refund: Int64

    init(_ original: UInt64, _ stored: [UInt64], _ gas: UInt64, _ refund: Int64) {
      self.original = original
      self.stored = stored
      self.gas = gas
      self.refund = refund
    }
  }

  private func check(_ example: Case, _ fork: Fork) throws {
    let code = example.stored.flatMap { Assembly.push($0) + Assembly.store(at: 0) }
    let machine = Machine(code: code, storage: [0: Word(example.original)], fork: fork)
    #expect(try machine.executionGas() == example.gas)
    #expect(machine.refundCounter == example.refund)
  }

  /// By what the slot holds, store by store (yellow paper, before EIP-1283): operands cost 6 each.
  static let plain = [
    Case(0, [0], 5006, 0), Case(0, [1], 20006, 0), Case(1, [1], 5006, 0), Case(1, [2], 5006, 0),
    Case(1, [0], 5006, 15000), Case(0, [1, 0], 25012, 15000), Case(0, [1, 0, 1], 45018, 15000),
    Case(1, [0, 1], 25012, 15000), Case(1, [0, 1, 0], 30018, 30000),
  ]

  @Test(arguments: plain, [Fork.frontier, .spuriousDragon, .byzantium, .petersburg])
  func beforeNetMetering(example: Case, fork: Fork) throws { try check(example, fork) }

  /// The table of EIP-1283.
  static let eip1283 = [
    Case(0, [0, 0], 412, 0), Case(0, [0, 1], 20212, 0), Case(0, [1, 0], 20212, 19800),
    Case(0, [1, 2], 20212, 0), Case(0, [1, 1], 20212, 0), Case(1, [0, 0], 5212, 15000),
    Case(1, [0, 1], 5212, 4800), Case(1, [0, 2], 5212, 0), Case(1, [2, 0], 5212, 15000),
    Case(1, [2, 3], 5212, 0), Case(1, [2, 1], 5212, 4800), Case(1, [2, 2], 5212, 0),
    Case(1, [1, 0], 5212, 15000), Case(1, [1, 2], 5212, 0), Case(1, [1, 1], 412, 0),
    Case(0, [1, 0, 1], 40218, 19800), Case(1, [0, 1, 0], 10218, 19800),
  ]

  @Test(arguments: eip1283) func constantinople(example: Case) throws {
    try check(example, .constantinople)
  }

  /// The table of EIP-2200.
  static let eip2200 = [
    Case(0, [0, 0], 1612, 0), Case(0, [0, 1], 20812, 0), Case(0, [1, 0], 20812, 19200),
    Case(0, [1, 2], 20812, 0), Case(0, [1, 1], 20812, 0), Case(1, [0, 0], 5812, 15000),
    Case(1, [0, 1], 5812, 4200), Case(1, [0, 2], 5812, 0), Case(1, [2, 0], 5812, 15000),
    Case(1, [2, 3], 5812, 0), Case(1, [2, 1], 5812, 4200), Case(1, [2, 2], 5812, 0),
    Case(1, [1, 0], 5812, 15000), Case(1, [1, 2], 5812, 0), Case(1, [1, 1], 1612, 0),
    Case(0, [1, 0, 1], 40818, 19200), Case(1, [0, 1, 0], 10818, 19200),
  ]

  @Test(arguments: eip2200) func istanbul(example: Case) throws { try check(example, .istanbul) }

  /// EIP-2929 with the refunds that EIP-3529 was to cut: the first access is cold.
  static let eip2929 = [
    Case(0, [1, 0], 22212, 19900), Case(1, [0], 5006, 15000), Case(1, [0, 1], 5112, 2800),
    Case(1, [2, 1], 5112, 2800), Case(1, [1], 2206, 0),
  ]

  @Test(arguments: eip2929) func berlin(example: Case) throws { try check(example, .berlin) }

  /// EIP-2200's guard came with it: a stipend was enough to store in Constantinople.
  @Test(arguments: [(Fork.constantinople, TransactionStatus.success), (.istanbul, .halted)])
  func storesOnAStipend(fork: Fork, status: TransactionStatus) throws {
    var transaction = Machine.call()
    let machine = Machine(code: [0x60, 1, 0x60, 0, 0x55], storage: [0: 1], fork: fork)
    transaction.gasLimit = UInt64(machine.engine.rules.intrinsicGas(of: transaction)) + 2306
    #expect(try machine.attempt(transaction).status == status)
  }

  @Test(arguments: [(Fork.berlin, UInt64(2)), (.london, 5)])
  func refundsAreCapped(fork: Fork, quotient: UInt64) throws {
    let code = (0..<5).flatMap { Assembly.push(0) + Assembly.store(at: UInt64($0)) }
    let storage = Dictionary(uniqueKeysWithValues: (0..<5).map { (Word(UInt64($0)), Word.one) })
    let effects = try Machine(code: code, storage: storage, fork: fork).attempt()
    #expect(effects.gasRefunded == (effects.gasUsed + effects.gasRefunded) / quotient)
  }
}
