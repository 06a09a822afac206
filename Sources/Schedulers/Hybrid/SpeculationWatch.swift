import CThreads
import Synchronization

/// Notices that speculation does not pay in a block: that too many attempts are aborted or suspended.
///
/// On shared words: the number of such attempts, the tasks done, by lane, and whether it was given up.
struct SpeculationWatch {
  private let words: SharedWords
  /// Lost attempts that are borne for each transaction executed.
  private let tolerance: Double

  static let wordCount = 2 * SharedWords.line
  /// Below so many lost attempts nothing is concluded.
  private static let fewest: UInt64 = 16

  /// - Parameter words: ``wordCount`` of them, zero.
  init(_ words: SharedWords, workerCount: Int) {
    self.words = words
    // Two workers gain nothing once half as much again is executed twice; with more of them a lost
    // attempt costs less, but a block that loses three for every two transactions is a chain.
    tolerance = min(0.6 * Double(max(workerCount - 1, 1)), 1.5)
  }

  private var lost: SharedWords { words }
  private var verdict: SharedWords { words + SharedWords.line }

  /// Whether speculation was given up.
  var hasGivenUp: Bool { verdict.pointee.load(ordering: .acquiring) != 0 }

  /// Counts lost attempts, and gives speculation up if there are too many for the `tasks` done so far:
  /// executions and validations, so two a transaction.
  func note(lost count: Int, tasks: UInt64) -> Bool {
    let total = lost.pointee.wrappingAdd(UInt64(count), ordering: .relaxed).newValue
    guard total > Self.fewest, Double(total) > tolerance * Double(tasks) / 2 else { return false }
    verdict.pointee.store(1, ordering: .releasing)
    return true
  }
}

/// Where workers sleep that have nothing to do, until somebody has something for them.
struct SleepingPlace {
  private let words: SharedWords

  static let wordCount = 2 * SharedWords.line
  /// No wake-up is lost, but whoever watches over progress has to look from time to time.
  private static let longestNap: UInt64 = 2_000_000

  /// - Parameter words: ``wordCount`` of them, zero.
  init(_ words: SharedWords) { self.words = words }

  private var sleepers: SharedWords { words }
  private var alarms: SharedWords { words + SharedWords.line }

  /// Sleeps unless there is something to do after all: asked once more after the worker counts as asleep,
  /// so that either it sees what there is, or who made it sees a sleeper.
  func sleep(unless hasWork: () -> Bool) {
    sleepers.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
    let alarm = alarms.pointee.load(ordering: .sequentiallyConsistent)
    if !hasWork(), !isVirtual() {
      threads_wait_at_most(alarms, UInt32(truncatingIfNeeded: alarm), Self.longestNap)
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
