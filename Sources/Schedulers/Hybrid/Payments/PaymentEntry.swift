import Primitives
import State

/// What one transaction does to one account of a ``PaymentBlock``, and what it relies on there.
struct PaymentEntry: BitwiseCopyable {
  var account: AccountReference
  /// Whether `amount` is taken and not given.
  var isDebit = false
  /// The account's nonce afterwards, if it counts up; zero if not.
  var nonce: UInt64 = 0
  /// What the balance has to be at least.
  var needed: UInt128 = 0
  var amount: UInt128 = 0

  init(_ account: AccountReference) { self.account = account }

  /// Adds what a write changes. Returns false if there is no room for it here, or it is not of a payment.
  @inline(__always)
  mutating func add(_ write: StateWrite) -> Bool {
    switch write.kind {
    case .nonce:
      nonce = write.value.l0
      return true
    case .credit:
      // A debit is a credit modulo 2²⁵⁶.
      isDebit = write.value.l3 &>> 63 != 0
      guard let amount = UInt128(isDebit ? .zero &- write.value : write.value) else { return false }
      self.amount = amount
      return true
    default: return false
    }
  }

  /// Makes the change, if what it relies on is true. For whoever the account is.
  @inline(__always)
  func apply(on state: WorldState) -> Bool {
    let record = state.record(account)
    if nonce != 0 && record.nonce &+ 1 != nonce { return false }
    // An empty account that is there all the same would not be after an undoing.
    if _slowPath(record.isEmpty && record.exists) { return false }
    let change = Word(amount)
    if record.balance < Word(needed) || (isDebit && record.balance < change) { return false }
    write(nonce, isDebit ? record.balance &- change : record.balance &+ change, on: state)
    return true
  }

  /// Takes the change back, which was the last to the account.
  func undo(on state: WorldState) {
    let balance = state.record(account).balance
    let change = Word(amount)
    write(nonce &- 1, isDebit ? balance &+ change : balance &- change, on: state)
  }

  @inline(__always)
  private func write(_ newNonce: UInt64, _ balance: Word, on state: WorldState) {
    if nonce != 0 {
      state.applyLeavingExistence(StateWrite(.nonce, account, value: Word(newNonce)))
    }
    state.apply(StateWrite(.balance, account, value: balance))
  }
}

extension UInt128 {
  /// The word, if it is less than 2¹²⁸.
  @inline(__always)
  init?(_ word: Word) {
    if word.l2 | word.l3 != 0 { return nil }
    self = UInt128(word.l1) &<< 64 | UInt128(word.l0)
  }
}

extension Word {
  @inline(__always)
  init(_ number: UInt128) {
    self.init(
      UInt64(truncatingIfNeeded: number), UInt64(truncatingIfNeeded: number &>> 64), 0, 0)
  }
}
