import Foundation
import Primitives
import State
import Testing

@testable import EVM

/// The programs of the fixtures' `evm-programs`: gas, refund, output, logs and storage as two other
/// machines (revm and evmone) have them.
@Suite(.enabled(if: Program.isPresent, "no fixtures: set GRIDLOCK_FIXTURES to their folder"))
struct ProgramTests {
  @Test(arguments: Program.names) func agreesWithOtherMachines(name: String) throws {
    let program = try Program(name)
    let expected = program.expected
    let machine = Machine(program.allocation)
    var transaction = Machine.call()
    transaction.sender = try #require(Address(hex: "0x1000000000000000000000000000000000000001"))
    transaction.to = Program.target
    transaction.gasLimit = 10_000_000_000
    transaction.input = program.input
    let effects = try machine.run(transaction)
    #expect(effects.status == .success)
    #expect(
      effects.gasUsed + effects.gasRefunded
        == expected.executionGas + expected.intrinsicGas)
    #expect(effects.gasRefunded == expected.refund)
    #expect(effects.logs.count == expected.logCount)
    let host = machine.engine.host(lane: 0).pointer
    let output = UnsafeBufferPointer(
      start: host.pointee.returnData, count: host.pointee.returnDataCount)
    #expect(Array(output) == hexBytes("0x" + expected.output))
    for (address, slots) in expected.postStorage {
      let account = try #require(Address(hex: "0x" + address))
      for (key, value) in slots {
        let slot = try #require(Word(hex: Program.prefixed(key)))
        let wanted = try #require(Word(hex: Program.prefixed(value)))
        #expect(machine.value(slot, of: account) == wanted)
      }
    }
  }
}

/// One program of the folder; its README describes the files.
struct Program {
  struct Expected: Decodable {
    var executionGas: UInt64
    var intrinsicGas: UInt64
    var refund: UInt64
    var output: String
    var logCount: Int
    var postStorage: [String: [String: String]]
  }

  static let folder =
    (ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("../shared/fixtures").standardized.path)
    + "/evm-programs"
  static let isPresent = FileManager.default.fileExists(atPath: folder + "/expected.json")
  static let target = Address(high: 0xc0de_0000, middle: 0, low: 1)
  private static let allExpected: [String: Expected] = {
    guard let data = FileManager.default.contents(atPath: folder + "/expected.json") else {
      return [:]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return (try? decoder.decode([String: Expected].self, from: data)) ?? [:]
  }()
  static let names = allExpected.keys.sorted()

  var expected: Expected
  var input: [UInt8]
  var allocation: Allocation

  init(_ name: String) throws {
    expected = try #require(Self.allExpected[name])
    input = try Self.bytes("\(name).calldata")
    allocation = [Self.target: account(nonce: 1, code: try Self.bytes("\(name).hex"))]
    for line in try Self.text("\(name).state").split(separator: "\n") {
      let parts = line.split(separator: " ").map(String.init)
      let address = try #require(Address(hex: Self.prefixed(parts[1])))
      var changed = allocation[address] ?? account(nonce: 1)
      if parts[0] == "code" {
        changed.code = try Self.bytes(parts[2])
      } else {
        let key = try #require(Word(hex: Self.prefixed(parts[2])))
        let value = try #require(Word(hex: Self.prefixed(parts[3])))
        changed.storage[key] = value
      }
      allocation[address] = changed
    }
  }

  /// The files write hexadecimal with and without 0x.
  static func prefixed(_ text: String) -> String {
    text.hasPrefix("0x") ? text : "0x" + text
  }

  /// Empty for a file that is not there: not every program has every file.
  private static func text(_ file: String) throws -> String {
    let path = folder + "/" + file
    guard FileManager.default.fileExists(atPath: path) else { return "" }
    return try String(contentsOfFile: path, encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    try #require(hexBytes(prefixed(text(file))))
  }
}
