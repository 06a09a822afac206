import Glibc
import Primitives
import Schedulers
import State

/// Storage that answers late: every first read of a slot by an attempt takes some time more, as from a disk
/// that nothing has been read from before.
///
/// How much more is drawn from an exponential distribution with the mean that was asked for, by the place of
/// the transaction in its block and how many slots it read before: alike for every attempt and every scheduler. Were all reads alike, all
/// transactions under way would end together, and conflicts would cease at the distance that is the number of
/// workers.
///
/// The value is that of the moment of asking, and only its delivery takes time, in which others may go on. So
/// latency does two things: it is overlapped by more workers than there are processors, and it lengthens the
/// time in which what was read may become stale.
///
/// A worker that waits lends its processor to others and asks for the time again: that overlaps, and is
/// exact where there is somebody to lend to (a sleep of 20 µs lasts 70 to 100). Many waiting workers on few
/// processors make waits longer than asked; all figures are of what the waits really were.
struct LatentExecutor<Base: TransactionExecutor>: TransactionExecutor {
  let base: Base
  let microseconds: Int

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }
  var transactions: [Transaction]? { base.transactions }

  func makeWorker(lane: Int) -> any TransactionWorker {
    LatentWorker(base.makeWorker(lane: lane), microseconds)
  }
}

extension BlockStream {
  /// The same stream from storage with so much latency.
  func withReadLatency(microseconds: Int) -> BlockStream {
    guard microseconds > 0 else { return self }
    var latent = self
    for index in steps.indices {
      latent.steps[index].executor = steps[index].executor.latent(microseconds)
    }
    return latent
  }
}

extension TransactionExecutor {
  fileprivate func latent(_ microseconds: Int) -> any TransactionExecutor {
    LatentExecutor(base: self, microseconds: microseconds)
  }
}

private final class LatentWorker: TransactionWorker {
  private let base: any TransactionWorker
  private let nanoseconds: Int64
  /// Around the view of the last attempt; a scheduler has one view a worker and block.
  private var view: LatentView?

  init(_ base: any TransactionWorker, _ microseconds: Int) {
    self.base = base
    nanoseconds = Int64(microseconds) * 1000
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    let latent: LatentView
    if let known = self.view, known.base === view {
      latent = known
    } else {
      latent = LatentView(view, nanoseconds)
      self.view = latent
    }
    latent.begin(index)
    try base.execute(index, reading: latent, into: effects)
  }

  func prefetch(_ index: Int) { base.prefetch(index) }
}

/// A view whose slots come late.
private final class LatentView: StateView {
  let base: any StateView
  private let nanoseconds: Int64
  private var transaction: UInt64 = 0
  private var reads: UInt64 = 0

  init(_ base: any StateView, _ nanoseconds: Int64) {
    self.base = base
    self.nanoseconds = nanoseconds
  }

  func begin(_ transaction: Int) {
    self.transaction = UInt64(transaction)
    reads = 0
  }

  /// What the next read takes, at most eight times the mean, which one in three thousand would exceed.
  private func nextLatency() -> UInt64 {
    let draw = TableHash.slot(Word(transaction, reads, 0, 0), account: 0)
    reads += 1
    let uniform = (Double(draw >> 11) + 0.5) * 0x1p-53
    return UInt64(Double(nanoseconds) * min(-log(uniform), 8))
  }

  func value(of slot: SlotReference, in account: AccountReference) throws(ReadFailure) -> Word {
    let value = try base.value(of: slot, in: account)
    let end = Schedulers.nanoseconds(of: CLOCK_MONOTONIC) + nextLatency()
    while Schedulers.nanoseconds(of: CLOCK_MONOTONIC) < end { sched_yield() }
    return value
  }

  var codeStore: CodeStore { base.codeStore }
  func account(_ address: Address) -> AccountReference { base.account(address) }
  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    base.slot(key, of: account)
  }
  func prefetch(_ next: Address, later: Address) { base.prefetch(next, later: later) }
  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    try base.nonce(of: account)
  }
  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    try base.balance(of: account)
  }
  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    try base.code(of: account)
  }
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool { try base.exists(account) }
  func existedBeforeBlock(_ account: AccountReference) -> Bool { base.existedBeforeBlock(account) }
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    base.hadStorageBeforeBlock(account)
  }
}
