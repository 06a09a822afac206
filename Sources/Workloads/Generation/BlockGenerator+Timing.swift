import Foundation
import Synchronization

extension BlockGenerator {
  /// Where the time of generation goes, in nanoseconds of this thread's processor time, which neighbours
  /// on a busy machine do not count into.
  public struct Time: Sendable {
    /// Making the tables of laws and the orders of keys, once.
    public var preparation: UInt64
    /// Making the transactions of all blocks.
    public var blocks: UInt64
    /// Making genesis state and headers, and hashing everything.
    public var assembly: UInt64
  }

  /// As ``generate(threads:)`` on one thread, by the clock.
  public func timedGenerate() -> (workload: GeneratedWorkload, time: Time) {
    let start = Self.processorTime()
    let prepared = Atomic(start)
    let draft = draft(threads: 1) {
      prepared.store(Self.processorTime(), ordering: .relaxed)
    } check: { () throws(Never) in
    }
    let drafted = Self.processorTime()
    let workload = assemble(draft)
    let begun = prepared.load(ordering: .relaxed)
    return (
      workload,
      Time(
        preparation: begun - start, blocks: drafted - begun,
        assembly: Self.processorTime() - drafted)
    )
  }

  private static func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
