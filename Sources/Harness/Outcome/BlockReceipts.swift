import Primitives
import Schedulers

/// The receipts of a block whose transactions ended as `results` say; a rejected one has none.
public func receipts(of block: Block, results: [TransactionResult]) -> [Receipt] {
  var cumulativeGasUsed: UInt64 = 0
  return zip(block.transactions, results).compactMap { transaction, result in
    guard result.status != .rejected else { return nil }
    cumulativeGasUsed += result.gasUsed
    return Receipt(
      kind: transaction.kind, succeeded: result.status == .success,
      cumulativeGasUsed: cumulativeGasUsed, logs: result.logs)
  }
}
