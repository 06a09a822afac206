import Foundation

extension BlockGenerator {
  /// Where the time of generation goes, in nanoseconds of this thread's processor time, which neighbours
  /// on a busy machine do not count into.
  public struct Time: Sendable {
    /// Making the transactions of all blocks.
    public var blocks: UInt64
    /// Making genesis state and headers, and hashing everything.
    public var assembly: UInt64
  }

  /// As ``generate(threads:)`` on one thread, by the clock.
  public func timedGenerate() -> (workload: GeneratedWorkload, time: Time) {
    let start = Self.processorTime()
    let draft = draft(threads: 1) { () throws(Never) in }
    let drafted = Self.processorTime()
    let workload = assemble(draft)
    return (
      workload, Time(blocks: drafted - start, assembly: Self.processorTime() - drafted)
    )
  }

  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
