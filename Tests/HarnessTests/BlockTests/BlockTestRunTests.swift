import Foundation
import Primitives
import Synchronization
import Testing

@testable import Harness

/// The runner passes what is right, and each way of being wrong is told.
@Suite struct BlockTestRunTests {
  private func run(
    _ files: [(name: String, text: String)], network: String? = nil, filter: String? = nil
  ) throws -> (summary: BlockTestSummary, findings: [BlockTestFinding], lines: [String]) {
    try withFiles(files) { folder in
      let findings = Mutex<[BlockTestFinding]>([])
      let run = BlockTestRun(
        files: try jsonFiles(under: [folder]), network: network, filter: filter)
      let summary = run.run(lanes: 2) { finding in findings.withLock { $0.append(finding) } }
      let all = findings.withLock { $0 }
      return (summary, all, all.map { $0.description.replacing(folder + "/", with: "") })
    }
  }

  private func run(_ fixture: BlockTestFixture) throws -> (BlockTestSummary, String) {
    let (summary, _, lines) = try run([("a.json", fixture.text)])
    return (summary, lines.joined(separator: "\n"))
  }

  /// Two blocks with three transfers.
  private func transfers(_ network: String = "Shanghai") throws -> BlockTestFixture {
    var test = try BlockTestFixture(network)
    try test.append([test.fixture.transfer(), test.fixture.transfer(nonce: 1)])
    try test.append([test.fixture.transfer(nonce: 2)])
    return test
  }

  @Test(arguments: [
    "Frontier", "Byzantium", "ByzantiumToConstantinopleFixAt2", "Shanghai", "Cancun",
  ])
  func transfersPass(network: String) throws {
    let (summary, line) = try run(transfers(network))
    #expect(summary.passed == 1 && summary.count == 1, "\(line)")
    #expect(summary.importedBlocks == 2)
    #expect(summary.networkNames == [network])
    #expect(summary.blocksWithoutReceiptsRoot == (network == "Frontier" ? 2 : 0))
  }

  @Test func aRefusalThatIsExpectedPasses() throws {
    var test = try transfers()
    var block = try test.fixture.block([])
    block.header.gasUsed = 1
    test.append(block, exception: "BlockException.INVALID_GAS_USED")
    test.append(block, exception: "BlockException.SOMETHING_NEW")
    let (summary, line) = try run(test)
    #expect(summary.passed == 1, "\(line)")
    #expect(summary.refusedBlocks == 2 && summary.importedBlocks == 2)
    let judged = BlockTestSummary.Refusal(
      exception: "BlockException.INVALID_GAS_USED", reason: .gasUsed, isJudged: true)
    let unknown = BlockTestSummary.Refusal(
      exception: "BlockException.SOMETHING_NEW", reason: .gasUsed, isJudged: false)
    #expect(summary.refusals == [judged: 1, unknown: 1])
  }

  @Test func aRefusalForAnotherReasonFails() throws {
    var test = try transfers()
    var block = try test.fixture.block([])
    block.header.gasUsed = 1
    test.append(
      block, exception: "BlockException.INVALID_STATE_ROOT|TransactionException.NONCE_IS_MAX")
    let (summary, line) = try run(test)
    #expect(summary.failed == 1)
    #expect(
      line == "a.json: transfers: sequential: block 3 (3. in the file): refused: gas used 0, the "
        + "header says 1; expected its refusal for "
        + "BlockException.INVALID_STATE_ROOT|TransactionException.NONCE_IS_MAX")
  }

  @Test func anImportWhereARefusalIsExpectedFails() throws {
    var test = try transfers()
    test.append(try test.fixture.block([]), exception: "BlockException.INVALID_GAS_USED")
    let (summary, line) = try run(test)
    #expect(summary.failed == 1)
    #expect(line.hasSuffix("imported, expected its refusal: BlockException.INVALID_GAS_USED"))
  }

  @Test func aRefusalThatIsNotExpectedNamesBlockAndAccount() throws {
    var test = try BlockTestFixture()
    try test.append([test.fixture.transfer()])
    var block = try test.fixture.block([test.fixture.transfer(nonce: 1)])
    let root = block.header.stateRoot
    block.header.stateRoot = .zero
    test.append(block, exception: nil)
    test.lastBlockHash = block.header.hash
    let (summary, line) = try run(test)
    #expect(summary.failed == 1)
    #expect(line.contains("sequential: block 2 (2. in the file): refused: state root \(root.hex)"))
    // `postState` is that of the first block, so the receiver's account is what differs first.
    let receiver = ChainFixture.receiver.hex
    #expect(line.contains("first difference: account \(receiver): balance 14, expected 7"))
  }

  @Test func bytesThatAreNoBlockHaveNoNumber() throws {
    var test = try transfers()
    test.blocks.append(.init(bytes: [1]))
    let (_, line) = try run(test)
    #expect(line.contains("block ? (3. in the file): refused: no block: RLP, byte 0"))
  }

  @Test func theEndOfTheChainIsCompared() throws {
    var test = try transfers()
    test.lastBlockHash = .zero
    #expect(try run(test).1.contains("the canonical chain ends with"))
    test = try transfers()
    test.postState = BlockTestFixture.text(test.fixture.allocation)
    #expect(try run(test).1.contains("after the last block: account "))
    test = try transfers()
    test.blocks[1].hash = .zero
    #expect(try run(test).1.contains("block 2 (2. in the file): hash 0x"))
    test = try transfers()
    test.preState = "{}"
    #expect(try run(test).1.contains("a.json: transfers: genesis state root 0x"))
  }

  @Test func whatHasNoRulesIsSkippedByName() throws {
    var test = try transfers()
    test.network = "Amsterdam"
    #expect(try run(test).0.skipped == ["the rules of Amsterdam are not there yet": 1])
    test.network = "HomesteadToDaoAt5"
    let skipped = try run(test).0.skipped
    #expect(skipped == ["the DAO fork moves balances by decree, which is not done here": 1])
  }

  @Test func aBrokenFileIsNamedAndTheRunGoesOn() throws {
    let good = try transfers().text
    let files = [("a.json", good), ("b.json", "{\n\"x\": 1}"), ("c.json", good)]
    let (summary, _, lines) = try run(files)
    #expect(summary.passed == 2 && summary.failed == 1)
    #expect(lines[1].hasPrefix("b.json:2:"))
  }

  @Test func selectionIsByNetworkAndByText() throws {
    let files = [
      ("one/a.json", try transfers("Paris").text), ("two/b.json", try transfers("Cancun").text),
    ]
    #expect(try run(files).summary.count == 2)
    #expect(try run(files, network: "paris").lines.map { $0.prefix(3) } == ["one"])
    #expect(try run(files, filter: "two/b.json:trans").lines.map { $0.prefix(3) } == ["two"])
    #expect(try run(files, filter: "nothing").summary.count == 0)
  }

  @Test func reportsAreJSON() throws {
    var test = try transfers()
    test.append(try test.fixture.block([]), exception: "BlockException.INVALID_GAS_USED")
    let (summary, findings, _) = try run([("a.json", test.text)])
    let text = try BlockTestReport(summary, failures: findings).json()
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let failure = try #require((object?["failures"] as? [[String: Any]])?.first)
    #expect(object?["failed"] as? Int == 1)
    #expect(failure["test"] as? String == "transfers")
    #expect(failure["network"] as? String == "Shanghai")
    #expect(failure["scheduler"] as? String == "sequential")
    #expect(failure["blockNumber"] as? Int == 3)
    #expect(failure["blockIndex"] as? Int == 2)
  }

  @Test func reasonsAreNamedForPrograms() {
    #expect(FaultKind.receiptsRoot.name == "receiptsRoot")
    #expect(
      FaultKind.transaction(.nonceTooLow).name == "transaction: nonce below the sender's")
  }
}
