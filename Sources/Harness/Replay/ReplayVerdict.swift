import Foundation
import Schedulers

/// How executing one block under one scheduler ended.
public enum ReplayVerdict: Hashable, Sendable {
  case passed
  /// The outcome is not the block's: the first difference.
  case mismatch(String)
  /// A fault of ours while executing: nothing to compare.
  case fault(String)
  /// Not run, or not to be judged, and why.
  case skipped(String)
}

/// One block under one scheduler.
public struct ReplayResult: Hashable, Sendable, CustomStringConvertible {
  public var block: UInt64
  /// The fork's name, as consensus tests write it.
  public var fork: String
  public var transactions: Int
  /// The header's.
  public var gasUsed: UInt64
  public var scheduler: String
  public var workers: Int
  /// In the system call and the scheduler: what this machine did once, on a cold cache, so no
  /// measurement.
  public var duration: Duration?
  /// False where the header's receipts root has no counterpart here: before Byzantium it commits to the
  /// state after each transaction, which no scheduler computes.
  public var isReceiptsRootChecked = true
  public var verdict: ReplayVerdict
  /// Why the scheduler executed the block in order after all; nil if it did not.
  public var fallback: String?
  /// What the scheduler did; nil where it did not come to its end.
  public var counters: ExecutionCounters?
  public var attempts: AttemptHistogram?
  /// What every worker did, if that was asked for.
  public var schedule: ScheduleTrace?

  /// One line.
  public var description: String {
    let arm = "\(scheduler) ×\(workers)"
    var line = "\(block) \(fork) \(arm): \(transactions) transactions, \(gasUsed) gas"
    if let duration {
      let milliseconds = duration.formatted(
        .units(allowed: [.milliseconds], fractionalPart: .show(length: 1)))
      line += ", \(milliseconds)"
    }
    switch verdict {
    case .passed:
      return line + (isReceiptsRootChecked ? ": passed" : ": passed but for the receipts root")
        + (fallback.map { " (\($0))" } ?? "")
    case .mismatch(let difference): return line + ": failed: \(difference)"
    case .fault(let fault): return line + ": not executed: \(fault)"
    case .skipped(let reason): return line + ": skipped: \(reason)"
    }
  }
}
