import Primitives
import State
import Testing

@testable import EVM

/// Which instructions a fork has, and what those cost that forks have repriced.
@Suite struct InstructionForkTests {
  struct Instruction: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var operands: Int
    var opcode: UInt8
    var since: Fork

    init(_ name: String, _ opcode: UInt8, _ operands: Int, since: Fork) {
      testDescription = name
      self.opcode = opcode
      self.operands = operands
      self.since = since
    }
  }

  static let instructions = [
    Instruction("DELEGATECALL", 0xf4, 6, since: .homestead),
    Instruction("RETURNDATASIZE", 0x3d, 0, since: .byzantium),
    Instruction("RETURNDATACOPY", 0x3e, 3, since: .byzantium),
    Instruction("STATICCALL", 0xfa, 6, since: .byzantium),
    Instruction("REVERT", 0xfd, 2, since: .byzantium),
    Instruction("SHL", 0x1b, 2, since: .constantinople),
    Instruction("SHR", 0x1c, 2, since: .constantinople),
    Instruction("SAR", 0x1d, 2, since: .constantinople),
    Instruction("EXTCODEHASH", 0x3f, 1, since: .constantinople),
    Instruction("CREATE2", 0xf5, 4, since: .constantinople),
    Instruction("CHAINID", 0x46, 0, since: .istanbul),
    Instruction("SELFBALANCE", 0x47, 0, since: .istanbul),
    Instruction("BASEFEE", 0x48, 0, since: .london),
    Instruction("PUSH0", 0x5f, 0, since: .shanghai),
    Instruction("MCOPY", 0x5e, 3, since: .cancun),
    Instruction("TLOAD", 0x5c, 1, since: .cancun),
    Instruction("TSTORE", 0x5d, 2, since: .cancun),
    Instruction("BLOBHASH", 0x49, 1, since: .cancun),
    Instruction("BLOBBASEFEE", 0x4a, 0, since: .cancun),
    Instruction("CLZ", 0x1e, 1, since: .osaka),
  ]

  @Test(arguments: instructions, Fork.allCases)
  func isThereFromItsForkOn(instruction: Instruction, fork: Fork) throws {
    let operands = [[UInt8]](repeating: [0x60, 0], count: instruction.operands).joined()
    let effects = try Machine(code: operands + [instruction.opcode], fork: fork).attempt()
    let success: TransactionStatus = instruction.opcode == 0xfd ? .reverted : .success
    #expect(effects.status == (fork >= instruction.since ? success : .halted))
  }

  struct Price: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: [UInt8]
    /// By fork; nil where the instruction is not there. Operands, at 3 gas each, are not in it.
    var gas: [UInt64?]
    var operands: UInt64
  }

  private static func prices(
    _ changes: [(Fork, UInt64)]
  ) -> [UInt64?] { Fork.allCases.map { fork in changes.last { $0.0 <= fork }?.1 } }

  static let other = Assembly.push(Machine.other)
  static let prices = [
    Price(
      testDescription: "BALANCE", code: other + [0x31],
      gas: prices([(.frontier, 20), (.tangerineWhistle, 400), (.istanbul, 700), (.berlin, 2600)]),
      operands: 1),
    Price(
      testDescription: "EXTCODESIZE", code: other + [0x3b],
      gas: prices([(.frontier, 20), (.tangerineWhistle, 700), (.berlin, 2600)]), operands: 1),
    Price(
      testDescription: "EXTCODECOPY",
      code: [0x60, 0, 0x60, 0, 0x60, 0] + other + [0x3c],
      gas: prices([(.frontier, 20), (.tangerineWhistle, 700), (.berlin, 2600)]), operands: 4),
    Price(
      testDescription: "EXTCODEHASH", code: other + [0x3f],
      gas: prices([(.constantinople, 400), (.istanbul, 700), (.berlin, 2600)]), operands: 1),
    Price(
      testDescription: "SLOAD", code: [0x60, 0, 0x54],
      gas: prices([(.frontier, 50), (.tangerineWhistle, 200), (.istanbul, 800), (.berlin, 2100)]),
      operands: 1),
    Price(
      testDescription: "EXP with two bytes", code: [0x61, 1, 0, 0x60, 2, 0x0a],
      gas: prices([(.frontier, 30), (.spuriousDragon, 110)]), operands: 2),
    Price(
      testDescription: "CALL", code: Assembly.call(Machine.other, gas: 0),
      gas: prices([(.frontier, 40), (.tangerineWhistle, 700), (.berlin, 2600)]), operands: 7),
    Price(testDescription: "CLZ", code: [0x60, 1, 0x1e], gas: prices([(.osaka, 5)]), operands: 1),
    Price(
      testDescription: "SELFDESTRUCT", code: other + [0xff],
      gas: prices([(.frontier, 0), (.tangerineWhistle, 5000), (.berlin, 7600)]), operands: 1),
  ]

  @Test(arguments: prices, Fork.allCases) func costs(price: Price, fork: Fork) throws {
    let others = [Machine.other: account(balance: 1)]
    guard let gas = price.gas[fork.rawValue] else { return }
    let machine = Machine(code: price.code, fork: fork, others: others)
    #expect(try machine.executionGas() == gas + 3 * price.operands)
  }

  @Test(
    arguments: [
      (0, 256), (1, 255), (.max, 0), (Word(0, 0, 0, 1 << 63), 0), (Word(0, 0, 1, 0), 127),
      (Word(5, 0x7fff, 0, 0), 177), (Word(.max, .max, .max, 1), 63),
    ] as [(Word, UInt64)])
  func leadingZerosAreCounted(operand: Word, count: UInt64) throws {
    let code = [0x7f] + operand.bigEndianBytes + [0x1e] + Assembly.store(at: 0)
    let machine = Machine(code: code, fork: .osaka)
    try machine.run()
    #expect(machine.value(0) == Word(count))
  }
}
