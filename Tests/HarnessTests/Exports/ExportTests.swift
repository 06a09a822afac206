import Foundation
import Interchange
import Primitives
import Schedulers
import State
import Testing
import Workloads

@testable import Harness

/// Blocks that leave for other tools, read back by our own readers of their formats: signed by who sends,
/// and with the outcome that the workload's own run has.
@Suite("Exported blocks")
struct ExportTests {
  /// One workload of every profile, without the variants.
  static let names = [
    "adversarial", "bridge", "dao", "defi", "gaming", "healthcare", "mix", "nft", "realestate",
    "rollup", "structured", "supplychain", "swaps", "transfers",
  ]

  private func workload(_ name: String, _ overrides: [String] = []) throws -> GeneratedWorkload {
    try RepositoryWorkloads.generate(
      name, ["blocks=2", "transactions_per_block=15", "signable=yes"] + overrides)
  }

  /// The paths of the files, in a folder of their own.
  private func write(
    _ workload: GeneratedWorkload, _ form: BlockExportForm, block: Int = 2
  ) throws -> [String] {
    let files = try onLargeStack { () throws in
      try ExportedBlock(of: workload, number: block).files(form)
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return try files.map { file in
      let path = folder.appending(path: file.name)
      try JSONEncoder().encode(file.content).write(to: path)
      return path.path
    }
  }

  private func remove(_ paths: [String]) {
    for path in paths {
      try? FileManager.default.removeItem(
        at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }
  }

  @Test("Every profile has a file here")
  func everyProfile() { #expect(Set(Self.names).isSuperset(of: allProfiles.map { $0.name })) }

  @Test("As block tests they pass under every scheduler", arguments: names)
  func blockTests(name: String) throws {
    let paths = try write(try workload(name), .blockTest)
    defer { remove(paths) }
    let summary = BlockTestRun(files: paths).run(lanes: 1) { finding in
      if case .failed(let failure) = finding.verdict { Issue.record("\(failure)") }
    }
    #expect(summary.passed == 1 && summary.count == 1)
  }

  @Test("As state tests they pass, one a transaction", arguments: names)
  func stateTests(name: String) throws {
    let paths = try write(try workload(name), .stateTest)
    defer { remove(paths) }
    let summary = StateTestRun(files: paths).run(lanes: 1) { finding in
      if case .failed(let failure) = finding.verdict { Issue.record("\(failure)") }
    }
    #expect(summary.passed == 15 && summary.failed == 0)
  }

  /// From the files, whose signatures are all that says who sends.
  @Test("As inputs of a transition tool they come to the same roots", arguments: ["mix", "dao"])
  func transitionTool(name: String) throws {
    let workload = try workload(name)
    let paths = try write(workload, .transitionTool)
    defer { remove(paths) }
    let sources = try TransitionSources(
      allocation: paths[0], environment: paths[1], transactions: paths[2], standardInput: { [] })
    let transition = try StateTransition(
      sources.loadEnvironment(), .init(fork: "Cancun", chainID: ExportedBlock.chainID))
    let transactions = try sources.loadTransactions(transition.signing)
    let allocation = try sources.loadAllocation()
    let (result, _) = try onLargeStack { () throws in
      try transition.run(transactions, on: allocation)
    }
    let outcome = try OutcomeOracle(for: BlockStream(workload, name: name)).outcome
    #expect(result.rejected.isEmpty && result.receipts.count == 15)
    #expect(result.stateRoot == outcome.stateRoot.hex)
    #expect(result.receiptsRoot == outcome.receiptsRoots[1].hex)
    #expect(result.gasUsed == Word(outcome.gasUsed[1]).hex)
    for case .transaction(let transaction) in transactions {
      #expect(transaction.recoveredSender() == transaction.sender)
      #expect(workload.signers?[transaction.sender] != nil)
    }
  }

  @Test("A stream file keeps what signing takes", arguments: StreamHeader.Encoding.allCases)
  func streams(encoding: StreamHeader.Encoding) throws {
    let workload = try workload("swaps")
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try StreamFile.write(workload, as: encoding, to: path)
    let read = try StreamFile.read(path).workload
    #expect(read.streamHash == workload.streamHash && read.signers == workload.signers)
    let roots = try onLargeStack { () throws in
      try [workload, read].map { try ExportedBlock(of: $0, number: 2).block.header.hash }
    }
    #expect(roots[0] == roots[1])
  }

  @Test("What cannot be exported is refused by name")
  func refusals() throws {
    let unsigned = try RepositoryWorkloads.generate("swaps", ["blocks=1"])
    let missingKeys = #expect(throws: ExperimentFailure.self) {
      try onLargeStack { () throws in try ExportedBlock(of: unsigned, number: 1) }
    }
    #expect(missingKeys?.description.contains("-p signable=yes") == true)
    let signed = try workload("swaps")
    for number in [0, 3, -1] {
      let missingBlock = #expect(throws: ExperimentFailure.self) {
        try onLargeStack { () throws in try ExportedBlock(of: signed, number: number) }
      }
      #expect(missingBlock?.description.contains("its blocks are 1 to 2") == true)
    }
  }
}
