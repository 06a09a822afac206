/// The unit of conflict: one field of one account, or one slot.
///
/// By reference, so valid for the state that the accesses were recorded on.
public enum StateLocation: Hashable, Sendable {
  case nonce(AccountReference)
  case balance(AccountReference)
  case code(AccountReference)
  case slot(SlotReference, of: AccountReference)
  /// Everything the account had: written by an erasure, which sets nonce, balance, code and every slot
  /// to zero; read by asking whether the account has storage (EIP-7610).
  case erasure(AccountReference)

  /// The account that this is a part of.
  public var account: AccountReference {
    switch self {
    case .nonce(let account), .balance(let account), .code(let account), .slot(_, let account),
      .erasure(let account):
      account
    }
  }

  /// What `write` changes.
  public init(_ write: StateWrite) {
    self =
      switch write.kind {
      case .nonce, .presentNonce: .nonce(write.account)
      case .balance, .credit: .balance(write.account)
      case .code: .code(write.account)
      case .storage, .addition: .slot(write.slot, of: write.account)
      case .erasure: .erasure(write.account)
      }
  }
}
