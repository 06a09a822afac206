import Primitives
import State

/// Balances and slots that are changed without being read, for views that take credits. Whoever takes from
/// a balance has asked before whether it suffices.
extension Journal {
  /// Adds to a balance, modulo 2²⁵⁶. If it has not been read, it stays so: what was added so far stands in
  /// for it, and makes the account one with content, as it is if anything was added.
  mutating func add(_ amount: Word, to account: Int32) {
    let record = accounts.base + Int(account)
    undo.append(UndoEntry(.credit, account, amount))
    record.pointee.balance = record.pointee.balance &+ amount
    if !record.pointee.flags.contains(.balanceLoaded) { record.pointee.flags.insert(.credited) }
  }

  /// Whether the account has at least `amount`, reading no more than it takes to know.
  mutating func hasBalance(
    atLeast amount: Word, _ account: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    let record = accounts.base + Int(account)
    if record.pointee.flags.isDisjoint(with: [.balanceLoaded, .credited]),
      let answer = try view.hasBalance(atLeast: amount, record.pointee.reference)
    {
      return answer
    }
    return try balance(account, view) >= amount
  }

  /// Whether the account's nonce is `nonce`, or may be taken for it.
  mutating func hasNonce(
    _ nonce: UInt64, _ account: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    let record = accounts.base + Int(account)
    if !record.pointee.flags.contains(.nonceLoaded),
      view.assumes(nonce: nonce, of: record.pointee.reference)
    {
      record.pointee.nonce = nonce
      record.pointee.originalNonce = nonce
      record.pointee.flags.insert(.nonceLoaded)
    }
    return try self.nonce(account, view) == nonce
  }

  // MARK: Slots

  /// Whether the slot can be added to without being read: see ``StateView/isAddable(_:in:)``.
  mutating func isAddable(_ slot: Int32, _ view: any StateView) throws(ReadFailure) -> Bool {
    let record = slots.base + Int(slot)
    if record.pointee.isLoaded { return false }
    let account = accounts.base + Int(record.pointee.account)
    // What this transaction created has no storage of before.
    if account.pointee.flags.contains(.created) { return false }
    record.pointee.reference = view.slot(record.pointee.key, of: account.pointee.reference)
    return try view.isAddable(record.pointee.reference, in: account.pointee.reference)
  }

  /// Adds to a slot that has not been read.
  mutating func add(_ amount: Word, toSlot slot: Int32) {
    let record = slots.base + Int(slot)
    undo.append(UndoEntry(.addition, slot, amount))
    record.pointee.value = record.pointee.value &+ amount
  }
}
