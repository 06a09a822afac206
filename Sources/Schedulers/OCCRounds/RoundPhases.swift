import State
import Synchronization

/// What lanes that work in phases need: parts of a phase's work for whoever comes first, and a barrier
/// after it.
///
/// Who does which part is left to chance, so a phase must not see what the same phase changes.
struct RoundPhases {
  let block: BlockSTMBlock
  private let barrier: Barrier
  private let cursor: SharedWords
  private let scheduler: String
  private let stallLimit: Duration

  static let wordCount = Barrier.wordCount + SharedWords.line

  init(
    _ block: BlockSTMBlock, _ words: SharedWords, named scheduler: String, stallLimit: Duration
  ) {
    self.block = block
    self.scheduler = scheduler
    self.stallLimit = stallLimit
    barrier = Barrier(words, laneCount: block.scheduler.pointee.workerCount)
    cursor = words + Barrier.wordCount
  }

  /// The next `size` or fewer of `0..<count` that nobody has claimed in this phase.
  @inline(__always)
  func claim(_ size: Int, of count: Int) -> Range<Int>? {
    let start = Int(cursor.pointee.wrappingAdd(UInt64(size), ordering: .relaxed).oldValue)
    return start < count ? start..<min(start &+ size, count) : nil
  }

  /// Ends a phase: waits for the others, and the last one makes ready what comes next. Returns false if
  /// the block was stopped meanwhile.
  func end(_ trace: LaneTrace, _ next: () -> Void) throws(SchedulerFailure) -> Bool {
    trace.enter(.wait)
    var watchdog = Watchdog(limit: stallLimit)
    return try barrier.wait(
      keepsWaiting: { () throws(SchedulerFailure) -> Bool in
        if block.scheduler.pointee.isStopped { return false }
        guard watchdog.hasStalled(at: block.tasksDone) else { return true }
        block.scheduler.pointee.stop()
        throw .stalled(scheduler, for: stallLimit, block.scheduler.pointee.diagnosis)
      },
      last: { () throws(SchedulerFailure) -> Void in
        cursor.pointee.store(0, ordering: .relaxed)
        next()
      })
  }
}
