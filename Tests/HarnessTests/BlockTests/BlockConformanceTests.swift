import Synchronization
import Testing

@testable import Harness

/// Ethereum's own tests of whole blocks, all that the fixtures have: they are small.
@Suite(ConformanceFixtures.condition) struct BlockConformanceTests {
  @Test func blockTestsPassUnderEveryScheduler() throws {
    let failures = Mutex<[String]>([])
    let files = try jsonFiles(
      under: [ConformanceFixtures.root + "/ethereum-tests/BlockchainTests"])
    let summary = BlockTestRun(files: files).run(lanes: 2) { finding in
      if case .failed = finding.verdict { failures.withLock { $0.append("\(finding)") } }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(summary.passed > 1400)
    #expect(summary.importedBlocks > 1500)
    #expect(summary.refusedBlocks > 360)
    #expect(
      summary.skipped == ["the DAO fork moves balances by decree, which is not done here": 2])
    let unjudged = summary.refusals.keys.filter { !$0.isJudged }.map(\.exception)
    #expect(unjudged == [], "every exception of these tests has reasons to be compared with")
  }
}
