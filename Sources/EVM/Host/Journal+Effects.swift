import Primitives
import State

extension Journal {
  /// Appends the transaction's net changes to `writes`: a write for each field or slot whose value is
  /// not what was read.
  ///
  /// - Parameter fee: what the beneficiary is going to earn. It is no part of the writes, but an account
  ///   that earns is not empty, so EIP-161 leaves it.
  mutating func appendNetChanges(
    to writes: inout GrowableBuffer<StateWrite>, beneficiary: Address, fee: Word,
    _ view: any StateView
  ) throws(ReadFailure) {
    if _fastPath(clearsEmptyAccounts) {
      for number in 0..<Int32(truncatingIfNeeded: accounts.count) {
        let earns = !fee.isZero && accounts[Int(number)].address == beneficiary
        try appendChanges(ofAccount: number, earns: earns, to: &writes, view)
      }
    } else {
      try appendChangesKeepingEmptyAccounts(to: &writes, view)
    }
    for number in 0..<slots.count {
      let slot = slots.base + number
      if slot.pointee.value == slot.pointee.original { continue }
      let account = accounts.base + Int(slot.pointee.account)
      if account.pointee.flags.contains(.destroyed) { continue }
      writes.append(
        StateWrite(
          slot.pointee.isLoaded ? .storage : .addition, account.pointee.reference,
          slot: slot.pointee.reference,
          value: slot.pointee.value))
    }
  }

  @inline(__always)
  private mutating func appendChanges(
    ofAccount number: Int32, earns: Bool, to writes: inout GrowableBuffer<StateWrite>,
    _ view: any StateView
  ) throws(ReadFailure) {
    let record = accounts.base + Int(number)
    let flags = record.pointee.flags
    let reference = record.pointee.reference
    if _slowPath(flags.contains(.destroyed)) {
      if !flags.contains(.created) { return writes.append(StateWrite(.erasure, reference)) }
      // It had no code, no nonce and no storage before, so that nothing but a balance can need clearing.
      record.pointee.nonce = 0
      record.pointee.code = .empty
      record.pointee.balance = .zero
    }
    if flags.contains(.touched), !earns, !hasContent(number), try isCleared(number, view) {
      return writes.append(StateWrite(.erasure, reference))
    }
    if record.pointee.nonce != record.pointee.originalNonce {
      writes.append(StateWrite(.nonce, reference, value: Word(record.pointee.nonce)))
    }
    appendBalanceAndCode(of: record, to: &writes)
  }

  @inline(__always)
  func appendBalanceAndCode(
    of record: UnsafeMutablePointer<JournalAccount>, to writes: inout GrowableBuffer<StateWrite>
  ) {
    let reference = record.pointee.reference
    if record.pointee.balance != record.pointee.originalBalance {
      let isUnread = record.pointee.flags.contains(.credited)
      writes.append(
        StateWrite(isUnread ? .credit : .balance, reference, value: record.pointee.balance))
    }
    if record.pointee.code != record.pointee.originalCode {
      writes.append(
        StateWrite(.code, reference, value: Word(UInt64(record.pointee.code.index))))
    }
  }

  /// Whether a touched account is there and empty, so that EIP-161 removes it.
  @inline(never)
  private mutating func isCleared(
    _ number: Int32, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    guard view.existedBeforeBlock(accounts[Int(number)].reference) else { return false }
    return try isEmpty(number, view)
  }
}
