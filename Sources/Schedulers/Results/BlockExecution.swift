import Primitives
import State

/// What executing a block gave: every transaction's result, and what it cost to get there.
///
/// The results lie as the workers left them and become values when asked for, so that whoever times an
/// execution does not time the making of arrays.
public struct BlockExecution: Sendable {
  private let lease: ResultLease
  public let counters: ExecutionCounters
  /// Why the scheduler gave up its way and executed the block, or the rest of it, in order; nil if it
  /// did not. The outcome is right either way.
  public let fallback: String?

  init(
    _ store: ResultStore, from pool: ResultStorePool, counters: ExecutionCounters,
    fallback: String? = nil
  ) {
    lease = ResultLease(store, from: pool)
    self.counters = counters
    self.fallback = fallback
  }

  public var transactionCount: Int { lease.store.transactionCount }

  /// By transaction, in block order. Made anew at each call: O(transactions and logs).
  public var results: [TransactionResult] {
    (0..<transactionCount).map { lease.store.result(of: $0) }
  }

  /// Gas used by the block. O(transactions).
  public var gasUsed: UInt64 { lease.store.gasUsed }
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
  /// Time before the first transaction could be executed: resolving what is known, building graphs.
  /// Part of the block's time.
  public var preparation = Duration.zero
  public init() {}

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.executions += b.executions
    sum.validations += b.validations
    sum.aborts += b.aborts
    sum.suspensions += b.suspensions
    sum.wastedGas += b.wastedGas
    sum.preparation += b.preparation
    return sum
  }
}
