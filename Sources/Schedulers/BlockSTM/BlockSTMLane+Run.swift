import Primitives
import State

extension BlockSTMLane {
  /// Works until the block is done, or stopped because nothing moved for `stallLimit`.
  func run(stallLimit: Duration) throws(SchedulerFailure) {
    let scheduler = block.scheduler
    let progress = block.progress + number &* SharedWords.line
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var following: SchedulerTask?
    var done: UInt64 = 0
    while true {
      if let task = following ?? scheduler.pointee.nextTask(for: number) {
        following = perform(task)
        trace.enter(.schedule)
        // To be told to do the same again is not to get on: an attempt that is always blocked by what is
        // not in its way any more would otherwise go on for ever.
        if _fastPath(following == nil || following != task) {
          backoff.reset()
          done &+= 1
          progress.pointee.store(done, ordering: .relaxed)
          continue
        }
      }
      if scheduler.pointee.isStopped { return try end(stallLimit) }
      if scheduler.pointee.isDone() { return }
      trace.enter(.wait)
      backoff.wait()
      if backoff.isSleeping { try watch(&watchdog) }
    }
  }

  private func watch(_ watchdog: inout Watchdog) throws(SchedulerFailure) {
    guard watchdog.hasStalled(at: block.tasksDone) else { return }
    block.scheduler.pointee.stop()
    throw stall(watchdog.limit)
  }

  /// Ends a block that somebody stopped; says why if it was this worker, in the middle of an attempt.
  private func end(_ stallLimit: Duration) throws(SchedulerFailure) {
    if view.suspendedReads.hasStalled { throw stall(stallLimit) }
  }

  private func stall(_ limit: Duration) -> SchedulerFailure {
    .stalled("block-stm", for: limit, block.scheduler.pointee.diagnosis)
  }
}

/// Notices that a count has not changed for some time.
struct Watchdog {
  let limit: Duration
  private var count: UInt64?
  private var since = ContinuousClock.now

  init(limit: Duration) { self.limit = limit }

  mutating func hasStalled(at newCount: UInt64) -> Bool {
    if count == newCount { return since.duration(to: .now) > limit }
    count = newCount
    since = .now
    return false
  }
}
