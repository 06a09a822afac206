import CThreads
import Glibc
import Synchronization

/// A lock for a few instructions' work, on a shared word that is zero while it is free.
struct SpinLock {
  let word: SharedWords

  @inline(__always)
  func withLock<Result>(_ body: () -> Result) -> Result {
    acquire()
    defer { word.pointee.store(0, ordering: .releasing) }
    return body()
  }

  /// The lock if nobody has it.
  @inline(__always)
  func tryAcquire() -> Bool {
    word.pointee.load(ordering: .relaxed) == 0
      && word.pointee.exchange(1, ordering: .acquiring) == 0
  }

  @inline(__always)
  func release() { word.pointee.store(0, ordering: .releasing) }

  @inline(__always)
  private func acquire() {
    if _fastPath(tryAcquire()) { return }
    wait()
  }

  /// Lends the core after a while: whoever has the lock may wait for it.
  @inline(never)
  private func wait() {
    var rounds = 0
    while !tryAcquire() {
      #if STEPPED_WORDS
        if VirtualLane.wait() { continue }
      #endif
      rounds += 1
      if rounds < 100 { threads_pause() } else { sched_yield() }
    }
  }
}
