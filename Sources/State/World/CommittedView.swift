import Primitives

/// The state as it is now, read directly: what sequential execution reads.
public final class CommittedView: StateView {
  public let state: WorldState
  public init(_ state: WorldState) { self.state = state }

  public var codeStore: CodeStore { state.codeStore }
  public func account(_ address: Address) -> AccountReference { state.reference(address) }
  public func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    state.reference(key, of: account)
  }
  public var looksAhead: Bool { true }
  public func prefetch(_ next: Address, later: Address) { state.prefetch(next, later: later) }
  public func nonce(of account: AccountReference) -> UInt64 { state.record(account).nonce }
  public func balance(of account: AccountReference) -> Word { state.record(account).balance }
  public func code(of account: AccountReference) -> CodeReference { state.record(account).code }
  public func value(of slot: SlotReference, in account: AccountReference) -> Word {
    state.record(slot).value
  }
  public func exists(_ account: AccountReference) -> Bool { state.record(account).exists }
  /// Asked at most once an attempt for what the attempt found empty, so "now" serves for "before":
  /// the answers differ only where the block erased the account already.
  public func existedBeforeBlock(_ account: AccountReference) -> Bool {
    state.record(account).exists
  }
  public func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    state.hasStorage(account)
  }
}
