import Primitives
import State
import Synchronization

/// What a lane does with one transaction where something else than the collaborative scheduler decides
/// what is visible when.
extension BlockSTMLane {
  /// Where the transaction stands, and as which incarnation.
  @inline(__always)
  func progress(of transaction: Int) -> Progress {
    block.scheduler.pointee.progress(of: transaction)
  }

  @inline(__always)
  func setProgress(of transaction: Int, _ stage: Progress.Stage, _ incarnation: UInt32) {
    block.scheduler.pointee.setProgress(of: transaction, to: Progress(stage, incarnation))
  }

  /// Counts something done, for the watchdog.
  @inline(__always)
  func noteProgress() {
    let count = block.progress + number &* SharedWords.line
    count.pointee.store(count.pointee.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
  }

  /// Executes the transaction and keeps what it read and wrote, without letting anybody see it. An
  /// attempt that meets what is not final leaves nothing.
  @inline(__always)
  func attemptHidden(_ transaction: Int) {
    let incarnation = progress(of: transaction).incarnation
    let version = TransactionVersion(transaction: transaction, incarnation: incarnation)
    noteProgress()
    guard attempt(version) == .finished else { return }
    results.record(effects, of: transaction)
    _ = keep(version, .hidden, in: block.transactions)
    setProgress(of: transaction, .attempted, incarnation)
  }

  /// Lets everybody see what the hidden attempt wrote.
  @inline(__always)
  func reveal(_ transaction: Int) {
    let progress = progress(of: transaction)
    guard progress.isAt(.attempted) else { return }
    let version = TransactionVersion(transaction: transaction, incarnation: progress.incarnation)
    trace.enter(.publish, transaction)
    let ready = VersionWord(version, .ready)
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count { writes[index].mark(ready) }
    setProgress(of: transaction, .executed, progress.incarnation)
  }

  /// Whether the transaction has an attempt that everybody sees, and it would read now what it read.
  @inline(__always)
  func stands(_ transaction: Int) -> Bool {
    let progress = progress(of: transaction)
    guard progress.isAt(.executed) else { return false }
    return isValid(
      TransactionVersion(transaction: transaction, incarnation: progress.incarnation))
  }

  /// Takes back the attempt that does not stand, if there is one. While nobody reads.
  ///
  /// Its nodes leave their chains: left there as dead ones, all that a hot key's losers have tried would be
  /// walked over by each of them again (a block of *n* took *n*² steps). Of several transactions the highest
  /// goes first, so that its nodes are found near the heads.
  func withdraw(_ transaction: Int) {
    let progress = progress(of: transaction)
    guard progress.isAt(.executed) else { return }
    noteDiscarded(transaction)
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count { block.memory.remove(writes[index]) }
    block.transactions.clearWrites(of: transaction)
    setProgress(of: transaction, .ready, progress.incarnation &+ 1)
  }

  /// Counts the last attempt at the transaction as wasted.
  @inline(__always)
  func noteDiscarded(_ transaction: Int, _ cause: AbortCause = .conflict) {
    counters.abort(cause, gas: results.gasUsed(by: transaction))
    trace.abort(transaction, cause)
  }

  /// Executes the transaction when all below it are final, and makes the outcome visible.
  @inline(__always)
  func executeFinally(_ transaction: Int) throws(SchedulerFailure) {
    let version = TransactionVersion(
      transaction: transaction, incarnation: progress(of: transaction).incarnation)
    try attemptFinally(transaction, below: transaction)
    _ = keep(version, .visible, in: block.transactions)
    setProgress(of: transaction, .executed, version.incarnation)
  }

  /// An attempt that has to succeed, since all versions below `limit` are final. Stops everybody if not.
  @inline(__always)
  func attemptFinally(_ transaction: Int, below limit: Int) throws(SchedulerFailure) {
    noteProgress()
    if case .blocked(let blocking) = attempt(transaction, below: limit) {
      block.scheduler.pointee.stop()
      throw SchedulerFailure(
        "transaction \(transaction) waits for \(blocking), although all before it are final")
    }
    counters.executionsInOrder &+= 1
    results.record(effects, of: transaction)
  }
}
