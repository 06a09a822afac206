import Primitives
import State

extension BlockSTMLane {
  /// Works until the block is done, or stopped because nothing moved for `stallLimit`.
  ///
  /// Whoever waits for one validation after the other is kept awake by another worker that carries a chain, and
  /// does it no good: it reads what that is about to write, and on a processor of two threads takes away part of it.
  /// So it naps, and finds several. In blocks that are one chain of 1,000 swaps, two workers took 11.0 µs a
  /// transaction and 21.9 µs of processor time, and 10.0 and 13.2 with naps (medians of 48 runs, by turns).
  func run(stallLimit: Duration) throws(SchedulerFailure) {
    let scheduler = block.scheduler
    let place = block.sleepingPlace
    let progress = block.progress + number &* SharedWords.line
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var following: SchedulerTask?
    var done: UInt64 = 0
    var hasWaited = false
    var validationsAwaited = 0
    while true {
      if let task = following ?? scheduler.pointee.nextTask(for: number) {
        switch task {
        case .execution:
          validationsAwaited = 0
          // There may be more. Not for every link of a chain: sleepers can do nothing about these.
          if following == nil || scheduler.pointee.hasReleased { place.wakeAll() }
        case .validation: if hasWaited { validationsAwaited &+= 1 }
        }
        hasWaited = false
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
      if scheduler.pointee.isStopped || scheduler.pointee.isDone() {
        place.wakeAll()
        return try end(stallLimit)
      }
      trace.enter(.wait)
      hasWaited = true
      if validationsAwaited < Self.fewestForNaps {
        backoff.wait()
        if backoff.isSleeping { try watch(&watchdog) }
      } else {
        place.sleep(atMost: Self.nap) {
          scheduler.pointee.hasExecution || scheduler.pointee.isDone()
            || scheduler.pointee.isStopped
        }
        try watch(&watchdog)
      }
    }
  }

  /// A worker naps that has waited for so many validations in a row.
  private static let fewestForNaps = 8
  /// Nanoseconds. Longer ones leave more to be validated when everything has been executed.
  private static let nap: UInt64 = 100_000

  private func watch(_ watchdog: inout Watchdog) throws(SchedulerFailure) {
    guard watchdog.hasStalled(at: block.tasksDone) else { return }
    block.scheduler.pointee.stop()
    block.sleepingPlace.wakeAll()
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
