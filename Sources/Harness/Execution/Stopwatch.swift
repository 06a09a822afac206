import Glibc

/// Time that something took.
public struct ElapsedTime: Hashable, Sendable {
  /// Nanoseconds on the wall, by a clock that never steps back.
  public var wall: UInt64
  /// Nanoseconds of processor time of all threads of this process together.
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

/// Reads the two clocks of ``ElapsedTime`` together: about 0.3 µs, most of it the processor clock,
/// which is a system call. So time blocks, never transactions.
struct Stopwatch {
  private let start = Self.now()

  /// Time since this stopwatch was made.
  func elapsed() -> ElapsedTime {
    let end = Self.now()
    return ElapsedTime(wall: end.wall - start.wall, processor: end.processor - start.processor)
  }

  private static func now() -> ElapsedTime {
    ElapsedTime(
      wall: nanoseconds(of: CLOCK_MONOTONIC), processor: nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID))
  }

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
