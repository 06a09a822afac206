import Primitives
import Testing

@testable import EVM

@Suite struct StorageGasTests {
  struct Case: Sendable {
    var original: UInt64
    var stored: [UInt64]
    var gas: UInt64
    var refund: Int64
  }

  /// The table of EIP-3529, whose slot is warm.
  static let table = [
    Case(original: 0, stored: [0, 0], gas: 212, refund: 0),
    Case(original: 0, stored: [0, 1], gas: 20112, refund: 0),
    Case(original: 0, stored: [1, 0], gas: 20112, refund: 19900),
    Case(original: 0, stored: [1, 2], gas: 20112, refund: 0),
    Case(original: 0, stored: [1, 1], gas: 20112, refund: 0),
    Case(original: 1, stored: [0, 0], gas: 3012, refund: 4800),
    Case(original: 1, stored: [0, 1], gas: 3012, refund: 2800),
    Case(original: 1, stored: [0, 2], gas: 3012, refund: 0),
    Case(original: 1, stored: [2, 0], gas: 3012, refund: 4800),
    Case(original: 1, stored: [2, 3], gas: 3012, refund: 0),
    Case(original: 1, stored: [2, 1], gas: 3012, refund: 2800),
    Case(original: 1, stored: [2, 2], gas: 3012, refund: 0),
    Case(original: 1, stored: [1, 0], gas: 3012, refund: 4800),
    Case(original: 1, stored: [1, 2], gas: 3012, refund: 0),
    Case(original: 1, stored: [1, 1], gas: 212, refund: 0),
    Case(original: 0, stored: [1, 0, 1], gas: 40118, refund: 19900),
    Case(original: 1, stored: [0, 1, 0], gas: 5918, refund: 7600),
  ]

  private func warmCall() -> Transaction {
    var transaction = Machine.call()
    transaction.kind = .accessList
    transaction.accessList = [AccessListEntry(address: Machine.contract, storageKeys: [0])]
    return transaction
  }

  @Test(arguments: table) func costsAndRefunds(example: Case) throws {
    let code = example.stored.flatMap { Assembly.push($0) + Assembly.store(at: 0) }
    let machine = Machine(code: code, storage: [0: Word(example.original)])
    #expect(try machine.executionGas(warmCall()) == example.gas)
    #expect(machine.refundCounter == example.refund)
  }

  @Test func firstAccessOfASlotIsCold() throws {
    let once = try Machine(code: [0x60, 5, 0x54]).executionGas()
    let twice = try Machine(code: [0x60, 5, 0x54, 0x60, 5, 0x54]).executionGas()
    #expect(once == 3 + 2100)
    #expect(twice == once + 3 + 100)
    let stored = try Machine(code: [0x60, 1, 0x60, 5, 0x55]).executionGas()
    #expect(stored == 6 + 2100 + 20000)
  }

  @Test func storeNeedsMoreThanTheStipend() throws {
    let machine = Machine(code: [0x60, 1, 0x60, 0, 0x55], storage: [0: 1])
    var transaction = warmCall()
    let intrinsic = UInt64(machine.engine.rules.intrinsicGas(of: transaction))
    transaction.gasLimit = intrinsic + 6 + 2300
    #expect(try machine.attempt(transaction).status == .halted)
    transaction.gasLimit += 1
    #expect(try machine.attempt(transaction).status == .success)
  }

  @Test func refundIsAtMostAFifth() throws {
    // Five slots cleared: the counter says 24,000.
    let code = (0..<5).flatMap { Assembly.push(0) + Assembly.store(at: UInt64($0)) }
    let storage = Dictionary(uniqueKeysWithValues: (0..<5).map { (Word(UInt64($0)), Word.one) })
    let machine = Machine(code: code, storage: storage)
    let effects = try machine.attempt()
    let spent: UInt64 = 21000 + 5 * (6 + 2100 + 2900)
    #expect(machine.refundCounter == 24000)
    #expect(effects.gasRefunded == spent / 5)
    #expect(effects.gasUsed == spent - spent / 5)
  }

  @Test func transientStorageIsForgottenBetweenTransactions() throws {
    // TLOAD 0, SSTORE 0; TSTORE 0 := 9
    let code = Assembly.push(0) + [0x5c] + Assembly.store(at: 0) + [0x60, 9, 0x60, 0, 0x5d]
    let machine = Machine(code: code)
    try machine.run()
    var second = Machine.call()
    second.nonce = 1
    try machine.run(second)
    #expect(machine.value(0) == 0)
  }
}
