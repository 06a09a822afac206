import Primitives
import State
import Testing

@testable import EVM

@Suite struct CallTests {
  @Test func failedFrameLeavesNothingBehind() throws {
    // Stores, logs, sends value, then reverts; the caller stores whether the call succeeded.
    let callee =
      [0x60, 7, 0x60, 0, 0x55, 0x60, 0, 0x60, 0, 0xa0] + Assembly.call(Machine.sender, value: 1)
      + [0x60, 0, 0x60, 0, 0xfd]
    let machine = Machine(
      code: Assembly.call(Machine.other, value: 3) + [0x60, 1, 0x01] + Assembly.store(at: 1),
      balance: 10, others: [Machine.other: account(nonce: 1, code: callee)])
    let effects = try machine.run()
    #expect(effects.status == .success)
    #expect(effects.logs.count == 0)
    #expect(machine.value(1) == 1)
    #expect(machine.value(0, of: Machine.other) == 0)
    #expect(machine.record(Machine.contract).balance == 10)
    #expect(machine.record(Machine.other).balance == 0)
    // The sender's nonce and the caller's slot: nothing else changed.
    #expect(effects.writes.count == 2)
  }

  @Test func delegateCallKeepsTheContext() throws {
    // The library stores CALLER and CALLVALUE.
    let library: [UInt8] = [0x33, 0x60, 0, 0x55, 0x34, 0x60, 1, 0x55]
    let code =
      Assembly.push(0) + Assembly.push(0) + Assembly.push(0) + Assembly.push(0)
      + Assembly.push(Machine.other) + Assembly.push(100_000) + [0xf4]
    let machine = Machine(
      code: code, others: [Machine.other: account(nonce: 1, code: library)])
    var transaction = Machine.call()
    transaction.value = 5
    try machine.run(transaction)
    #expect(machine.value(0) == Word(Machine.sender))
    #expect(machine.value(1) == 5)
  }

  @Test(
    arguments: [
      [0x60, 1, 0x60, 0, 0x55], [0x60, 1, 0x60, 0, 0x5d], [0x60, 0, 0x60, 0, 0xa0],
      [0x60, 0, 0x60, 0, 0x60, 0, 0xf0], [0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0xf5],
      [0x60, 0, 0xff], Assembly.call(Machine.sender, value: 1),
    ] as [[UInt8]]) func staticCallForbidsChanges(callee: [UInt8]) throws
  {
    let code =
      Assembly.push(0) + Assembly.push(0) + Assembly.push(0) + Assembly.push(0)
      + Assembly.push(Machine.other) + Assembly.push(200_000) + [0xfa, 0x60, 1, 0x01]
      + Assembly.store(at: 0)
    let machine = Machine(
      code: code, others: [Machine.other: account(balance: 5, nonce: 1, code: callee)])
    let effects = try machine.run()
    #expect(machine.value(0) == 1)
    // All gas of the callee is gone.
    #expect(effects.gasUsed > 200_000)
  }

  @Test func returnDataOutlivesTheCalleesMemory() throws {
    // The callee returns 32 bytes; the caller grows its memory over the callee's before it copies.
    let callee = [0x60, 0xab, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3] as [UInt8]
    let code =
      Assembly.call(Machine.other) + [0x50] + Assembly.push(1) + Assembly.push(4096) + [0x52]
      + [0x60, 32, 0x60, 0, 0x60, 0, 0x3e, 0x60, 0, 0x51] + Assembly.store(at: 0)
    let machine = Machine(
      code: code, others: [Machine.other: account(nonce: 1, code: callee)])
    try machine.run()
    #expect(machine.value(0) == 0xab)
  }

  @Test func emptyAccountThatIsTouchedGoes() throws {
    let machine = Machine(
      code: Assembly.call(Machine.other), others: [Machine.other: account()])
    #expect(machine.record(Machine.other).exists)
    try machine.run()
    #expect(!machine.record(Machine.other).exists)
  }

  @Test func recursionEndsAtTheDepthLimit() throws {
    // Calls itself with all gas and then counts in slot 0: at most 1,025 frames can count.
    let code =
      Assembly.push(0) + Assembly.push(0) + Assembly.push(0) + Assembly.push(0)
      + Assembly.push(0) + [0x30, 0x5a, 0xf1, 0x50, 0x60, 0, 0x54, 0x60, 1, 0x01]
      + Assembly.store(at: 0)
    let machine = Machine(code: code)
    var transaction = Machine.call()
    transaction.gasLimit = 1 << 50
    let effects = try onLargeStack { try machine.run(transaction) }
    #expect(effects.status == .success)
    #expect(machine.value(0) == 1025)
  }
}
