import Glibc
import Primitives
import State

/// An executor whose attempts pause where a seed says, before reads and after the last: what other workers
/// do in between varies, what the attempts mean does not.
struct DelayedExecutor<Base: TransactionExecutor>: TransactionExecutor {
  private let base: Base
  private let seed: UInt64

  init(_ base: Base, seed: UInt64) {
    self.base = base
    self.seed = seed
  }

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }
  var transactions: [Transaction]? { base.transactions }

  func makeWorker(lane: Int) -> any TransactionWorker {
    DelayedWorker(base.makeWorker(lane: lane), Pauses(seed: seed &* 31 &+ UInt64(lane)))
  }
}

/// When to pause and how long.
private final class Pauses {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  func pause() {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    switch state >> 33 & 31 {
    case 0: sched_yield()
    case 1: for _ in 0..<(state >> 40 & 1023) { _ = getpid() }
    default: break
    }
  }
}

private final class DelayedWorker: TransactionWorker {
  private let base: any TransactionWorker
  private let pauses: Pauses

  init(_ base: any TransactionWorker, _ pauses: Pauses) {
    self.base = base
    self.pauses = pauses
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    try base.execute(index, reading: DelayedView(view, pauses), into: effects)
    pauses.pause()
  }
}

private final class DelayedView: StateView {
  private let base: any StateView
  private let pauses: Pauses

  init(_ base: any StateView, _ pauses: Pauses) {
    self.base = base
    self.pauses = pauses
  }

  var codeStore: CodeStore { base.codeStore }
  func account(_ address: Address) -> AccountReference { base.account(address) }
  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    base.slot(key, of: account)
  }
  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    pauses.pause()
    return try base.nonce(of: account)
  }
  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    pauses.pause()
    return try base.balance(of: account)
  }
  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    pauses.pause()
    return try base.code(of: account)
  }
  func value(
    of slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Word {
    pauses.pause()
    return try base.value(of: slot, in: account)
  }
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool {
    pauses.pause()
    return try base.exists(account)
  }
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    base.existedBeforeBlock(account)
  }
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    base.hadStorageBeforeBlock(account)
  }
}
