import Primitives
import Schedulers

/// The receipts of a block whose transactions ended as `results` say; a rejected one has none.
///
/// - Parameter stateRoots: By transaction, the root after it, which receipts hold in place of a status
///   before Byzantium (EIP-658); nil for receipts with a status.
public func receipts(
  of block: Block, results: [TransactionResult], stateRoots: [Hash]? = nil
) -> [Receipt] {
  var cumulativeGasUsed: UInt64 = 0
  var receipts: [Receipt] = []
  for (index, (transaction, result)) in zip(block.transactions, results).enumerated()
  where result.status != .rejected {
    cumulativeGasUsed += result.gasUsed
    var receipt = Receipt(
      kind: transaction.kind, succeeded: result.status == .success,
      cumulativeGasUsed: cumulativeGasUsed, logs: result.logs)
    receipt.stateRoot = stateRoots?[index]
    receipts.append(receipt)
  }
  return receipts
}
