import Foundation
import Synchronization
import Testing

@testable import Harness

/// Ethereum's own tests of the EVM: a spread of them, of all forks whose rules we have. `make conformance`
/// runs them all.
@Suite(ConformanceFixtures.condition) struct ConformanceTests {
  static let folders = [
    "stExample", "stSStoreTest", "stCallCodes", "stCreate2", "stRevertTest", "stTransactionTest",
    "stEIP1559", "stEIP2930", "VMTests/vmArithmeticTest", "VMTests/vmBitwiseLogicOperation",
    "VMTests/vmIOandFlowOperations", "VMTests/vmLogTest", "VMTests/vmTests", "Cancun", "Shanghai",
  ]

  /// Cases of Frontier to Petersburg.
  static let oldFolders = [
    "stExample", "stSStoreTest", "stCallCodes", "stCallCreateCallCodeTest", "stCreateTest",
    "stInitCodeTest", "stRefundTest", "stTransactionTest", "stHomesteadSpecific",
    "stDelegatecallTestHomestead", "stSystemOperationsTest", "stMemoryTest", "stEIP150Specific",
    "stEIP150singleCodeGasPrices", "stEIP158Specific", "stNonZeroCallsTest", "stZeroCallsTest",
    "stZeroCallsRevert", "stPreCompiledContracts", "stShift", "stCreate2",
  ]

  /// Cases of Istanbul to London beside later ones.
  static let middleFolders = [
    "stSelfBalance", "stEIP2930", "stEIP1559", "stEIP3607", "stArgsZeroOneBalance", "stRefundTest",
    "stSStoreTest", "stEIP150singleCodeGasPrices", "stExtCodeHash",
    "stPreCompiledContracts2/modexpRandomInput.json",
  ]

  @Test(arguments: folders) func stateTestsPass(folder: String) throws {
    _ = try passingCases(in: "ethereum-tests/GeneralStateTests/" + folder)
  }

  @Test func casesOfOldForksPass() throws {
    let summary = try passingCases(
      in: Self.oldFolders.map { "legacytests/Constantinople/GeneralStateTests/" + $0 })
    let forks = [
      "Frontier", "Homestead", "EIP150", "EIP158", "Byzantium", "Constantinople",
      "ConstantinopleFix",
    ]
    #expect(summary.forkNames == forks)
    for fork in forks { #expect((summary.forks[fork]?.passed ?? 0) > 20, "\(fork)") }
  }

  @Test func casesOfForksBetweenPass() throws {
    let summary = try passingCases(
      in: Self.middleFolders.map { "legacytests/Cancun/GeneralStateTests/" + $0 })
    for fork in ["Istanbul", "Berlin", "London", "Paris", "Shanghai"] {
      #expect((summary.forks[fork]?.passed ?? 0) > 20, "\(fork)")
    }
  }

  private func passingCases(in folder: String) throws -> StateTestSummary {
    try passingCases(in: [folder])
  }

  private func passingCases(in folders: [String]) throws -> StateTestSummary {
    let failures = Mutex<[String]>([])
    let paths = folders.map { ConformanceFixtures.root + "/" + $0 }
    let summary = StateTestRun(files: try jsonFiles(under: paths)).run(lanes: 2) { finding in
      if case .failed = finding.verdict { failures.withLock { $0.append("\(finding)") } }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(summary.passed > 0)
    #expect(summary.skipped == [:])
    return summary
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
