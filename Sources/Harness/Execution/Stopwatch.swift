import Glibc
import Schedulers

/// Time that something took.
public struct ElapsedTime: Hashable, Sendable {
  /// Nanoseconds on the wall, by a clock that never steps back.
  public var wall: UInt64
  /// Nanoseconds of processor time of all threads that take part.
  public var processor: UInt64
  public init(wall: UInt64 = 0, processor: UInt64 = 0) {
    self.wall = wall
    self.processor = processor
  }

  public static func += (a: inout Self, b: Self) {
    a.wall += b.wall
    a.processor += b.processor
  }
}

/// Reads the two clocks of ``ElapsedTime`` together: about 0.3 µs a thread, most of it the processor
/// clocks, each a system call. So time blocks, never transactions.
struct Stopwatch {
  /// Whose processor time is meant: the pool's and this thread's; without a pool this thread's.
  private let pool: WorkerPool?
  private let start: ElapsedTime

  /// Starts, with the pool's workers awake (``WorkerPool/gather()``). Ask for the time on the same thread.
  init(of pool: WorkerPool? = nil) {
    self.pool = pool
    pool?.gather()
    start = Self.now(pool)
  }

  /// Time since this stopwatch was made.
  func elapsed() -> ElapsedTime {
    let end = Self.now(pool)
    return ElapsedTime(wall: end.wall - start.wall, processor: end.processor - start.processor)
  }

  private static func now(_ pool: WorkerPool?) -> ElapsedTime {
    ElapsedTime(
      wall: nanoseconds(of: CLOCK_MONOTONIC),
      processor: pool?.processorTime ?? nanoseconds(of: CLOCK_THREAD_CPUTIME_ID))
  }
}
