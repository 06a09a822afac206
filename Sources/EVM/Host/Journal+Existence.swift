import Primitives
import State

/// Accounts before EIP-161: there from the first touch on, even empty ones, until SELFDESTRUCT removes
/// them.
extension Journal {
  /// Whether the account is there, be it empty. Asked before EIP-161 only: after, no rule depends on it.
  @inline(never)
  mutating func exists(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> Bool {
    let record = accounts.base + Int(account)
    if record.pointee.flags.contains(.touched) { return true }
    return try existedBefore(account, view)
  }

  /// Whether the account was there when the transaction started.
  private mutating func existedBefore(
    _ account: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    let record = accounts.base + Int(account)
    if !record.pointee.flags.contains(.existenceLoaded) {
      if try view.exists(record.pointee.reference) { record.pointee.flags.insert(.existed) }
      record.pointee.flags.insert(.existenceLoaded)
    }
    return record.pointee.flags.contains(.existed)
  }

  /// What ``appendNetChanges(to:beneficiary:fee:_:)`` does with accounts.
  @inline(never)
  mutating func appendChangesKeepingEmptyAccounts(
    to writes: inout GrowableBuffer<StateWrite>, _ view: any StateView
  ) throws(ReadFailure) {
    for number in 0..<Int32(truncatingIfNeeded: accounts.count) {
      let record = accounts.base + Int(number)
      if record.pointee.flags.contains(.destroyed) {
        writes.append(StateWrite(.erasure, record.pointee.reference))
        continue
      }
      appendBalanceAndCode(of: record, to: &writes)
      if try changesExistence(number, view) {
        _ = try nonce(number, view)
        // Last, because a balance or code of zero would end the account.
        writes.append(
          StateWrite(
            .presentNonce, record.pointee.reference, value: Word(record.pointee.nonce)))
      }
    }
  }

  /// Whether the nonce has to be written, because it changed, or because with it the account is there:
  /// one that was not before, or one whose other changes may leave it empty.
  private mutating func changesExistence(
    _ account: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    let record = accounts.base + Int(account)
    if record.pointee.nonce != record.pointee.originalNonce { return true }
    let isChanged =
      record.pointee.balance != record.pointee.originalBalance
      || record.pointee.code != record.pointee.originalCode
    if isChanged && !hasContent(account) { return true }
    guard isChanged || record.pointee.flags.contains(.touched) else { return false }
    return try !existedBefore(account, view)
  }
}
