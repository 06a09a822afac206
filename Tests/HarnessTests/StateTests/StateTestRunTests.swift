import Foundation
import Synchronization
import Testing

@testable import Harness

/// The runner passes what is right, and each way of being wrong is told.
@Suite struct StateTestRunTests {
  private func run(
    _ files: [(name: String, text: String)], fork: String? = nil, filter: String? = nil,
    lanes: Int = 1
  ) throws -> (summary: StateTestSummary, lines: [String]) {
    try withFiles(files) { folder in
      let lines = Mutex<[String]>([])
      let run = StateTestRun(files: try jsonFiles(under: [folder]), fork: fork, filter: filter)
      let summary = run.run(lanes: lanes) { finding in
        let line = finding.description.replacing(folder + "/", with: "")
        lines.withLock { $0.append(line) }
      }
      return (summary, lines.withLock { $0 })
    }
  }

  private func run(_ fixture: StateTestFixture) throws -> (StateTestSummary, String) {
    let (summary, lines) = try run([("a.json", fixture.text)])
    return (summary, lines.joined(separator: "\n"))
  }

  @Test(arguments: ["Paris", "Shanghai", "Cancun"])
  func aTransferPasses(fork: String) throws {
    let (summary, line) = try run(StateTestFixture(fork: fork))
    #expect(summary.passed == 1 && summary.count == 1, "\(line)")
  }

  @Test func anotherRootFails() throws {
    let wrong = StateTestFixture(root: StateTestFixture.initialRoot)
    let (summary, line) = try run(wrong)
    #expect(summary.failed == 1 && summary.count == 1)
    #expect(
      line == "a.json: transfer Cancun d0 g0 v0: root \(StateTestFixture.transferRoot), "
        + "expected \(StateTestFixture.initialRoot) (success, gas used 21000)")
  }

  @Test func otherLogsFail() throws {
    let hash = "0x" + String(repeating: "ab", count: 32)
    let (summary, line) = try run(StateTestFixture(logs: hash))
    #expect(summary.failed == 1)
    #expect(line.contains("logs hash \(StateTestFixture.emptyLogs), expected \(hash)"))
    #expect(!line.contains("root"))
  }

  @Test func theFirstAccountThatDiffersIsNamedWhereTheFileStatesAccounts() throws {
    // As if the receiver had had 8 wei; the sender comes later in order of address.
    let state = """
      {"\(StateTestFixture.sender)": {"balance": "0x1", "nonce": "0x1", "code": "0x", "storage": {}},
       "\(StateTestFixture.receiver)": {"balance": "0x8", "nonce": "0x0", "code": "0x",
         "storage": {}}}
      """
    let fixture = StateTestFixture(root: StateTestFixture.initialRoot, state: state)
    let (_, line) = try run(fixture)
    #expect(
      line.contains("; first: account \(StateTestFixture.receiver): balance 7, expected 8 (success")
    )
    // Where the root is right nothing is compared.
    let (summary, _) = try run(StateTestFixture(state: state))
    #expect(summary.passed == 1)
  }

  @Test func statesAreKeptWhereAskedFor() throws {
    let dumps = Mutex<[String?]>([])
    try withFiles([("a.json", StateTestFixture().text)]) {
      var run = StateTestRun(files: try jsonFiles(under: [$0]))
      _ = run.run(lanes: 1) { finding in dumps.withLock { $0.append(finding.dump) } }
      run.keepsStates = true
      _ = run.run(lanes: 1) { finding in dumps.withLock { $0.append(finding.dump) } }
    }
    let kept = dumps.withLock { $0 }
    #expect(kept.count == 2 && kept[0] == nil)
    let text = try #require(kept[1])
    #expect(!text.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["stateRoot"] as? String == StateTestFixture.transferRoot)
    #expect(object?["passed"] as? Bool == true)
    let state = object?["state"] as? [String: [String: Any]]
    #expect(state?.count == 3)
    #expect(state?[StateTestFixture.receiver]?["balance"] as? String == "0x7")
    #expect(state?[StateTestFixture.receiver]?["nonce"] == nil)
    #expect(state?[StateTestFixture.sender]?["nonce"] as? String == "0x1")
  }

  @Test func tracesEndWithTheRootOfEachCase() throws {
    let text = try withFiles([("a.json", StateTestFixture().text)]) { folder in
      var run = StateTestRun(files: try jsonFiles(under: [folder]))
      let writer = try TraceWriter(creating: folder + "/trace", contents: .init())
      run.trace = writer
      _ = run.run(lanes: 4) { _ in }
      try writer.finish()
      return try String(contentsOfFile: folder + "/trace", encoding: .utf8)
    }
    #expect(
      text == """
        {"output":"","gasUsed":"0x0"}
        {"stateRoot": "\(StateTestFixture.transferRoot)"}

        """)
  }

  @Test func aRefusalThatIsExpectedPasses() throws {
    let fixture = StateTestFixture(
      gasLimit: 20_999, exception: "IntrinsicGas", root: StateTestFixture.initialRoot)
    let (summary, line) = try run(fixture)
    #expect(summary.passed == 1, "\(line)")
  }

  @Test func aRefusalThatIsNotExpectedFails() throws {
    let (summary, line) = try run(StateTestFixture(gasPrice: 9))
    #expect(summary.failed == 1)
    #expect(line.contains("the transaction was refused: fee cap below"))
  }

  @Test func anExecutionWhereARefusalIsExpectedFails() throws {
    let (summary, line) = try run(StateTestFixture(exception: "TR_NoFunds"))
    #expect(summary.failed == 1)
    #expect(line.contains("expected its refusal: TR_NoFunds"))
  }

  @Test func unknownForksAreSkippedByName() throws {
    let (summary, _) = try run(StateTestFixture(fork: "Amsterdam"))
    #expect(summary.skipped == ["the rules of Amsterdam are not there yet": 1])
  }

  @Test func aBrokenFileIsNamedAndTheRunGoesOn() throws {
    let good = StateTestFixture().text
    let files = [("a.json", good), ("b.json", "{\n\"x\": [1,]}"), ("c.json", good)]
    let (summary, lines) = try run(files)
    #expect(summary.passed == 2 && summary.failed == 1)
    #expect(lines[1] == "b.json:2:9: expected a value, found ']'")
  }

  @Test func selectionIsByForkAndByText() throws {
    let files = [
      ("one/a.json", StateTestFixture(fork: "Paris").text),
      ("two/b.json", StateTestFixture(fork: "Cancun").text),
    ]
    #expect(try run(files).summary.count == 2)
    #expect(try run(files, fork: "paris").lines.map { $0.prefix(3) } == ["one"])
    #expect(try run(files, filter: "two/b.json:trans").lines.map { $0.prefix(3) } == ["two"])
    #expect(try run(files, filter: "nothing").summary.count == 0)
  }

  /// Findings come in the order of files however many threads find them.
  @Test(arguments: [1, 2, 5]) func orderDoesNotDependOnLanes(lanes: Int) throws {
    let files = (0..<40).map { index in
      let name = "file\(index < 10 ? "0" : "")\(index).json"
      return (name, index % 3 == 0 ? "[" : StateTestFixture().text)
    }
    let (summary, lines) = try run(files, lanes: lanes)
    #expect(lines.map { $0.prefix(11) } == files.map { $0.0.prefix(11) })
    #expect(summary.failed == 14 && summary.passed == 26)
  }

  @Test func reportsAreJSON() throws {
    let findings = Mutex<[StateTestFinding]>([])
    let summary = try withFiles([
      ("a.json", StateTestFixture(root: StateTestFixture.emptyLogs).text)
    ]) {
      let files = try jsonFiles(under: [$0])
      return StateTestRun(files: files).run(lanes: 1) { finding in
        findings.withLock { $0.append(finding) }
      }
    }
    let text = try StateTestReport(summary, failures: findings.withLock { $0 }).json()
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let failure = try #require((object?["failures"] as? [[String: Any]])?.first)
    #expect(object?["failed"] as? Int == 1)
    #expect(failure["expectedRoot"] as? String == StateTestFixture.emptyLogs)
    #expect(failure["foundRoot"] as? String == StateTestFixture.transferRoot)
    #expect(failure["fork"] as? String == "Cancun")
  }

  @Test func blockHashesAreOfDecimalNumbers() {
    #expect(stateTestBlockHashes(before: 0).isEmpty)
    #expect(stateTestBlockHashes(before: 1000).keys.sorted() == Array(744..<1000))
    // keccak256("0"), a constant of many contracts' tests.
    #expect(
      stateTestBlockHashes(before: 1)[0]?.hex
        == "0x044852b2a670ade5407e78fb2863c51de9fcb96542a07186fe3aeda6bb8a116d")
  }
}
