import Foundation
import Interchange
import Primitives
import Schedulers
import Testing

@testable import Harness

/// The programs of `Benchmarks/programs` do what two other machines say: gas, refund, output, logs and
/// storage. That check is part of measuring.
@Suite struct ProgramBenchTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Benchmarks/programs").path

  @Test func everyProgramDoesWhatItMust() throws {
    let paths = try programPaths([Self.folder])
    #expect(paths.count == 10)
    for path in paths {
      let program = try EVMProgram.load(path: path)
      let expected = try #require(program.expected)
      let measurement = try onLargeStack { try ProgramBench(program).measure(2) }
      #expect(measurement.program == program.name)
      #expect(measurement.n == 2)
      #expect(measurement.checked)
      #expect(measurement.gas == expected.executionGas)
      #expect(measurement.logs == expected.logCount)
      #expect(measurement.cpuNanoseconds > 0)
    }
  }

  /// A change of any one expectation is found.
  @Test func deviationsAreRefused() throws {
    let program = try EVMProgram.load(path: Self.folder + "/erc20_batch")
    let changes: [(String, (inout ExpectedProgramOutcome) -> Void)] = [
      ("gas", { $0.executionGas += 1 }), ("refund", { $0.refund += 1 }),
      ("output", { $0.output[31] ^= 1 }), ("logs", { $0.logCount += 1 }),
      ("log 1", { $0.firstLogs[1].data[0] ^= 1 }),
      ("slot 0x3", { for account in $0.storage.keys { $0.storage[account]?[3] = 7 } }),
    ]
    for (name, change) in changes {
      var changed = program
      var expected = try #require(changed.expected)
      change(&expected)
      changed.expected = expected
      #expect {
        try onLargeStack { try ProgramBench(changed).measure(1) }
      } throws: { error in
        (error as? ProgramMismatch)?.difference.hasPrefix(name + " ") == true
      }
    }
  }

  private func program(_ code: [UInt8]) -> EVMProgram {
    EVMProgram(
      name: "test", input: [], allocation: [EVMProgram.target: .init(nonce: 1, code: code)],
      expected: nil)
  }

  @Test func failureIsNoMeasurement() {
    #expect(throws: ProgramMismatch.self) {
      try onLargeStack { try ProgramBench(program([0xfe])).measure(1) }
    }
  }

  /// A slot that is cold in every execution costs 2,100 in every execution.
  @Test func everyExecutionStartsCold() throws {
    // SLOAD(0) twice
    let measurement = try onLargeStack {
      try ProgramBench(program([0x5f, 0x54, 0x5f, 0x54, 0x00])).measure(3)
    }
    #expect(measurement.gas == 2 + 2100 + 2 + 100)
    #expect(measurement.instructions == 5)
    #expect(!measurement.checked)
  }

  /// Three rounds of JUMPDEST PUSH ADD DUP DUP LT PUSH JUMPI, after PUSH PUSH and before STOP: fused, they
  /// are three instructions a round and stay eight.
  @Test func fusedInstructionsCountOneByOne() throws {
    let loop: [UInt8] = [
      0x60, 3, 0x5f, 0x5b, 0x60, 1, 0x01, 0x81, 0x81, 0x10, 0x60, 3, 0x57, 0x00,
    ]
    let measurement = try onLargeStack { try ProgramBench(program(loop)).measure(1) }
    #expect(measurement.instructions == 2 + 3 * 8 + 1)
  }

  @Test func countIsChosenWhereNoneIsGiven() throws {
    let measurement = try onLargeStack { try ProgramBench(program([0x00])).measure(nil) }
    #expect(measurement.n > 1000)
  }

  @Test func jsonHasTheDocumentedFields() throws {
    let measurement = ProgramMeasurement(
      program: "p", n: 3, cpuNanoseconds: 12.5, wallNanoseconds: 13, gas: 4, refund: 5,
      instructions: 6, output: "0x07", logs: 8, checked: true)
    #expect(
      try measurement.json()
        == #"{"checked":true,"cpu_ns":12.5,"gas":4,"instructions":6,"logs":8,"n":3,"output":"0x07","program":"p","refund":5,"wall_ns":13}"#
    )
  }

  @Test func pathsNameProgramsOrFolders() throws {
    let one = Self.folder + "/loop_add"
    #expect(try programPaths([one]) == [one])
    #expect(try programPaths([one + ".hex"]) == [one])
    #expect(throws: NoSuchProgram.self) { try programPaths([Self.folder + "/none"]) }
  }
}
