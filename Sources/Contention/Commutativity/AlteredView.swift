import Primitives
import State

/// The committed state with other values in some locations, and a record of what is read.
final class AlteredView: StateView {
  private let recording: RecordingView
  private var altered: [StateLocation: Word] = [:]

  init(_ state: WorldState) { recording = RecordingView(state) }

  /// Forgets what was read; from now on these locations hold these values.
  func begin(holding altered: [StateLocation: Word]) {
    self.altered = altered
    recording.clear()
  }

  /// Since the beginning; see ``RecordingView/reads``.
  var reads: [StateLocation] { recording.reads }

  var codeStore: CodeStore { recording.codeStore }
  func account(_ address: Address) -> AccountReference { recording.account(address) }
  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    recording.slot(key, of: account)
  }
  func nonce(of account: AccountReference) -> UInt64 { recording.nonce(of: account) }
  func balance(of account: AccountReference) -> Word {
    let committed = recording.balance(of: account)
    return altered[.balance(account)] ?? committed
  }
  func code(of account: AccountReference) -> CodeReference { recording.code(of: account) }
  func value(of slot: SlotReference, in account: AccountReference) -> Word {
    let committed = recording.value(of: slot, in: account)
    return altered[.slot(slot, of: account)] ?? committed
  }
  func exists(_ account: AccountReference) -> Bool { recording.exists(account) }
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    recording.existedBeforeBlock(account)
  }
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    recording.hadStorageBeforeBlock(account)
  }
}
