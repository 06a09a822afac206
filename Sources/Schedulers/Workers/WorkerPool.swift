import CThreads
import Glibc

/// Threads of our own that stay between blocks: handing work over takes a microsecond where starting
/// a thread takes forty. Each has a large stack. Between runs they sleep, so that a pool that waits
/// takes nothing from whoever is measured meanwhile.
///
/// The calling thread is lane 0 of every run; see ``onLargeStack(stackBytes:_:)`` for its stack.
public final class WorkerPool: Sendable {
  /// How many workers run, the calling thread included.
  public let size: Int
  private let rendezvous: Rendezvous
  private let threads: [pthread_t]

  /// Starts `size` − 1 threads.
  public init(size: Int) {
    precondition(size >= 1, "a pool has at least one worker, not \(size)")
    let rendezvous = Rendezvous(workers: size - 1)
    self.size = size
    self.rendezvous = rendezvous
    threads = (1..<size).map { lane in
      startThread(stackBytes: largeStackBytes) { rendezvous.serve(lane: lane) }
    }
  }

  deinit {
    rendezvous.dismiss()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Runs `body` once on every lane, 0 on this thread, and returns when all have ended.
  ///
  /// One run at a time: neither nested nor from two threads. If lanes throw, all are waited for and
  /// one of the errors is thrown; a lane must therefore end on its own where others have failed.
  public func run<Failure: Error>(
    _ body: @Sendable (_ lane: Int) throws(Failure) -> Void
  ) throws(Failure) {
    if size == 1 { return try body(0) }
    let failure = Locked<Failure?>(nil)
    rendezvous.run { lane in
      do throws(Failure) { try body(lane) } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
