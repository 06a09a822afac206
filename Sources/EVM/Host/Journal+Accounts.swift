import Primitives
import State

extension Journal {
  // MARK: Reading, each field at most once an attempt from the view

  @inline(__always)
  mutating func balance(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> Word {
    let record = accounts.base + Int(account)
    if !record.pointee.flags.contains(.balanceLoaded) {
      let value = try view.balance(of: record.pointee.reference)
      if _slowPath(record.pointee.flags.contains(.credited)) {
        record.pointee.balance = record.pointee.balance &+ value
        record.pointee.flags.remove(.credited)
      } else {
        record.pointee.balance = value
      }
      record.pointee.originalBalance = value
      record.pointee.flags.insert(.balanceLoaded)
    }
    return record.pointee.balance
  }

  @inline(__always)
  mutating func nonce(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> UInt64 {
    let record = accounts.base + Int(account)
    if !record.pointee.flags.contains(.nonceLoaded) {
      let value = try view.nonce(of: record.pointee.reference)
      record.pointee.nonce = value
      record.pointee.originalNonce = value
      record.pointee.flags.insert(.nonceLoaded)
    }
    return record.pointee.nonce
  }

  @inline(__always)
  mutating func code(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> CodeReference {
    let record = accounts.base + Int(account)
    if !record.pointee.flags.contains(.codeLoaded) {
      let value = try view.code(of: record.pointee.reference)
      record.pointee.code = value
      record.pointee.originalCode = value
      record.pointee.flags.insert(.codeLoaded)
    }
    return record.pointee.code
  }

  /// Whether the account is empty or not there (EIP-161), reading no more than it takes to know.
  mutating func isEmpty(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> Bool {
    if hasContent(account) { return false }
    if try code(account, view) != .empty { return false }
    if try nonce(account, view) != 0 { return false }
    if _slowPath(takesCredits) { return try !hasBalance(atLeast: .one, account, view) }
    return try balance(account, view).isZero
  }

  /// Whether what was read so far is enough to know that the account is not empty.
  @inline(__always)
  func hasContent(_ account: Int32) -> Bool {
    let record = accounts.base + Int(account)
    // Fields not loaded are zero.
    return record.pointee.code != .empty || record.pointee.nonce != 0
      || !record.pointee.balance.isZero
  }

  // MARK: Changing; the field must have been read

  @inline(__always)
  mutating func setBalance(_ account: Int32, _ value: Word) {
    let record = accounts.base + Int(account)
    undo.append(UndoEntry(.balance, account, record.pointee.balance))
    record.pointee.balance = value
  }

  @inline(__always)
  mutating func setNonce(_ account: Int32, _ value: UInt64) {
    let record = accounts.base + Int(account)
    undo.append(UndoEntry(.nonce, account, Word(record.pointee.nonce)))
    record.pointee.nonce = value
  }

  mutating func setCode(_ account: Int32, _ value: CodeReference) {
    let record = accounts.base + Int(account)
    undo.append(UndoEntry(.code, account, Word(UInt64(record.pointee.code.index))))
    record.pointee.code = value
  }

  /// Moves `value`, which the payer must have: the balances were checked before, and on the stale
  /// values of a speculative attempt the sums wrap.
  mutating func transfer(
    _ value: Word, from payer: Int32, to payee: Int32, _ view: any StateView
  ) throws(ReadFailure) {
    if value.isZero || payer == payee { return }
    if _slowPath(takesCredits) {
      add(.zero &- value, to: payer)
      return add(value, to: payee)
    }
    let payerBalance = try balance(payer, view)
    let payeeBalance = try balance(payee, view)
    setBalance(payer, payerBalance &- value)
    setBalance(payee, payeeBalance &+ value)
  }

  /// Marks the account for removal at the end if it is empty then; before EIP-161, as one that is there
  /// from now on.
  @inline(__always)
  mutating func touch(_ account: Int32) {
    _ = mark(.touched, account, as: .touched)
  }

  mutating func markCreated(_ account: Int32) { _ = mark(.created, account, as: .created) }

  /// Marks the account for removal at the end; false if it was marked before.
  mutating func markDestroyed(_ account: Int32) -> Bool {
    mark(.destroyed, account, as: .destroyed)
  }

  @inline(__always)
  private mutating func mark(
    _ flag: JournalAccount.Flags, _ account: Int32, as kind: UndoEntry.Kind
  ) -> Bool {
    let record = accounts.base + Int(account)
    if record.pointee.flags.contains(flag) { return false }
    record.pointee.flags.insert(flag)
    undo.append(UndoEntry(kind, account))
    return true
  }
}
