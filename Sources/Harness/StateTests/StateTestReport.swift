import Foundation

/// A run's outcome for programs: what `gridlock statetest --json` prints.
public struct StateTestReport: Encodable, Sendable {
  public var passed: Int
  public var failed: Int
  public var skipped: Int
  public var skippedByReason: [String: Int]
  public var byFork: [String: StateTestSummary.Counts]
  public var failures: [Failure]

  /// One failed case, or a file that could not be read.
  public struct Failure: Encodable, Sendable {
    public var file: String
    public var test: String?
    public var fork: String?
    public var dataIndex: Int?
    public var gasIndex: Int?
    public var valueIndex: Int?
    public var expectedRoot: String?
    public var foundRoot: String?
    public var expectedLogsHash: String?
    public var foundLogsHash: String?
    /// Why the test says the transaction is invalid, in its own words.
    public var expectedException: String?
    /// Why the transaction was refused, in ours.
    public var rejection: String?
    /// Where the state first differs from the one that the file states.
    public var firstDifference: String?
    /// The whole finding in words.
    public var message: String
  }

  public init(_ summary: StateTestSummary, failures: [StateTestFinding]) {
    passed = summary.passed
    failed = summary.failed
    skipped = summary.skippedCount
    skippedByReason = summary.skipped
    byFork = summary.forks
    self.failures = failures.map(Failure.init)
  }

  /// One JSON object, keys in order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension StateTestReport.Failure {
  init(_ finding: StateTestFinding) {
    file = finding.file
    message = finding.description
    if let place = finding.place {
      test = place.test
      fork = place.testCase.fork
      dataIndex = place.testCase.dataIndex
      gasIndex = place.testCase.gasIndex
      valueIndex = place.testCase.valueIndex
      expectedRoot = place.testCase.expectedRoot.hex
      expectedLogsHash = place.testCase.expectedLogsHash.hex
    }
    expectedException = finding.place?.testCase.expectedException
    if case .failed(.rejected(let reason)) = finding.verdict { rejection = reason }
    foundRoot = finding.outcome?.root.hex
    foundLogsHash = finding.outcome?.logsHash.hex
    firstDifference = finding.outcome?.difference?.description
  }
}
