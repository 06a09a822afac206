import Schedulers

/// One execution of a case under one arm, with every lane's notes: to be looked at, not measured.
public struct TracedRun: Sendable {
  /// The case, or the block.
  public var subject: String
  public var scheduler: String
  public var workers: Int
  /// By block.
  public var blocks: [ScheduleTrace]
  /// What it took, notes included.
  public var time: ElapsedTime

  public init(
    subject: String, scheduler: String, workers: Int, blocks: [ScheduleTrace], time: ElapsedTime
  ) {
    self.subject = subject
    self.scheduler = scheduler
    self.workers = workers
    self.blocks = blocks
    self.time = time
  }

  /// Nanoseconds of all lanes by what they did, over all blocks, in the order of `Activity`.
  public var split: [(activity: Activity, nanoseconds: UInt64)] {
    Activity.allCases.map { activity in
      (activity, blocks.reduce(0) { $0 + $1.split[Int(activity.rawValue)] })
    }
  }

  /// Nanoseconds from a block's start until a transaction and all before it were final, over all blocks,
  /// ascending. See ``Schedulers/ScheduleTrace/commitLatencies``.
  public var commitLatencies: [UInt64] { blocks.flatMap(\.commitLatencies).sorted() }
}

extension [UInt64] {
  /// Of ascending values: the smallest that at least this share of them do not exceed (nearest rank).
  public func quantile(_ share: Double) -> UInt64? {
    isEmpty
      ? nil
      : self[Swift.min(count - 1, Swift.max(0, Int((share * Double(count)).rounded(.up)) - 1))]
  }
}
