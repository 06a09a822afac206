import EVM
import Foundation
import Testing

@testable import Harness

/// The lines are those of EIP-3155, letter by letter: other clients' are compared with them as text.
@Suite struct TraceLinesTests {
  private func line(_ write: (inout [UInt8]) -> Void) -> String {
    var text: [UInt8] = []
    write(&text)
    return String(decoding: text, as: UTF8.self)
  }

  private let step = TraceStep(
    programCounter: 7, opcode: 0x55, name: "SSTORE", gas: 0x5c86c, gasCost: 0x5654, memorySize: 32,
    stack: [2, .max], depth: 1, refund: -4_800)

  @Test func stepsHaveTheirMembersInOrder() {
    let most = "0x" + String(repeating: "f", count: 64)
    #expect(
      line(step.appendLine)
        == #"{"pc":7,"op":85,"gas":"0x5c86c","gasCost":"0x5654","memSize":32,"#
        + #""stack":["0x2","\#(most)"],"depth":1,"refund":-4800,"opName":"SSTORE"}"# + "\n")
  }

  @Test func optionalMembersStandWhereOtherClientsHaveThem() {
    var full = step
    full.stack = []
    full.memory = [0xab]
    full.returnData = []
    full.error = "out of gas"
    #expect(
      line(full.appendLine)
        == #"{"pc":7,"op":85,"gas":"0x5c86c","gasCost":"0x5654","memory":"0xab","memSize":32,"#
        + #""stack":[],"returnData":"0x","depth":1,"refund":-4800,"opName":"SSTORE","#
        + #""error":"out of gas"}"# + "\n")
    full.stack = nil
    #expect(!line(full.appendLine).contains("stack"))
  }

  @Test func outcomes() {
    let good = TraceOutcome(output: [1, 2], gasUsed: 0x5660)
    #expect(line(good.appendLine) == "{\"output\":\"0102\",\"gasUsed\":\"0x5660\"}\n")
    let bad = TraceOutcome(output: [], gasUsed: 0, error: "out of gas")
    #expect(
      line(bad.appendLine) == "{\"output\":\"\",\"gasUsed\":\"0x0\",\"error\":\"out of gas\"}\n")
  }

  @Test func aFileThatCannotBeWrittenIsNamed() throws {
    #expect(throws: TraceFileError.self) {
      _ = try TraceWriter(creating: "/nonexistent/trace.jsonl", contents: TraceContents())
    }
    // A device that is always full: whoever executes goes on, and the end tells.
    guard FileManager.default.fileExists(atPath: "/dev/full"),
      let handle = FileHandle(forWritingAtPath: "/dev/full")
    else { return }
    var file = TraceFile(handle, name: "/dev/full")
    for _ in 0..<10_000 { file.append(step.appendLine) }
    let error = #expect(throws: TraceFileError.self) { try file.finish() }
    #expect(error?.path == "/dev/full")
  }
}
