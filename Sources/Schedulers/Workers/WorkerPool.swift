import CThreads
import Glibc

/// Threads of our own that stay between blocks: handing work over takes a microsecond where starting
/// a thread takes forty. Each has a large stack. Between runs they sleep, so that a pool that waits
/// takes nothing from whoever is measured meanwhile.
///
/// The calling thread is lane 0 of every run; see ``onLargeStack(stackBytes:_:)`` for its stack.
///
/// `@unchecked Sendable`: all is constant but who watches the lanes, which the pool's only user changes
/// between runs.
public final class WorkerPool: @unchecked Sendable {
  /// How many workers run, the calling thread included.
  public let size: Int
  private let rendezvous: Rendezvous
  private let threads: [pthread_t]
  /// The processor clock of each thread.
  private let clocks: [clockid_t]
  /// Where lanes note what they do, while somebody traces them.
  var recorder: ScheduleRecorder?
  #if STEPPED_WORDS
    /// Who lets one lane at a time go on; nil for lanes that run as threads do.
    var machine: VirtualMachine?
  #endif

  /// Starts `size` − 1 threads.
  public init(size: Int) {
    precondition(size >= 1, "a pool has at least one worker, not \(size)")
    let rendezvous = Rendezvous(workers: size - 1)
    self.size = size
    self.rendezvous = rendezvous
    threads = (1..<size).map { lane in
      startThread(stackBytes: largeStackBytes) { rendezvous.serve(lane: lane) }
    }
    clocks = threads.map { thread in
      var clock = clockid_t()
      let status = pthread_getcpuclockid(thread, &clock)
      precondition(status == 0, "a thread has a clock: \(String(cString: strerror(status)))")
      return clock
    }
  }

  /// Nanoseconds of processor time that the calling thread and the pool's threads have had so far.
  ///
  /// The process's own clock will not do: while another thread runs, Linux adds its time to that clock only
  /// now and then. Of 2.9 ms of another thread it counted anything from nothing to 2.4, and a block may be
  /// shorter. A thread's clock is exact whoever asks. About 0.3 µs a thread, a system call each.
  public var processorTime: UInt64 {
    clocks.reduce(nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)) { $0 &+ nanoseconds(of: $1) }
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
    #if STEPPED_WORDS
      machine?.begin(laneCount: size)
    #endif
    if size == 1 { return try runLane(0, body) }
    let failure = Locked<Failure?>(nil)
    rendezvous.run { lane in
      do throws(Failure) { try self.runLane(lane, body) } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Wakes all lanes, and returns when they are: for some microseconds a run then finds them waiting.
  ///
  /// For whoever measures blocks one by one and does something else in between. In a node that executes
  /// block after block, workers do not fall asleep; waking one takes 30 µs, as long as 150 payments.
  public func gather() { run { _ in } }

  /// One lane of a run, on its thread.
  private func runLane<Failure: Error>(
    _ lane: Int, _ body: (_ lane: Int) throws(Failure) -> Void
  ) throws(Failure) {
    recorder?.beginRun(lane: lane)
    defer { recorder?.endRun(lane: lane) }
    #if STEPPED_WORDS
      machine?.enter(lane)
      defer { machine?.leave(lane) }
    #endif
    try body(lane)
  }
}
