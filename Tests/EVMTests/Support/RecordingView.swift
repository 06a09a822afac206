import Primitives
import State

/// A view that remembers what was read, and fails or lies where it is told to.
final class RecordingView: StateView {
  private let base: CommittedView
  private(set) var reads: [String] = []
  /// The read of this number, counted from zero, fails.
  var failing: Int?
  /// Where set, values come from here instead: a state that no serial order could give.
  var noise: UInt64?

  init(_ state: WorldState) { base = CommittedView(state) }

  private func read(_ name: String) throws(ReadFailure) {
    if reads.count == failing { throw ReadFailure(blockingTransaction: 7) }
    reads.append(name)
  }

  private func name(_ account: AccountReference) -> String {
    switch base.state.record(account).address {
    case Machine.sender: "sender"
    case Machine.contract: "contract"
    case Machine.other: "other"
    case Machine.beneficiary: "beneficiary"
    default: "\(account.index)"
    }
  }

  private func distorted(_ value: Word) -> Word {
    guard let seed = noise else { return value }
    let next = (seed &+ UInt64(reads.count)) &* 0x9e37_79b9_7f4a_7c15
    noise = next
    return switch next >> 61 {
    case 0, 1, 2: value
    case 3: .zero
    case 4: .max
    case 5: Word(next & 0xff)
    default: Word(next, next &* 3, next &* 5, next &* 7)
    }
  }

  var codeStore: CodeStore { base.codeStore }
  func account(_ address: Address) -> AccountReference { base.account(address) }
  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    base.slot(key, of: account)
  }
  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    try read("nonce of \(name(account))")
    let value = base.nonce(of: account)
    return name(account) == "sender" ? value : distorted(Word(value)).l0
  }
  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    try read("balance of \(name(account))")
    return distorted(base.balance(of: account))
  }
  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    try read("code of \(name(account))")
    return base.code(of: account)
  }
  func value(of slot: SlotReference, in account: AccountReference) throws(ReadFailure) -> Word {
    try read("slot \(base.state.record(slot).key.l0) of \(name(account))")
    return distorted(base.value(of: slot, in: account))
  }
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool {
    try read("existence of \(name(account))")
    return !distorted(base.exists(account) ? 1 : 0).isZero
  }
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    base.existedBeforeBlock(account)
  }
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    base.hadStorageBeforeBlock(account)
  }
}
