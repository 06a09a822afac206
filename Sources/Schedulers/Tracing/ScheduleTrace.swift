import State

/// What every lane did while a block was executed, and when.
///
/// A note takes a clock, tens of nanoseconds, so a traced execution is no measurement; what it shows is
/// where the time goes. Times are nanoseconds of the clock that never steps back.
public struct ScheduleTrace: Hashable, Sendable {
  /// A lane at one thing.
  public struct Span: Hashable, Sendable, BitwiseCopyable {
    public var activity: Activity
    /// −1 for none.
    public var transaction: Int32
    public var start: UInt64
    public var end: UInt64
  }
  /// An attempt that came to nothing.
  public struct Abort: Hashable, Sendable, BitwiseCopyable {
    public var cause: AbortCause
    public var transaction: Int32
    public var time: UInt64
  }
  /// What one lane did, in the order in which it did.
  public struct Lane: Hashable, Sendable {
    public var spans: [Span]
    public var aborts: [Abort]
  }

  public var transactionCount: Int
  /// When the block began, and when it ended.
  public var start: UInt64
  public var end: UInt64
  public var lanes: [Lane]

  public init(transactionCount: Int, start: UInt64, end: UInt64, lanes: [Lane]) {
    self.transactionCount = transactionCount
    self.start = start
    self.end = end
    self.lanes = lanes
  }
}

extension ScheduleTrace {
  /// How long all lanes together did each thing, nanoseconds by ``Activity``'s raw value. Lanes that were
  /// not running, before, between and after runs, count as waiting: the sum is lanes × the block's time.
  public var split: [UInt64] {
    var split = Array(repeating: UInt64(0), count: Activity.allCases.count)
    for lane in lanes {
      for span in lane.spans { split[Int(span.activity.rawValue)] += span.end - span.start }
    }
    let all = UInt64(lanes.count) * (end - start)
    split[Int(Activity.wait.rawValue)] += all - min(all, split.reduce(0, +))
    return split
  }

  /// By transaction: nanoseconds that lanes spent on executing it and on bringing what came of it into the
  /// state, the notes of both included: tens of nanoseconds, the same for each.
  public var transactionTimes: [UInt64] {
    var times = Array(repeating: UInt64(0), count: transactionCount)
    for span in lanes.lazy.flatMap(\.spans) {
      guard span.activity == .execute || span.activity == .commit,
        times.indices.contains(Int(span.transaction))
      else { continue }
      times[Int(span.transaction)] += span.end - span.start
    }
    return times
  }

  /// By transaction: nanoseconds from the block's start until it and all before it were final, which is
  /// the earliest moment at which somebody could commit them in block order.
  ///
  /// Final is a transaction when it was executed, published, validated or committed for the last time.
  public var commitLatencies: [UInt64] {
    var latencies = Array(repeating: UInt64(0), count: transactionCount)
    for span in lanes.lazy.flatMap(\.spans) {
      switch span.activity {
      case .execute, .publish, .validate, .commit:
        guard latencies.indices.contains(Int(span.transaction)) else { continue }
        let latency = span.end - start
        latencies[Int(span.transaction)] = max(latencies[Int(span.transaction)], latency)
      case .prepare, .schedule, .wait: continue
      }
    }
    for index in latencies.indices.dropFirst() {
      latencies[index] = max(latencies[index], latencies[index - 1])
    }
    return latencies
  }
}
