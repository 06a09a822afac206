import Glibc

/// Time that something took.
public struct ElapsedTime: Hashable, Sendable {
  /// Nanoseconds on the wall, by a clock that never steps back.
  public var wall: UInt64
  /// Nanoseconds of processor time: of all threads of this process together, unless one was asked for.
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
  /// Whose processor time is meant.
  enum Processor {
    case process, thread

    fileprivate var clock: clockid_t {
      self == .process ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID
    }
  }

  private let processor: Processor
  private let start: ElapsedTime

  /// Starts. With ``Processor/thread``, ask for the time on the same thread.
  init(processor: Processor = .process) {
    self.processor = processor
    start = Self.now(processor)
  }

  /// Time since this stopwatch was made.
  func elapsed() -> ElapsedTime {
    let end = Self.now(processor)
    return ElapsedTime(wall: end.wall - start.wall, processor: end.processor - start.processor)
  }

  private static func now(_ processor: Processor) -> ElapsedTime {
    ElapsedTime(
      wall: nanoseconds(of: CLOCK_MONOTONIC), processor: nanoseconds(of: processor.clock))
  }

  private static func nanoseconds(of clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
