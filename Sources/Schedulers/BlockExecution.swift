import Primitives
import State

/// What executing a block gave: every transaction's result, and what it cost to get there.
public struct BlockExecution: Sendable {
  /// By transaction, in block order.
  public var results: [TransactionResult]
  public var counters: ExecutionCounters
  public init(results: [TransactionResult], counters: ExecutionCounters) {
    self.results = results
    self.counters = counters
  }

  /// Gas used by the block.
  public var gasUsed: UInt64 { results.reduce(0) { $0 + $1.gasUsed } }
}

/// One transaction's final result.
public struct TransactionResult: Hashable, Sendable {
  public var status: TransactionStatus
  public var gasUsed: UInt64
  /// See ``TransactionEffects/rejection``.
  public var rejection: UInt16
  public var logs: [Log]
  public init(status: TransactionStatus, gasUsed: UInt64, rejection: UInt16, logs: [Log]) {
    self.status = status
    self.gasUsed = gasUsed
    self.rejection = rejection
    self.logs = logs
  }
}

/// What a scheduler did to execute a block. Sequential execution does each transaction once.
public struct ExecutionCounters: Hashable, Sendable {
  /// Attempts started.
  public var executions = 0
  /// Read sets checked.
  public var validations = 0
  /// Attempts discarded because a check failed.
  public var aborts = 0
  /// Attempts given up because a read met an estimate.
  public var suspensions = 0
  /// Gas of the attempts that were discarded.
  public var wastedGas: UInt64 = 0
  public init() {}

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.executions += b.executions
    sum.validations += b.validations
    sum.aborts += b.aborts
    sum.suspensions += b.suspensions
    sum.wastedGas += b.wastedGas
    return sum
  }
}
