/// What a scheduler did to execute a block. Sequential execution does each transaction once.
///
/// Counted always, by each worker for itself: none of it takes a clock, or a place that workers share.
/// What needs a clock a task is in ``ScheduleTrace``.
public struct ExecutionCounters: Hashable, Sendable {
  /// Attempts started.
  public var executions = 0
  /// Read sets checked.
  public var validations = 0
  /// Attempts that came to nothing, by cause.
  public private(set) var abortCounts = AbortCounts()
  /// Gas of the attempts that were discarded. What an attempt used that was given up half-way, at an
  /// estimate, is not known.
  public var wastedGas: UInt64 = 0
  /// Time before the first transaction could be executed: resolving what is known, building graphs.
  /// Part of the block's time.
  public var preparation = Duration.zero
  /// Attempts made ahead of their turn that were committed, of schedulers that commit in turn.
  public var reused = 0
  /// Reads that met an estimate, waited for it, and went on in place.
  public var resumptions = 0
  /// Rounds, of schedulers that work in rounds.
  public var rounds = 0
  /// Executions one after the other, each when all before it were final, of schedulers that otherwise run
  /// ahead.
  public var executionsInOrder = 0
  public init() {}

  /// Attempts that ended and were discarded.
  public var aborts: Int { abortCounts.total - suspensions }
  /// Attempts given up because a read met an estimate.
  public var suspensions: Int { abortCounts[.estimate] }

  /// Notes that an attempt came to nothing, after it had used so much gas.
  @inline(__always)
  mutating func abort(_ cause: AbortCause, gas: UInt64 = 0) {
    abortCounts.add(cause)
    wastedGas &+= gas
  }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.executions += b.executions
    sum.validations += b.validations
    sum.abortCounts = a.abortCounts + b.abortCounts
    sum.wastedGas += b.wastedGas
    sum.preparation += b.preparation
    sum.reused += b.reused
    sum.resumptions += b.resumptions
    sum.rounds += b.rounds
    sum.executionsInOrder += b.executionsInOrder
    return sum
  }
}
