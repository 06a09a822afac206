import EVM
import Schedulers

extension TransactionResult {
  /// Why the transaction was refused; nil if it was executed.
  var rejectionReason: TransactionRejection? {
    status == .rejected ? TransactionRejection(rawValue: rejection) : nil
  }
}
