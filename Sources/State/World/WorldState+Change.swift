import Primitives

extension WorldState {
  /// Makes the writes of one attempt, in order. References must be this state's.
  ///
  /// The fee is not among them: credit it to the beneficiary afterwards.
  public func apply(_ effects: TransactionEffects) {
    let writes = effects.writes.base
    for index in 0..<effects.writes.count { apply(writes[index]) }
  }

  /// Makes one write, by field address (threads that commit share records, never fields). References
  /// must be this state's.
  ///
  /// After a write an account exists if and only if it is not empty: from EIP-161 on, nothing that a
  /// transaction touched stays behind empty. ``StateWrite/Kind/presentNonce`` is for what came before.
  @inlinable
  public func apply(_ write: StateWrite) {
    let account = accounts.base + Int(write.account.index)
    switch write.kind {
    case .nonce:
      account.nonce.pointee = write.value.l0
      account.settleExistence()
    case .balance: account.setBalance(write.value)
    case .code:
      account.setCode(CodeReference(UInt32(truncatingIfNeeded: write.value.l0)))
      account.settleExistence()
    case .storage:
      (slots.base + Int(write.slot.index)).value.pointee = write.value
    case .addition:
      let slot = (slots.base + Int(write.slot.index)).value
      slot.pointee = slot.pointee &+ write.value
    case .erasure:
      erase(write.account)
    case .presentNonce:
      account.nonce.pointee = write.value.l0
      account.setExists(true)
    case .credit: account.setBalance(account.balance.pointee &+ write.value)
    }
  }

  /// Adds `amount` to a balance, modulo 2²⁵⁶: fees and withdrawals. Nothing at all for zero, so that
  /// no empty account comes into being.
  @inlinable
  public func credit(_ amount: Word, to account: AccountReference) {
    guard !amount.isZero else { return }
    let record = accounts.base + Int(account.index)
    record.setBalance(record.balance.pointee &+ amount)
  }

  /// Credits a block's withdrawals (EIP-4895), whose amounts are in Gwei.
  public func apply(_ withdrawals: [Withdrawal]) {
    for withdrawal in withdrawals where withdrawal.amount != 0 {
      credit(Word(withdrawal.amount) &* Word(1_000_000_000), to: reference(withdrawal.address))
    }
  }

  @usableFromInline @inline(never)
  func erase(_ account: AccountReference) {
    let record = accounts.base + Int(account.index)
    record.nonce.pointee = 0
    record.balance.pointee = .zero
    record.setCode(.empty)
    record.setExists(false)
    forEachSlot(of: account) { (slots.base + Int($0.index)).value.pointee = .zero }
  }
}
