/// A scheduler's outcome differs from that of sequential execution: the scheduler is wrong, and its
/// times mean nothing.
public struct OutcomeMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the first difference is.
  public enum Place: Hashable, Sendable {
    /// A transaction's status, gas, rejection or logs; both count from zero.
    case transaction(block: Int, index: Int)
    /// An account's field, or a slot, after the last block.
    case finalState
  }
  public var stream: String
  public var scheduler: String
  public var workers: Int
  public var place: Place
  /// What differs, with both values.
  public var difference: String

  public init(
    stream: String, scheduler: String, workers: Int, place: Place, difference: String
  ) {
    self.stream = stream
    self.scheduler = scheduler
    self.workers = workers
    self.place = place
    self.difference = difference
  }

  public var description: String {
    let arm = "\(scheduler) with \(workers) worker\(workers == 1 ? "" : "s")"
    let location =
      switch place {
      case .transaction(let block, let index): "block \(block), transaction \(index)"
      case .finalState: "the state after the last block"
      }
    return "\(stream): \(arm) differs from sequential execution in \(location): \(difference)"
  }
}
