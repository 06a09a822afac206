import Primitives
import State

/// The state as it is now, to a transaction that may read what its access set says and nothing else.
///
/// A read outside throws; who asked and for what is noted in ``undeclared``. Reads are recorded in the
/// order in which they happen, so that looking one up is mostly one comparison.
final class EnforcingView: StateView {
  private let state: WorldState
  private let accountCount: UInt32
  private let slotCount: UInt32
  private var transaction = 0
  private var first: UnsafePointer<AccessCode>
  private var end: UnsafePointer<AccessCode>
  private var cursor: UnsafePointer<AccessCode>
  /// By access, as the codes from `first` on: whose it is.
  private var owners: UnsafePointer<AccountReference>
  /// The place outside the access set that was asked for last.
  private(set) var undeclared: String?

  init(_ state: WorldState) {
    self.state = state
    accountCount = UInt32(state.accountCount)
    slotCount = UInt32(state.slotCount)
    let nothing = UnsafePointer<AccessCode>(bitPattern: 64).unsafelyUnwrapped
    (first, end, cursor) = (nothing, nothing, nothing)
    owners = UnsafePointer(bitPattern: 64).unsafelyUnwrapped
  }

  /// Becomes the view of an attempt at `transaction`, which may access what lies from `first` to `end`.
  @inline(__always)
  func begin(
    _ transaction: Int, _ first: UnsafePointer<AccessCode>, _ end: UnsafePointer<AccessCode>,
    owners: UnsafePointer<AccountReference>
  ) {
    self.owners = owners
    self.transaction = transaction
    self.first = first
    self.end = end
    cursor = first
    undeclared = nil
  }

  // MARK: References

  // No looking ahead by addresses: lanes ask for what access sets name (``InPlaceLane/prefetch(_:)``), and the
  // index is hardly used.

  var codeStore: CodeStore { state.codeStore }

  /// An account without a record is in nobody's access set: it needs no number, and reading it fails.
  ///
  /// Mostly the next entry of the access set is of this account: then its record says so, which has to be
  /// read in any case, and the index need not.
  func account(_ address: Address) -> AccountReference {
    if cursor < end, let expected = cursor.pointee.account,
      state.record(expected).address == address
    {
      return expected
    }
    return state.find(address) ?? AccountReference(accountCount)
  }

  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    guard account.index < accountCount else { return SlotReference(slotCount) }
    if cursor < end, owners[cursor - first] == account {
      let location = Location(bits: cursor.pointee.place)
      if location.isSlot, state.record(SlotReference(location.index)).key == key {
        return SlotReference(location.index)
      }
    }
    return state.find(key, of: account) ?? SlotReference(slotCount)
  }

  // MARK: Reads

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    try permitRead(Location(.nonce, of: account), of: account)
    return state.record(account).nonce
  }

  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    try permitRead(Location(.balance, of: account), of: account)
    return state.record(account).balance
  }

  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    try permitRead(Location(.code, of: account), of: account)
    return state.record(account).code
  }

  func value(of slot: SlotReference, in account: AccountReference) throws(ReadFailure) -> Word {
    try permitRead(Location(slot), of: account)
    return state.record(slot).value
  }

  /// Asked before EIP-161 only, where headers are accessed as one.
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool {
    try permitRead(Location(.nonce, of: account), of: account)
    return state.record(account).exists
  }

  /// Asked of an account that was found empty, so after reads that were permitted.
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    account.index < accountCount && state.record(account).exists
  }

  /// False for an account that the transaction may not ask this of; that it did is noted all the same.
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    guard permits(Location(.erasure, of: account), of: account, toWrite: false) else {
      undeclared = describe(Location(.erasure, of: account))
      return false
    }
    return state.hasStorage(account)
  }

  // MARK: Permission

  @inline(__always)
  private func permitRead(
    _ location: Location, of account: AccountReference
  ) throws(ReadFailure) {
    if _fastPath(cursor < end && cursor.pointee.place == location.bits) {
      cursor += 1
      return
    }
    try search(location, of: account)
  }

  @inline(never)
  private func search(_ location: Location, of account: AccountReference) throws(ReadFailure) {
    if permits(location, of: account, toWrite: false) { return }
    undeclared = describe(location)
    throw ReadFailure(blockingTransaction: transaction)
  }

  /// Whether the location, its account's header or its whole account is in the access set.
  ///
  /// What has no record is in no access set, not even as part of a whole account.
  func permits(_ location: Location, of account: AccountReference, toWrite: Bool) -> Bool {
    guard location.index < (location.isSlot ? slotCount : accountCount) else { return false }
    let header = AccessCode.header(account, isWrite: false).bits
    let whole = AccessCode.whole(account, isWrite: false).bits
    var entry = first
    while entry < end {
      let place = entry.pointee.place
      if place == location.bits || (place == header && !location.isSlot) || place == whole {
        if entry.pointee.isWrite || !toWrite {
          cursor = entry + 1
          return true
        }
      }
      entry += 1
    }
    return false
  }

  /// The location in words, for people.
  func describe(_ location: Location) -> String {
    let index = location.index
    if location.isSlot {
      guard index < slotCount else { return "a slot that nobody declared" }
      let slot = SlotReference(index)
      let owner = state.record(state.account(of: slot)).address
      return "slot \(state.record(slot).key.hex) of \(owner.hex)"
    }
    guard index < accountCount else { return "an account that nobody declared" }
    let field = "\(location.field)".replacing("erasure", with: "storage")
    return "\(field) of \(state.record(AccountReference(index)).address.hex)"
  }
}
