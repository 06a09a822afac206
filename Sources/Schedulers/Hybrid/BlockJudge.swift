import Primitives

/// Decides whether a block is worth more than one worker.
struct BlockJudge: Sendable {
  /// A plan that promises less than this is not worth versioned memory, which costs a chain 10 to 20%.
  var leastParallelism = 1.2
  /// Less expected gas than this is executed before a second worker has woken up (some 30 µs).
  var leastWeight: UInt64 = 1_000_000
  /// So few workers gain nothing from transactions that only pay: executing one in order takes 0.2 µs, less
  /// than speculation adds to it (two workers: 0.39 of the speed in order).
  var fewWorkers = 4
  /// Fewer payments are executed before a second worker has woken up (some 50 µs).
  var leastPayments = 512
  /// Transactions of a block that are looked at to see whether it consists of payments.
  private static let sampleSize = 64
  /// Gas of a transaction that executes no code (yellow paper, appendix G: G_transaction).
  private static let paymentGas: UInt64 = 21_000
  /// Whether one worker executes in order, as it can gain nothing by speculation.
  var sparesOneWorker = true

  /// Whether a block is expected to consist of payments: a sample of it carries no input, and creates and
  /// authorizes nothing. Of contracts that are paid nothing is known here.
  func expectsPayments(_ transactions: [Transaction], count: Int, workerCount: Int) -> Bool {
    guard transactions.count == count, count >= max(leastPayments, 1), workerCount > 1 else {
      return false
    }
    return transactions.withUnsafeBufferPointer { transactions in
      let sample = TransactionSample(of: transactions, atMost: Self.sampleSize)
      return (0..<sample.count).allSatisfy {
        let transaction = sample[$0]
        return transaction.pointee.input.isEmpty && transaction.pointee.to != nil
          && transaction.pointee.authorizations.isEmpty
      }
    }
  }

  /// Why a block of so many transactions should be executed in order, whatever is in it; nil if that depends
  /// on a plan.
  func reasonForOrder(transactionCount: Int, workerCount: Int) -> String? {
    if workerCount == 1 && sparesOneWorker { return "in order: one worker" }
    if transactionCount < 2 && sparesOneWorker { return "in order: one transaction" }
    return nil
  }

  /// Why the block should be executed in order; nil if it should not.
  func reasonForOrder(_ plan: borrowing AdvisoryPlan, workerCount: Int) -> String? {
    if let reason = reasonForOrder(
      transactionCount: plan.transactionCount, workerCount: workerCount)
    {
      return reason
    }
    if !plan.isInformed { return nil }
    if plan.totalWeight < leastWeight { return "in order: a small block" }
    if workerCount <= fewWorkers, sparesOneWorker,
      plan.totalWeight <= Self.paymentGas &* UInt64(plan.transactionCount)
    {
      return "in order: payments only"
    }
    if plan.parallelism < leastParallelism { return "in order: one chain" }
    return nil
  }
}
