import Primitives

extension WorldState {
  /// Makes the writes of one attempt, in order. References must be this state's.
  ///
  /// The fee is not among them: credit it to the beneficiary afterwards.
  public func apply(_ effects: TransactionEffects) {
    let writes = effects.writes.base
    for index in 0..<effects.writes.count { apply(writes[index]) }
  }

  /// Makes one write. References must be this state's.
  ///
  /// After a write an account exists if and only if it is not empty: from EIP-161 on, nothing that a
  /// transaction touched stays behind empty. ``StateWrite/Kind/presentNonce`` is for what came before.
  @inlinable
  public func apply(_ write: StateWrite) {
    let account = accounts.base + Int(write.account.index)
    switch write.kind {
    case .nonce:
      account.pointee.nonce = write.value.l0
      account.pointee.exists = !account.pointee.isEmpty
    case .balance:
      account.pointee.balance = write.value
      account.pointee.exists = !account.pointee.isEmpty
    case .code:
      account.pointee.code = CodeReference(UInt32(truncatingIfNeeded: write.value.l0))
      account.pointee.exists = !account.pointee.isEmpty
    case .storage:
      slots.base[Int(write.slot.index)].value = write.value
    case .erasure:
      erase(write.account)
    case .presentNonce:
      account.pointee.nonce = write.value.l0
      account.pointee.exists = true
    }
  }

  /// Adds `amount` to a balance, modulo 2²⁵⁶: fees and withdrawals. Nothing at all for zero, so that
  /// no empty account comes into being.
  @inlinable
  public func credit(_ amount: Word, to account: AccountReference) {
    guard !amount.isZero else { return }
    let record = accounts.base + Int(account.index)
    record.pointee.balance = record.pointee.balance &+ amount
    record.pointee.exists = !record.pointee.isEmpty
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
    record.pointee.nonce = 0
    record.pointee.balance = .zero
    record.pointee.code = .empty
    record.pointee.exists = false
    forEachSlot(of: account) { slots[Int($0.index)].value = .zero }
  }
}
