import Primitives

/// Runs the transactions of one block, one attempt at a time.
///
/// The executor knows what transactions mean; a scheduler knows only their number and when to run
/// them. `EVM` provides the real one; scheduler tests bring toys whose accesses change by incarnation.
public protocol TransactionExecutor: Sendable {
  /// Transactions in the block; they are named by their index in block order.
  var transactionCount: Int { get }
  /// Who receives the fees that ``TransactionEffects/fee`` reports.
  var beneficiary: Address { get }
  /// Whether a transaction can erase storage it did not create by SELFDESTRUCT (before EIP-6780). Whoever
  /// executes a block asks ``mayEraseStorage(of:)``, which knows of the other way.
  var mayEraseStorage: Bool { get }
  /// The block's transactions as their senders wrote them, for schedulers that judge a block by them
  /// before they execute it; as many as ``transactionCount``. Nil for executors, such as the toys of
  /// tests, whose transactions are not Ethereum's.
  var transactions: [Transaction]? { get }
  /// The worker of one thread. `lane` counts from zero; the same lane is never used by two threads at
  /// once, so an executor may keep and hand out again what is expensive to make.
  func makeWorker(lane: Int) -> any TransactionWorker
}

extension TransactionExecutor {
  /// Whether a transaction can erase storage of the state that it did not create: by SELFDESTRUCT, or by touching
  /// an empty account that has storage (EIP-161). Where it cannot, views need not watch for it.
  public func mayEraseStorage(of state: WorldState) -> Bool {
    mayEraseStorage || state.hasLoadedEmptyAccountWithStorage
  }
}

/// What one thread needs to run transactions: keeps nothing that outlives an attempt.
public protocol TransactionWorker: AnyObject {
  /// One attempt at transaction `index`.
  ///
  /// Reads go to `view`, results to `effects`, which the worker clears first. May run any number of
  /// times, on stale or inconsistent values: it must end, and must never trap because of them.
  /// A failed or rejected transaction is an outcome, not an error.
  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure)

  /// Hints that this worker executes transaction `index` soon. Changes nothing.
  func prefetch(_ index: Int)
}

extension TransactionWorker {
  public func prefetch(_ index: Int) {}
}

extension TransactionExecutor {
  public var transactions: [Transaction]? { nil }
}
