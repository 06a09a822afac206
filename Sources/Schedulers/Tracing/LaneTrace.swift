import Glibc
import State

/// What a scheduler's lane tells about itself, for whoever asked for a ``ScheduleTrace``: what it begins
/// to do, and what became of attempts. Get it with ``WorkerPool/trace(of:)``, once a lane and block.
///
/// One word, nil where nobody asked, so that a call costs a test of a word that the lane has at hand and a
/// branch that goes the same way for a whole block.
public struct LaneTrace: BitwiseCopyable {
  fileprivate let recorder: UnsafeMutablePointer<LaneRecorder>?

  /// For lanes of which nobody asks.
  public static var off: LaneTrace { LaneTrace(recorder: nil) }

  init(recorder: UnsafeMutablePointer<LaneRecorder>?) { self.recorder = recorder }

  /// From now on the lane does `activity`, on one transaction or on none; what it did before ends here.
  /// To say the same twice in a row is to say it once.
  @inline(__always)
  public func enter(_ activity: Activity, _ transaction: Int = -1) {
    if _slowPath(recorder != nil) { note(activity, transaction) }
  }

  /// The attempt at `transaction` came to nothing.
  @inline(__always)
  public func abort(_ transaction: Int, _ cause: AbortCause) {
    if _slowPath(recorder != nil) { note(cause, transaction) }
  }

  @inline(never)
  private func note(_ activity: Activity, _ transaction: Int) {
    recorder?.pointee.enter(activity, transaction)
  }

  @inline(never)
  private func note(_ cause: AbortCause, _ transaction: Int) {
    recorder?.pointee.abort(transaction, cause)
  }
}

/// Where one lane's notes go: written by that lane's thread while it runs, otherwise by the thread that
/// owns the pool.
struct LaneRecorder: ~Copyable {
  private(set) var spans: GrowableBuffer<ScheduleTrace.Span>
  private(set) var aborts = GrowableBuffer<ScheduleTrace.Abort>(capacity: 256)
  private var activity: Activity?
  private var transaction = -1
  /// Whether anything of the block was done but preparing it.
  private(set) var hasPrepared = false
  private var since: UInt64 = 0

  /// - Parameter capacity: spans that there is room for. Who has more moves them once in a while, which
  ///   takes as long as some transactions.
  init(capacity: Int) { spans = GrowableBuffer(capacity: capacity) }

  mutating func enter(_ next: Activity, _ transaction: Int) {
    if next == activity && transaction == self.transaction && next != .execute { return }
    let now = monotonicNanoseconds()
    end(at: now)
    if next != .prepare && next != .schedule { hasPrepared = true }
    (activity, self.transaction, since) = (next, transaction, now)
  }

  mutating func abort(_ transaction: Int, _ cause: AbortCause) {
    aborts.append(
      ScheduleTrace.Abort(
        cause: cause, transaction: Int32(truncatingIfNeeded: transaction),
        time: monotonicNanoseconds()))
  }

  /// The lane does nothing any more.
  mutating func leave() { end(at: monotonicNanoseconds()) }

  private mutating func end(at now: UInt64) {
    guard let activity else { return }
    spans.append(
      ScheduleTrace.Span(
        activity: activity, transaction: Int32(truncatingIfNeeded: transaction), start: since,
        end: now))
    self.activity = nil
  }

  mutating func reset() {
    spans.removeAll()
    aborts.removeAll()
    activity = nil
    hasPrepared = false
  }
}

/// Nanoseconds by the clock that never steps back.
func monotonicNanoseconds() -> UInt64 { nanoseconds(of: CLOCK_MONOTONIC) }
