import Primitives
import State

/// What executing a block gave: every transaction's result, and what it cost to get there.
///
/// The results lie as the workers left them and become values when asked for, so that whoever times an
/// execution does not time the making of arrays.
public struct BlockExecution: Sendable {
  private let lease: ResultLease
  public internal(set) var counters: ExecutionCounters
  /// Why the scheduler gave up its way and executed the block, or the rest of it, in order; nil if it
  /// did not. The outcome is right either way.
  public internal(set) var fallback: String?
  /// Which of its ways the scheduler took, of one that has several: executing in order may be one of
  /// them, and is then no fallback.
  public internal(set) var choice: String?

  /// ``choice`` without its reasons, in words joined by hyphens, to be counted: `in-place`, `in-order`,
  /// `speculation-given-up`, the name of a scheduler; nil for one that has no choice.
  public var way: String? {
    choice.map {
      String($0.prefix { $0 != ":" && $0 != ";" })
        .replacing(", ", with: "-").replacing(" ", with: "-")
    }
  }
  /// The order that the outcome is of, by place the transaction, of a scheduler that chooses one; nil for
  /// block order.
  public internal(set) var order: [Int]?

  init(
    _ store: ResultStore, from pool: ResultStorePool, counters: ExecutionCounters,
    fallback: String? = nil, choice: String? = nil, order: [Int]? = nil
  ) {
    store.end()
    lease = ResultLease(store, from: pool)
    self.counters = counters
    self.fallback = fallback
    self.choice = choice
    self.order = order
  }

  public var transactionCount: Int { lease.store.transactionCount }

  /// By transaction, in block order. Made anew at each call: O(transactions and logs).
  public var results: [TransactionResult] {
    (0..<transactionCount).map { lease.store.result(of: $0) }
  }

  /// How many attempts the transactions took. O(transactions).
  public var attempts: AttemptHistogram { lease.store.attempts }

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
