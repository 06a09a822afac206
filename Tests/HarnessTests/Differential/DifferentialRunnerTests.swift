import EVM
import Primitives
import Schedulers
import State
import Testing

@testable import Harness
@testable import Interchange

struct DifferentialRunnerTests {
  /// Returns the first word of its input: PUSH0 CALLDATALOAD PUSH0 MSTORE PUSH1 32 PUSH0 RETURN.
  private static let echo = "0x5f355f5260205ff3"
  /// Reverts with 32 bytes of zero: PUSH1 32 PUSH0 REVERT.
  private static let refusal = "0x60205ffd"

  private func testCase(code: String, transactions: String) throws -> DifferentialCase {
    let text = """
      {"id": 7, "fork": "Cancun",
       "env": {"currentNumber": "0x5", "currentCoinbase": "0x00000000000000000000000000000000000000cb",
               "currentTimestamp": "0x3e8", "currentGasLimit": "0x989680", "currentBaseFee": "0x7"},
       "pre": {"0x00000000000000000000000000000000000000aa": {"balance": "0xde0b6b3a7640000"},
               "0x00000000000000000000000000000000000000cc": {"code": "\(code)"}},
       "txs": [\(transactions)]}
      """
    return try DifferentialCase.decode(Array(text.utf8), name: "test")
  }

  private func transaction(nonce: Int, input: String = "0x") -> String {
    """
    {"type": "0x0", "from": "0x00000000000000000000000000000000000000aa", "nonce": "0x\(nonce)",
     "to": "0x00000000000000000000000000000000000000cc", "value": "0x0", "gas": "0x186a0",
     "gasPrice": "0x8", "input": "\(input)", "v": "0x1b", "r": "0x1", "s": "0x1"}
    """
  }

  @Test func tellsOutputsAndRejections() throws {
    let word = "0x" + String(repeating: "ab", count: 32)
    let testCase = try testCase(
      code: Self.echo,
      transactions: [
        transaction(nonce: 0, input: word), transaction(nonce: 5), transaction(nonce: 1),
      ].joined(separator: ","))
    let outcome = onLargeStack { DifferentialRunner(listsAccounts: true).run(testCase) }
    #expect(outcome.id == "7")
    #expect(outcome.crash == nil)
    #expect(outcome.results.map(\.outcome) == ["success", nil, "success"])
    #expect(outcome.results[0].output == word)
    #expect(outcome.results[1].error == "nonce above the sender's")
    #expect(outcome.results[1].gasUsed == nil)
    #expect(outcome.results[2].output == "0x" + String(repeating: "00", count: 32))
    #expect(outcome.post?["0x00000000000000000000000000000000000000aa"]?.nonce == "0x2")
  }

  @Test func tellsAReasonToRevert() throws {
    let testCase = try testCase(code: Self.refusal, transactions: transaction(nonce: 0))
    let outcome = onLargeStack { DifferentialRunner().run(testCase) }
    #expect(outcome.results.first?.outcome == "reverted")
    #expect(outcome.results.first?.output?.count == 66)
    #expect(outcome.post == nil)
  }

  @Test func aForkWithoutRulesIsNoOutcome() throws {
    var testCase = try testCase(code: Self.echo, transactions: transaction(nonce: 0))
    testCase.forkName = "Atlantis"
    let outcome = DifferentialRunner().run(testCase)
    #expect(outcome.crash == "the rules of Atlantis are not there")
    #expect(outcome.stateRoot == nil)
  }

  @Test func executionsThatDifferAreTold() throws {
    let testCase = try testCase(code: Self.echo, transactions: transaction(nonce: 0))
    let prepared = PreparedCase(testCase, rules: ForkRules(.cancun))
    let execution = try onLargeStack {
      try prepared.execute(under: SequentialScheduler(), with: WorkerPool(size: 1))
    }
    #expect(execution.difference(from: execution) == nil)

    var other = execution
    other.results[0].gasUsed += 1
    #expect(execution.difference(from: other)?.hasPrefix("transaction 0: gas used") == true)

    other = execution
    other.outputs[0] = [1]
    #expect(execution.difference(from: other)?.hasSuffix("expected 0x01") == true)

    other = execution
    other.state = execution.state.copy()
    other.state.credit(.one, to: other.state.reference(Address(high: 0, middle: 0, low: 0xaa)))
    #expect(execution.difference(from: other) != nil)
  }

  @Test(arguments: [
    ("", "is empty"), ("{}", "has no member \"fork\""), ("{\"fork\": 1}", "expected a string"),
    ("{\"fork\": \"Cancun\", \"env\": {}, \"pre\": {}, \"txs\": []}", "currentCoinbase"),
  ])
  func aCaseThatIsNoneIsRefused(text: String, problem: String) {
    let error = #expect(throws: InterchangeError.self) {
      try DifferentialCase.decode(Array(text.utf8), name: "line 3")
    }
    #expect(error?.description.contains(problem) == true)
    #expect(error?.file == "line 3")
  }
}
