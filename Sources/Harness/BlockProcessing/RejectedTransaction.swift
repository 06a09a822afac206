import EVM
import Schedulers

/// A transaction of a block that could not be executed where it stands.
public struct RejectedTransaction: Hashable, Sendable {
  /// In the block, from zero.
  public var index: Int
  public var reason: TransactionRejection

  public init(index: Int, reason: TransactionRejection) {
    self.index = index
    self.reason = reason
  }
}

extension TransactionResult {
  /// Why the transaction was refused; nil if it was executed.
  var rejectionReason: TransactionRejection? {
    status == .rejected ? TransactionRejection(rawValue: rejection) : nil
  }

  /// The result of a transaction that was not executed at all.
  static func rejected(_ reason: TransactionRejection) -> TransactionResult {
    TransactionResult(status: .rejected, gasUsed: 0, rejection: reason.rawValue, logs: [])
  }
}
