import Primitives
import State

extension BlockSTMLane {
  /// Works until the block is done, speculation is given up, or nothing has moved for `stallLimit`.
  /// Sleeps where there is nothing to do: somebody else may be busy with a long chain.
  func run(
    _ watch: SpeculationWatch, stallLimit: Duration
  ) throws(SchedulerFailure) {
    let scheduler = block.scheduler
    let place = block.sleepingPlace
    let progress = block.progress + number &* SharedWords.line
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var following: SchedulerTask?
    var done: UInt64 = 0
    var seen = AbortCounts()
    while !scheduler.pointee.isStopped {
      if let task = following ?? scheduler.pointee.nextTask(for: number) {
        // Not for every link of a chain: sleepers can do nothing about these.
        if following == nil || scheduler.pointee.hasReleased { place.wakeAll() }
        following = perform(task)
        trace.enter(.schedule)
        let counts = counters.abortCounts
        if _slowPath(counts != seen) {
          let blocked = counts[.estimate] - seen[.estimate]
          let stale = counts.total - seen.total - blocked
          seen = counts
          if watch.note(stale: stale, blocked: blocked, finished: attemptsFinished) {
            scheduler.pointee.stop()
          }
        }
        // To be told to do the same again is not to get on.
        if _fastPath(following == nil || following != task) {
          backoff.reset()
          done &+= 1
          progress.pointee.store(done, ordering: .relaxed)
          let finished = counters.executions &- counters.abortCounts[.estimate]
          (progress + 1).pointee.store(
            UInt64(truncatingIfNeeded: finished), ordering: .relaxed)
          continue
        }
      }
      if scheduler.pointee.isDone() { break }
      trace.enter(.wait)
      if !backoff.isYielding {
        backoff.wait()
        continue
      }
      place.sleep {
        scheduler.pointee.hasTask || scheduler.pointee.isDone() || scheduler.pointee.isStopped
      }
      try watchOver(&watchdog, place)
    }
    place.wakeAll()
  }

  /// Attempts of all lanes that did not end at an estimate.
  private var attemptsFinished: UInt64 {
    (0..<block.scheduler.pointee.workerCount).reduce(0 as UInt64) {
      $0 &+ (block.progress + ($1 &* SharedWords.line &+ 1)).pointee.load(ordering: .relaxed)
    }
  }

  private func watchOver(
    _ watchdog: inout Watchdog, _ place: SleepingPlace
  ) throws(SchedulerFailure) {
    guard watchdog.hasStalled(at: block.tasksDone) else { return }
    block.scheduler.pointee.stop()
    place.wakeAll()
    throw .stalled("hybrid", for: watchdog.limit, block.scheduler.pointee.diagnosis)
  }
}
