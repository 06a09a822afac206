/// What an attempt does when it reads what a lower transaction is about to write again.
public enum Waiting: String, Sendable, CaseIterable {
  /// It is given up, and repeated when the lower transaction is done. Meanwhile the worker does
  /// something else.
  case restart
  /// It waits where it is and goes on from there: nothing is done twice, but the worker does nothing.
  case suspend

  static let parameter = SchedulerParameter.word(
    "waiting", "what an attempt does at an estimate: it is repeated, or waits in place",
    standard: Waiting.restart)
}

/// Waiting in place, for one worker.
///
/// Swift cannot put an interpreter's stack aside at no cost, so the worker itself waits. That could
/// waste a core, but not for long: transactions are claimed in order and aborted ones at once by whoever
/// aborted them, so that what is waited for is nearly always being executed. Helping with it on top of
/// the suspended attempt would need a second interpreter a worker, for the rare case that it is not; then
/// the attempt is given up instead.
///
/// No deadlock: a worker has one transaction at a time and waits for a lower one only, and only while
/// another worker has that one. Of all transactions that workers have, the lowest therefore waits for
/// nobody, and ends.
struct SuspendedReads {
  private let block: BlockSTMBlock
  private let stallLimit: Duration
  /// Waits that ended with the value, so that the attempt went on.
  private(set) var resumptions = 0
  /// The wait went on for the whole limit while no task of anybody's ended.
  private(set) var hasStalled = false

  /// Looks at a transaction that nobody has before it is taken for abandoned: whoever aborts one
  /// lets go of it for a moment.
  private static let patience = 200

  init(_ block: BlockSTMBlock, stallLimit: Duration) {
    self.block = block
    self.stallLimit = stallLimit
  }

  /// Waits until `blocking` has been executed. False if that cannot be waited for.
  mutating func wait(for blocking: Int) -> Bool {
    let scheduler = block.scheduler
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var patience = Self.patience
    while true {
      let stage = scheduler.pointee.progress(of: blocking)
      if stage.isAt(.executed) {
        resumptions += 1
        return true
      }
      if !stage.isAt(.executing) && !stage.isAt(.aborting) {
        patience -= 1
        if patience == 0 || stage.isAt(.suspended) { return false }
      }
      if scheduler.pointee.isStopped { return false }
      backoff.wait()
      if backoff.isSleeping, watchdog.hasStalled(at: block.tasksDone) { return stall() }
    }
  }

  private mutating func stall() -> Bool {
    hasStalled = true
    block.scheduler.pointee.stop()
    return false
  }
}
