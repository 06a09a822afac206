import Foundation
import Testing

@testable import gridlock

/// `gridlock statetest` as a user meets it. What it finds right or wrong is tested in the Harness.
@Suite("statetest") struct StatetestCommandTests {
  private static let sender = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  private static let contract = "0x" + String(repeating: "c0de", count: 10)

  /// A call of code that adds 2 and 3; `root` is what the file expects.
  private func test(root: String = "0x" + String(repeating: "00", count: 32)) -> String {
    """
    {"add": {
      "env": {"currentCoinbase": "0x\(String(repeating: "fe", count: 20))",
        "currentGasLimit": "0xffffff", "currentNumber": "0x1", "currentTimestamp": "0x3e8",
        "currentRandom": "0x0", "currentDifficulty": "0x0", "currentBaseFee": "0xa",
        "currentExcessBlobGas": "0x0"},
      "pre": {
        "\(Self.sender)": {"balance": "0xf42400", "nonce": "0x0", "code": "0x", "storage": {}},
        "\(Self.contract)": {"balance": "0x0", "nonce": "0x1", "code": "0x60026003015000",
          "storage": {}}},
      "transaction": {"data": ["0x"], "gasLimit": ["0x5300"], "value": ["0x0"], "nonce": "0x0",
        "to": "\(Self.contract)", "gasPrice": "0xa",
        "secretKey": "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"},
      "post": {"Cancun": [{"hash": "\(root)",
        "logs": "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
        "indexes": {"data": 0, "gas": 0, "value": 0}}]}}}
    """
  }

  private func found(_ output: String) throws -> String {
    let range = try #require(output.firstRange(of: "root "))
    return String(output[range.upperBound...].prefix(66))
  }

  @Test func aWrongRootEndsInSixAndTheRightOneInZero() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(test(), to: "add.json")
    let wrong = try GridlockProcess.run("statetest", file)
    #expect(wrong.exitCode == 6)
    #expect(wrong.output.hasPrefix(file + ": add Cancun d0 g0 v0: root 0x"))
    #expect(wrong.output.hasSuffix("\n0 passed, 1 failed, 0 skipped\n"))
    #expect(wrong.errors.isEmpty)
    let root = try found(wrong.output)
    try folder.write(test(root: root), to: "add.json")
    let right = try GridlockProcess.run("statetest", file)
    #expect(right.exitCode == 0)
    #expect(
      right.output == "Cancun: 1 passed, 0 failed, 0 skipped\n1 passed, 0 failed, 0 skipped\n")
  }

  @Test func tracesGoToStandardErrorOrAFile() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(test(), to: "add.json")
    let run = try GridlockProcess.run("statetest", "--trace", file)
    let lines = run.errors.split(separator: "\n").map(String.init)
    try #require(lines.count == 7)
    let first =
      #"{"pc":0,"op":96,"gas":"0xf8","gasCost":"0x3","memSize":0,"stack":[],"depth":1,"#
      + #""refund":0,"opName":"PUSH1"}"#
    #expect(lines[0] == first)
    #expect(lines[2].contains(#""stack":["0x2","0x3"]"#))
    #expect(lines[5] == #"{"output":"","gasUsed":"0xb"}"#)
    let root = try found(run.output)
    #expect(lines[6] == "{\"stateRoot\": \"\(root)\"}")
    let other = try GridlockProcess.run(
      "statetest", "--trace-out", folder.path("trace.jsonl"), "--trace.nostack", "--trace.memory",
      "--trace.returndata", file)
    #expect(other.errors.isEmpty)
    let traced = folder.text("trace.jsonl").split(separator: "\n").map(String.init)
    try #require(traced.count == 7)
    let full =
      #"{"pc":0,"op":96,"gas":"0xf8","gasCost":"0x3","memory":"0x","memSize":0,"#
      + #""returnData":"0x","depth":1,"refund":0,"opName":"PUSH1"}"#
    #expect(traced[0] == full)
  }

  @Test func dumpsAreOneObjectACase() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(test(), to: "add.json")
    let run = try GridlockProcess.run("statetest", "--dump", file)
    #expect(run.exitCode == 6)
    #expect(run.errors.hasSuffix("0 passed, 1 failed, 0 skipped\n"))
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let state = object?["state"] as? [String: [String: Any]]
    #expect(state?[Self.contract]?["code"] as? String == "0x60026003015000")
    #expect(object?["passed"] as? Bool == false)
  }

  @Test func brokenFilesAreNamedWithTheirPlace() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("{\n \"add\": []}", to: "a.json")
    let run = try GridlockProcess.run("statetest", folder.path)
    #expect(run.exitCode == 3)
    #expect(run.output.hasPrefix("\(file):2:9: add: expected an object, found an array\n"))
    let json = try GridlockProcess.run("statetest", "--json", folder.path)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["failed"] as? Int == 1)
  }

  @Test(arguments: [
    [], ["no/such/path"], ["--threads", "0", "."], ["--json", "--dump", "."],
    ["--trace.memory", "."], ["--trace.nostack", "."], ["--trace-out"], ["--fork"],
    ["--fork", "Nowhere", "Workloads/suites"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try GridlockProcess.start(["statetest"] + arguments).finish()
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("gridlock: "))
  }

  @Test func aTraceThatCannotBeWrittenIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(test(), to: "add.json")
    let run = try GridlockProcess.run("statetest", "--trace-out", "/nonexistent/trace", file)
    #expect(run.exitCode == 3)
    #expect(
      run.errors.hasPrefix("gridlock: cannot write the trace to /nonexistent/trace: No such file"))
  }
}
