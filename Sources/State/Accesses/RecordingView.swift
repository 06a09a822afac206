import Primitives

/// The committed state, keeping a record of what is read from it.
///
/// For analysis outside the clock. Whether an account existed before the block is constant, and so no
/// read: it cannot make a transaction depend on another.
public final class RecordingView: StateView {
  private let committed: CommittedView
  /// Locations read since the last ``clear()``, each once, in the order of first reading.
  public private(set) var reads: [StateLocation] = []
  private var seen: Set<StateLocation> = []

  /// A view of `state` as it is at each read.
  public init(_ state: WorldState) { committed = CommittedView(state) }

  /// Forgets the reads: call before each attempt.
  public func clear() {
    reads.removeAll(keepingCapacity: true)
    seen.removeAll(keepingCapacity: true)
  }

  /// Whether the location was read since the last ``clear()``.
  public func hasRead(_ location: StateLocation) -> Bool { seen.contains(location) }

  private func record(_ location: StateLocation) {
    if seen.insert(location).inserted { reads.append(location) }
  }

  public var codeStore: CodeStore { committed.codeStore }
  public func account(_ address: Address) -> AccountReference { committed.account(address) }
  public func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    committed.slot(key, of: account)
  }
  public func nonce(of account: AccountReference) -> UInt64 {
    record(.nonce(account))
    return committed.nonce(of: account)
  }
  public func balance(of account: AccountReference) -> Word {
    record(.balance(account))
    return committed.balance(of: account)
  }
  public func code(of account: AccountReference) -> CodeReference {
    record(.code(account))
    return committed.code(of: account)
  }
  public func value(of slot: SlotReference, in account: AccountReference) -> Word {
    record(.slot(slot, of: account))
    return committed.value(of: slot, in: account)
  }
  /// Whether an account is there comes and goes with its nonce's location.
  public func exists(_ account: AccountReference) -> Bool {
    record(.nonce(account))
    return committed.exists(account)
  }
  public func existedBeforeBlock(_ account: AccountReference) -> Bool {
    committed.existedBeforeBlock(account)
  }
  /// A read of the account's erasure, the one thing in the block that changes the answer.
  public func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    record(.erasure(account))
    return committed.hadStorageBeforeBlock(account)
  }
}
