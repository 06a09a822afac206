import Foundation
import Synchronization
import Testing

@testable import Harness

/// Ethereum's own tests of the EVM: a spread of them, of the forks whose rules we have.
@Suite(ConformanceFixtures.condition) struct ConformanceTests {
  static let folders = [
    "stExample", "stSStoreTest", "stCallCodes", "stCreate2", "stRevertTest", "stTransactionTest",
    "stEIP1559", "stEIP2930", "VMTests/vmArithmeticTest", "VMTests/vmBitwiseLogicOperation",
    "VMTests/vmIOandFlowOperations", "VMTests/vmLogTest", "VMTests/vmTests", "Cancun", "Shanghai",
  ]

  @Test(arguments: folders) func stateTestsPass(folder: String) throws {
    let path = ConformanceFixtures.root + "/ethereum-tests/GeneralStateTests/" + folder
    let failures = Mutex<[String]>([])
    let summary = StateTestRun(files: try jsonFiles(under: [path])).run(lanes: 2) { finding in
      if case .failed = finding.verdict { failures.withLock { $0.append("\(finding)") } }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(summary.passed > 0)
    #expect(summary.skipped.keys.allSatisfy { $0.hasSuffix("not there yet") })
  }
}

/// Data of other projects, outside this repository.
enum ConformanceFixtures {
  /// `GRIDLOCK_FIXTURES`, or the folder beside the package's.
  static let root: String =
    ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/fixtures").standardized.path
  static let mainnet = root + "/mainnet"
  static let condition: ConditionTrait = .enabled(
    if: FileManager.default.fileExists(atPath: mainnet + "/bytecodes.json"),
    "no fixtures: set GRIDLOCK_FIXTURES to their folder")
}
