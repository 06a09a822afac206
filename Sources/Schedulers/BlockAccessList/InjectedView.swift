import Primitives
import State

/// The state as a block access list says that one transaction finds it.
///
/// Nothing changes while transactions execute, so there is nothing to wait for. A location that is not
/// listed cannot be read: that the list is incomplete is noted in ``unlisted``.
final class InjectedView: StateView {
  private let state: WorldState
  private let block: InjectedBlock
  private let accessed: UnsafeMutablePointer<Bool>
  private var transaction = 0
  /// The location outside the list that was asked for last.
  private(set) var unlisted: String?

  /// - Parameter accessed: by entry of the list, what is set when a transaction reads it.
  init(_ block: InjectedBlock, _ state: WorldState, noting accessed: UnsafeMutablePointer<Bool>) {
    self.block = block
    self.state = state
    self.accessed = accessed
  }

  @inline(__always)
  func begin(_ transaction: Int) {
    self.transaction = transaction
    unlisted = nil
  }

  var codeStore: CodeStore { state.codeStore }

  func account(_ address: Address) -> AccountReference {
    state.find(address) ?? AccountReference(UInt32(state.accountCount))
  }

  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    let nobody = SlotReference(UInt32(state.slotCount))
    guard Int(account.index) < state.accountCount else { return nobody }
    return state.find(key, of: account) ?? nobody
  }

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    try value(of: Location(.nonce, of: account)).l0
  }
  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    try value(of: Location(.balance, of: account))
  }
  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    let value = try value(of: Location(.code, of: account))
    return CodeReference(UInt32(truncatingIfNeeded: value.l0))
  }
  func value(
    of slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Word {
    try value(of: Location(slot))
  }

  /// Only rules older than EIP-161 ask, and their blocks have no list.
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool {
    unlisted = "whether \(state.describe(Location(.nonce, of: account))) is there"
    throw ReadFailure(blockingTransaction: transaction)
  }

  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    Int(account.index) < state.accountCount && state.record(account).exists
  }

  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    guard Int(account.index) < state.accountCount else { return false }
    var found = false
    state.forEachSlot(of: account) { slot in
      let location = Location(slot)
      let value =
        block.values.entry(of: location)
        .map { block.values.value($0, before: transaction, on: state) }
        ?? state.value(at: location)
      if !value.isZero { found = true }
    }
    return found
  }

  @inline(__always)
  private func value(of location: Location) throws(ReadFailure) -> Word {
    guard let entry = block.values.entry(of: location) else {
      unlisted = state.describe(location)
      throw ReadFailure(blockingTransaction: transaction)
    }
    accessed[Int(entry.number)] = true
    return block.values.value(entry, before: transaction, on: state)
  }
}
