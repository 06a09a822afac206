import Foundation
import Schedulers

/// A replay for programs: what `gridlock replay --json` prints.
public struct ReplayReport: Encodable, Sendable {
  public var passed: Int
  public var failed: Int
  public var skipped: Int
  public var executions: [Execution]
  /// One line for each block that could not be read.
  public var unreadable: [String]

  /// One block under one scheduler.
  public struct Execution: Encodable, Sendable {
    public var block: UInt64
    public var fork: String
    public var transactions: Int
    public var gasUsed: UInt64
    public var scheduler: String
    public var workers: Int
    /// Of the one execution; informational.
    public var seconds: Double?
    /// `passed`, `failed` or `skipped`.
    public var verdict: String
    /// Whether the receipts root was among what was compared.
    public var receiptsRootChecked: Bool
    /// What the scheduler did; nil where it did not come to its end.
    public var counters: Counters?
    /// Why the scheduler executed the block in order after all.
    public var fallback: String?
    /// The first difference, or why it was skipped.
    public var reason: String?
  }

  /// What a scheduler did with a block.
  public struct Counters: Encodable, Sendable {
    public var executions: Int
    public var validations: Int
    public var wastedGas: UInt64
    /// By cause: aborts, and attempts given up at an estimate.
    public var aborts: [String: Int]
    /// Transactions that took one attempt, two, three, four, and five or more.
    public var attempts: [Int]
    public var maximumAttempts: Int
    public var preparationSeconds: Double
  }

  public init(_ summary: ReplaySummary, events: [ReplayRun.Event]) {
    passed = summary.passed
    failed = summary.failed
    skipped = summary.skipped
    executions = []
    unreadable = []
    for event in events {
      switch event {
      case .result(let result): executions.append(Execution(result))
      case .unreadable(let error): unreadable.append(error.description)
      }
    }
  }

  /// One JSON object, keys in order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension ReplayReport.Execution {
  init(_ result: ReplayResult) {
    block = result.block
    fork = result.fork
    transactions = result.transactions
    gasUsed = result.gasUsed
    scheduler = result.scheduler
    workers = result.workers
    seconds = result.duration.map { $0 / .seconds(1) }
    receiptsRootChecked = result.isReceiptsRootChecked
    fallback = result.fallback
    if let counters = result.counters, let attempts = result.attempts {
      self.counters = ReplayReport.Counters(counters, attempts)
    }
    switch result.verdict {
    case .passed: verdict = "passed"
    case .mismatch(let text), .fault(let text): (verdict, reason) = ("failed", text)
    case .skipped(let text): (verdict, reason) = ("skipped", text)
    }
  }
}

extension ReplayReport.Counters {
  init(_ counters: ExecutionCounters, _ attempts: AttemptHistogram) {
    self.init(
      executions: counters.executions, validations: counters.validations,
      wastedGas: counters.wastedGas,
      aborts: Dictionary(
        uniqueKeysWithValues: counters.abortCounts.nonZero.map { ($0.cause.name, $0.count) }),
      attempts: attempts.counts, maximumAttempts: attempts.maximum,
      preparationSeconds: counters.preparation / .seconds(1))
  }
}
