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
  /// By location.
  private let places: UnsafePointer<AccessPlace>
  private var first: UnsafePointer<AccessSets.Access>
  private var end: UnsafePointer<AccessSets.Access>
  /// After the last read that was looked up, and the last write.
  private var cursor: UnsafePointer<AccessSets.Access>
  private var writeCursor: UnsafePointer<AccessSets.Access>
  /// The place outside the access set that was asked for last.
  private(set) var undeclared: String?

  /// - Parameter places: of a block's locations; must outlive the view's use.
  init(_ state: WorldState, _ places: UnsafePointer<AccessPlace>) {
    self.state = state
    self.places = places
    accountCount = UInt32(state.accountCount)
    slotCount = UInt32(state.slotCount)
    let nothing = UnsafePointer<AccessSets.Access>(bitPattern: 64).unsafelyUnwrapped
    (first, end, cursor, writeCursor) = (nothing, nothing, nothing, nothing)
  }

  /// Becomes the view of an attempt at `transaction`, whose accesses lie from `first` to `end`.
  @inline(__always)
  func begin(
    _ transaction: Int, _ first: UnsafePointer<AccessSets.Access>,
    _ end: UnsafePointer<AccessSets.Access>
  ) {
    self.transaction = transaction
    self.first = first
    self.end = end
    cursor = first
    writeCursor = first
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
    if cursor < end {
      let expected = places[cursor.pointee.location].owner
      if state.record(expected).address == address { return expected }
    }
    return state.find(address) ?? AccountReference(accountCount)
  }

  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    guard account.index < accountCount else { return SlotReference(slotCount) }
    if cursor < end {
      let place = places[cursor.pointee.location]
      let expected = SlotReference(place.code.location.index)
      if place.owner == account, place.code.location.isSlot, state.record(expected).key == key {
        return expected
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
    if _fastPath(cursor < end && places[cursor.pointee.location].code.location == location) {
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
    // Accesses mostly come in the order of the access set: it begins where the last one was.
    let start = toWrite ? writeCursor : cursor
    guard
      let found = find(location, of: account, toWrite, from: start, to: end)
        ?? find(location, of: account, toWrite, from: first, to: start)
    else { return false }
    if toWrite { writeCursor = found + 1 } else { cursor = found + 1 }
    return true
  }

  @inline(__always)
  private func find(
    _ location: Location, of account: AccountReference, _ toWrite: Bool,
    from start: UnsafePointer<AccessSets.Access>, to end: UnsafePointer<AccessSets.Access>
  ) -> UnsafePointer<AccessSets.Access>? {
    let exact = AccessCode(location)
    let header = AccessCode.header(account)
    let whole = AccessCode.whole(account)
    var entry = start
    while entry < end {
      let code = places[entry.pointee.location].code
      if code == exact || (code == header && location.isInHeader) || code == whole {
        if entry.pointee.isWrite || !toWrite { return entry }
      }
      entry += 1
    }
    return nil
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
