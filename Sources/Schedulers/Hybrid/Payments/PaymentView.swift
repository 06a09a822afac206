import Primitives
import State

/// The state to an attempt that is expected to be a payment: it may know codes, which no payment changes,
/// and is told that nonces and balances are what they have to be. What it was told is noted.
///
/// A read of anything else throws: then it is no payment.
final class PaymentView: StateView {
  private let state: WorldState
  private let accountCount: UInt32
  private var transaction = 0
  /// Accounts without a record that this attempt has named; their references follow those of records.
  private(set) var newcomers = GrowableBuffer<Address>(capacity: 16)
  /// Whose balance was taken for sufficient, and for what.
  private(set) var payer: AccountReference?
  private(set) var needed = Word.zero
  /// Whose nonce was taken for right, and which it was.
  private(set) var assumedNonce: (account: AccountReference, nonce: UInt64)?
  /// Whether the attempt asked what cannot be answered here, and was told something all the same.
  private(set) var isDeceived = false

  init(_ state: WorldState) {
    self.state = state
    accountCount = UInt32(state.accountCount)
  }

  /// Becomes the view of an attempt at `transaction`.
  @inline(__always)
  func begin(_ transaction: Int) {
    self.transaction = transaction
    newcomers.removeAll()
    payer = nil
    needed = .zero
    assumedNonce = nil
    isDeceived = false
  }

  /// The address of an account without a record; nil for one that has one.
  @inline(__always)
  func newcomer(_ account: AccountReference) -> Address? {
    account.index < accountCount ? nil : newcomers[Int(account.index &- accountCount)]
  }

  // MARK: References

  var codeStore: CodeStore { state.codeStore }

  func account(_ address: Address) -> AccountReference {
    if let account = state.find(address) { return account }
    for number in 0..<newcomers.count where newcomers[number] == address {
      return AccountReference(accountCount + UInt32(number))
    }
    newcomers.append(address)
    return AccountReference(accountCount + UInt32(newcomers.count - 1))
  }

  func slot(_ key: Word, of account: AccountReference) -> SlotReference { SlotReference(0) }
  /// Payments write to both accounts.
  var looksAhead: Bool { true }
  func prefetch(_ next: Address, later: Address) { state.prefetchToWrite(next, later: later) }

  // MARK: What is known

  func code(of account: AccountReference) -> CodeReference {
    account.index < accountCount ? state.record(account).code : .empty
  }

  var takesCredits: Bool { true }
  func assumes(nonce: UInt64, of account: AccountReference) -> Bool {
    if assumedNonce != nil { return false }
    assumedNonce = (account, nonce)
    return true
  }

  func hasBalance(
    atLeast amount: Word, _ account: AccountReference
  ) throws(ReadFailure) -> Bool? {
    guard payer == nil || payer == account else { throw notAPayment }
    payer = account
    needed = max(needed, amount)
    return true
  }

  // MARK: What is not

  private var notAPayment: ReadFailure { ReadFailure(blockingTransaction: transaction) }

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 { throw notAPayment }
  func balance(of account: AccountReference) throws(ReadFailure) -> Word { throw notAPayment }
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool { throw notAPayment }
  func value(of slot: SlotReference, in account: AccountReference) throws(ReadFailure) -> Word {
    throw notAPayment
  }

  /// Asked of an account that the attempt left without content, to know whether to remove it. One that has
  /// content keeps some, for who pays counts its nonce up; so that only for one that is there and empty the
  /// answer matters.
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    guard account.index < accountCount else { return false }
    // Under its lock, for it may be paying.
    if PaymentAccount(account, of: state).isThereAndEmpty(code(of: account)) { isDeceived = true }
    return false
  }

  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    isDeceived = true
    return false
  }
}
