import Primitives
import State

/// What one transaction of a ``PaymentBlock`` did, once its sender had what it needed.
struct Payment: BitwiseCopyable {
  var payer: AccountReference
  /// Who was paid, of those that are in the state: ``noPayee`` where that is nobody but the payer.
  var payee = Self.noPayee
  var debit: UInt128 = 0
  var credit: UInt128 = 0

  /// No record has this number.
  static var noPayee: AccountReference { AccountReference(.max) }

  init(from payer: AccountReference) { self.payer = payer }
}

/// A payment that was executed, but not made: what its payer has to have for that.
struct PendingPayment: BitwiseCopyable {
  var transaction: Int
  var payment: Payment
  /// What the payer's nonce has to be.
  var nonce: UInt64
  /// What the payer's balance has to be at least.
  var needed: UInt128
}
