import CThreads
import Synchronization

/// Where workers sleep that have nothing to do, until somebody has something for them.
struct SleepingPlace {
  private let words: SharedWords

  static let wordCount = 2 * SharedWords.line
  /// No wake-up is lost, but whoever watches over progress has to look from time to time: nanoseconds.
  static let longestSleep: UInt64 = 2_000_000

  /// - Parameter words: ``wordCount`` of them, zero.
  init(_ words: SharedWords) { self.words = words }

  private var sleepers: SharedWords { words }
  private var alarms: SharedWords { words + SharedWords.line }

  /// Sleeps unless there is something to do after all: asked once more after the worker counts as asleep,
  /// so that either it sees what there is, or who made it sees a sleeper.
  /// - Parameter longest: nanoseconds after which it wakes up by itself.
  func sleep(atMost longest: UInt64 = longestSleep, unless hasWork: () -> Bool) {
    sleepers.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
    let alarm = alarms.pointee.load(ordering: .sequentiallyConsistent)
    if !hasWork(), !isVirtual() {
      threads_wait_at_most(alarms, UInt32(truncatingIfNeeded: alarm), longest)
    }
    sleepers.pointee.wrappingSubtract(1, ordering: .sequentiallyConsistent)
  }

  /// Whether a virtual machine steps the lane, which must not sleep then: others go on meanwhile.
  private func isVirtual() -> Bool {
    #if STEPPED_WORDS
      return VirtualLane.wait()
    #else
      return false
    #endif
  }

  /// Wakes those who sleep. A load if there is nobody.
  @inline(__always)
  func wakeAll() {
    if _slowPath(sleepers.pointee.load(ordering: .sequentiallyConsistent) != 0) { ring() }
  }

  @inline(never)
  private func ring() {
    alarms.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
    threads_wake(alarms)
  }
}
