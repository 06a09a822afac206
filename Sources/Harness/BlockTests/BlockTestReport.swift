import Foundation

/// A run's outcome for programs: what `gridlock blocktest --json` prints.
public struct BlockTestReport: Encodable, Sendable {
  public var passed: Int
  public var failed: Int
  public var skipped: Int
  public var skippedByReason: [String: Int]
  public var byNetwork: [String: BlockTestSummary.Counts]
  public var importedBlocks: Int
  public var blocksWithoutReceiptsRoot: Int
  public var refusedBlocks: Int
  /// Each exception of the tests with each reason of ours that met it.
  public var refusals: [Refusal]
  public var failures: [Failure]

  /// How blocks that a test wants refused were refused.
  public struct Refusal: Encodable, Sendable {
    /// In the test's words.
    public var exception: String
    /// In ours.
    public var reason: String
    public var count: Int
    /// Whether reason and exception could be compared: false for exceptions not known here.
    public var judged: Bool
  }

  /// One failed test, or a file that could not be read.
  public struct Failure: Encodable, Sendable {
    public var file: String
    public var test: String?
    public var network: String?
    public var scheduler: String?
    public var blockNumber: UInt64?
    /// In the file, from zero.
    public var blockIndex: Int?
    /// What is wrong, with what was found and what was expected.
    public var problem: String
    /// The whole finding in words.
    public var message: String
  }

  public init(_ summary: BlockTestSummary, failures: [BlockTestFinding]) {
    passed = summary.passed
    failed = summary.failed
    skipped = summary.skippedCount
    skippedByReason = summary.skipped
    byNetwork = summary.networks
    importedBlocks = summary.importedBlocks
    blocksWithoutReceiptsRoot = summary.blocksWithoutReceiptsRoot
    refusedBlocks = summary.refusedBlocks
    refusals = summary.refusals.map { refusal, count in
      Refusal(
        exception: refusal.exception, reason: refusal.reason.name, count: count,
        judged: refusal.isJudged)
    }.sorted { ($0.exception, $0.reason) < ($1.exception, $1.reason) }
    self.failures = failures.compactMap(Failure.init)
  }

  /// One JSON object, keys in order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension BlockTestReport.Failure {
  /// Nil for a finding that is no failure.
  init?(_ finding: BlockTestFinding) {
    guard case .failed(let failure) = finding.verdict else { return nil }
    file = finding.file
    test = finding.test
    network = finding.network
    scheduler = failure.scheduler
    blockNumber = failure.block?.number
    blockIndex = failure.block?.index
    problem = failure.problem.description
    message = finding.description
  }
}
