import CThreads
import Glibc
import Synchronization

/// Where a pool's threads meet their work: a generation that counts the runs, and how many threads are
/// still at the present one.
///
/// `@unchecked Sendable`: `body` is written before the generation that announces it (release, acquire)
/// and next after every thread has reported back.
final class Rendezvous: @unchecked Sendable {
  private typealias Body = @Sendable (Int) -> Void
  private let words: UnsafeMutablePointer<Atomic<UInt32>>
  private let workers: Int
  /// How long a thread spins, in nanoseconds, before it sleeps.
  private let spinTime: UInt64
  private var body: Body?
  private var isDismissed = false

  private static let line = 32
  /// About as long as waking takes, so that whoever waits never loses more than twice what was best. By the
  /// clock, for what a pause takes depends on the processor, and in a virtual machine on its host: 1,000 of them
  /// took 9 to 49 µs on one machine within two hours. Where it was 9, workers slept before most schedulers
  /// called them, and each block began with waking them.
  private static let longestSpin: UInt64 = 50_000
  /// Looks at the word between two looks at the clock.
  private static let looks = 16
  private var generation: UnsafeMutablePointer<Atomic<UInt32>> { words }
  private var remaining: UnsafeMutablePointer<Atomic<UInt32>> { words + Self.line }
  private var isRunning: UnsafeMutablePointer<Atomic<UInt32>> { words + 2 * Self.line }

  init(workers: Int) {
    self.workers = workers
    // Spinning pays only where every thread has a core.
    spinTime = workers < sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? Self.longestSpin : 0
    let bytes = 3 * Self.line * 4
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 128)
    raw.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    words = raw.assumingMemoryBound(to: Atomic<UInt32>.self)
  }

  deinit { UnsafeMutableRawPointer(words).deallocate() }

  /// Runs `body` on every thread and on this one as lane 0.
  func run(_ body: @Sendable (Int) -> Void) {
    let alone = isRunning.pointee.exchange(1, ordering: .acquiring) == 0
    precondition(alone, "a pool runs one thing at a time")
    withoutActuallyEscaping(body) { body in
      self.body = body
      announce()
      body(0)
      wait(until: { $0 == 0 }, at: remaining)
      self.body = nil
    }
    isRunning.pointee.store(0, ordering: .releasing)
  }

  /// Ends the threads. Nothing may run.
  func dismiss() {
    isDismissed = true
    announce()
  }

  private func announce() {
    remaining.pointee.store(UInt32(workers), ordering: .relaxed)
    generation.pointee.wrappingAdd(1, ordering: .releasing)
    threads_wake(generation)
  }

  /// A thread's life: wait for a run, take part, report, until dismissed.
  func serve(lane: Int) {
    threads_end_sleeps_on_time()
    var seen: UInt32 = 0
    while true {
      let last = seen
      seen = wait(until: { $0 != last }, at: generation)
      if isDismissed { return }
      body?(lane)
      if remaining.pointee.wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        threads_wake(remaining)
      }
    }
  }

  /// Spins a little, then sleeps in the kernel, until the word satisfies `condition`.
  @discardableResult
  private func wait(
    until condition: (UInt32) -> Bool, at word: UnsafeMutablePointer<Atomic<UInt32>>
  ) -> UInt32 {
    var deadline: UInt64?
    while true {
      for _ in 0..<Self.looks {
        let value = word.pointee.load(ordering: .acquiring)
        if condition(value) { return value }
        threads_pause()
      }
      let now = nanoseconds(of: CLOCK_MONOTONIC)
      if now >= deadline ?? (now &+ spinTime) {
        let value = word.pointee.load(ordering: .acquiring)
        if condition(value) { return value }
        threads_wait(word, value)
      } else if deadline == nil {
        deadline = now &+ spinTime
      }
    }
  }
}
