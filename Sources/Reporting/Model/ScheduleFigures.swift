/// Where the time of one traced execution went. The notes take time themselves, so these are shares to
/// compare, not measurements.
public struct ScheduleFigures: Hashable, Sendable {
  /// What all lanes together spent on one kind of thing.
  public struct Share: Hashable, Sendable {
    public var activity: String
    public var nanoseconds: UInt64

    public init(activity: String, nanoseconds: UInt64) {
      self.activity = activity
      self.nanoseconds = nanoseconds
    }
  }

  public var workload: String
  public var scheduler: String
  public var threads: Int
  public var transactions: Int
  public var wallNanoseconds: UInt64
  /// Of all threads together.
  public var processorNanoseconds: UInt64
  /// Every activity there is, in the same order for all; the sum is workers × the blocks' time.
  public var split: [Share]
  /// Nanoseconds from a block's start until a transaction and all before it were final: what half of the
  /// transactions do not exceed, and what 99% do not. Nil without transactions.
  public var medianCommitLatency: UInt64?
  public var lateCommitLatency: UInt64?

  public init(
    workload: String, scheduler: String, threads: Int, transactions: Int, wallNanoseconds: UInt64,
    processorNanoseconds: UInt64, split: [Share], medianCommitLatency: UInt64?,
    lateCommitLatency: UInt64?
  ) {
    self.workload = workload
    self.scheduler = scheduler
    self.threads = threads
    self.transactions = transactions
    self.wallNanoseconds = wallNanoseconds
    self.processorNanoseconds = processorNanoseconds
    self.split = split
    self.medianCommitLatency = medianCommitLatency
    self.lateCommitLatency = lateCommitLatency
  }
}
