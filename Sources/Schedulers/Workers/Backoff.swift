import CThreads
import Glibc

/// How a thread waits for others: it spins while an answer within a microsecond is likely, then lends
/// its core, then sleeps. Eight workers on two cores would otherwise spin away the time of those that
/// have the work. Lanes wait by this and ``SpinLock`` only: a lane that blocked in another way would hold
/// up all others of a `VirtualMachine`.
struct Backoff {
  private var rounds = 0
  private static let spinRounds = 24
  private static let yieldRounds = 200
  private static let sleepMicroseconds: UInt32 = 50

  /// Starts again with spinning: there was something to do.
  @inline(__always)
  mutating func reset() { rounds = 0 }

  /// Whether this wait has come to sleeping.
  var isSleeping: Bool { rounds > Self.yieldRounds }

  /// Whether this wait has come to lending the core.
  var isYielding: Bool { rounds >= Self.spinRounds }

  /// Waits a little, longer each time in a row.
  mutating func wait() {
    #if STEPPED_WORDS
      if VirtualLane.wait() { return }
    #endif
    rounds += 1
    if rounds <= Self.spinRounds {
      for _ in 0..<8 { threads_pause() }
    } else if rounds <= Self.yieldRounds {
      sched_yield()
    } else {
      usleep(Self.sleepMicroseconds)
    }
  }
}
