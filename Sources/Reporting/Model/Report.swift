import Results
import Statistics

/// What one session found: the value that every reporter turns into text.
public struct Report: Hashable, Sendable {
  public var suite: String
  public var session: String
  /// Nil where the session's `env.json` is missing.
  public var environment: EnvironmentRecord?
  /// In the order in which they were first run.
  public var cases: [CaseReport]
  /// Executions that were traced beside the measured ones, if any.
  public var schedules: [ScheduleFigures] = []
  /// What a reader must know before believing the figures; most serious first.
  public var warnings: [ReportWarning]

  public init(
    suite: String, session: String, environment: EnvironmentRecord?, cases: [CaseReport],
    warnings: [ReportWarning]
  ) {
    self.suite = suite
    self.session = session
    self.environment = environment
    self.cases = cases
    self.warnings = warnings
  }
}

/// What was found about one workload.
public struct CaseReport: Hashable, Sendable {
  public var workload: RunRecord.Workload
  /// Sequential execution first, then by workers and name; what the machine allows to so many workers after them.
  public var arms: [ArmReport]

  public init(workload: RunRecord.Workload, arms: [ArmReport]) {
    self.workload = workload
    self.arms = arms
  }

  /// Gas over the gas of the longest chain of dependent transactions. Where time goes with gas, no schedule
  /// that honours the dependencies exceeds this speedup, with any number of workers. Nil where the chain was
  /// not computed.
  public var boundByGas: Double? {
    workload.criticalPathGas.map { Double(workload.gas) / Double($0) }
  }

  /// The same by the time that each transaction takes in sequential execution: what speedups are held to. Nil
  /// where the times were not measured.
  public var boundByTime: Double? {
    guard let path = workload.criticalPathNanoseconds, path > 0,
      let all = workload.transactionsNanoseconds
    else { return nil }
    return Double(all) / Double(path)
  }

  /// What the machine allows to so many workers, or to the most that were tried: sequential executions at once
  /// (`sequential-copies`). Nil where that was not measured.
  func copies(threads: Int) -> ArmReport? {
    arms.filter { $0.isCopies && $0.threads <= threads }.max { $0.threads < $1.threads }
  }

  /// The bound with so many workers: the smaller of their number and ``boundByTime``, or ``boundByGas`` where
  /// that is all there is.
  public func bound(threads: Int) -> Double? {
    (boundByTime ?? boundByGas).map { min(Double(threads), $0) }
  }
}

/// What was found about one scheduler with one number of workers on one workload.
public struct ArmReport: Hashable, Sendable {
  public var scheduler: String
  public var threads: Int
  /// Valid runs that the figures are made of.
  public var runs: Int
  public var transactionsPerSecond: Estimate
  public var gasPerSecond: Estimate
  /// How many times as fast as sequential execution of the same round. Nil for sequential execution
  /// itself, and where no run of it can be paired.
  public var speedup: PairedComparison?
  public var executionsPerTransaction: Double
  public var validationsPerTransaction: Double
  public var aborts: Double
  public var suspensions: Double
  /// Aborts and suspensions per run by cause, the most frequent first.
  public var abortCauses: [AbortCause]
  /// Shares of the transactions that took one attempt, two, three, four, and five or more.
  public var attemptShares: [Double]
  /// What only some schedulers count, per run: "rounds", "reused", "in-order".
  public var schedulerCounts: [SchedulerCount]
  /// The most attempts that any transaction took in any run.
  public var maximumAttempts: Int
  /// Gas of discarded attempts over gas used: 0.3 means that 30% was executed in vain.
  public var wastedGasShare: Double
  public var cpuSecondsPerGigagas: Double
  /// What passed before a first transaction could be executed: resolving what the scheduler was told, building
  /// graphs. It is part of the time that the speedup is of.
  public var preparationNanosecondsPerTransaction = 0.0
  /// The same as a share of the time.
  public var preparationShare = 0.0
  /// The share of blocks that it could not execute its way, because what it was told had missed an access.
  public var fallbackShare = 0.0
  /// What it was told and how good that was; nil where hints were not varied.
  public var hints: RunRecord.Hints?
  /// The speedup that this many workers cannot exceed on this workload; nil where unknown.
  public var bound: Double?
  /// The speedup of so many sequential executions at once, over which no scheduler is expected to get on this
  /// machine; nil where it was not measured.
  public var machineSpeedup: Double?
  /// How many times as fast as those executions; nil where either has no pairs.
  public var speedupOverCopies: PairedComparison?

  /// How often attempts came to nothing for one reason.
  public struct AbortCause: Hashable, Sendable {
    public var name: String
    public var perRun: Double
  }

  /// Something that only some schedulers count.
  public struct SchedulerCount: Hashable, Sendable {
    public var name: String
    public var perRun: Double
  }

  /// The share of its bound that the speedup reaches.
  public var efficiency: Double? {
    guard let bound, let speedup, !isCopies else { return nil }
    return speedup.ratio / bound
  }

  /// The share that the speedup reaches of the smaller of the bound and what the machine allows.
  ///
  /// What the machine allows is measured, and changes while it is: so the interval is of both figures, round by
  /// round. The bound is a property of the stream.
  public var shareOfMachine: Estimate? {
    guard let speedup, let machineSpeedup, !isCopies else { return nil }
    if let bound, bound < machineSpeedup {
      return Estimate(
        value: speedup.ratio / bound, interval: speedup.interval?.mapped { $0 / bound })
    }
    return speedupOverCopies.map { Estimate(value: $0.ratio, interval: $0.interval) }
  }

  /// Whether it is no scheduler, but what the machine allows: see `RunRecord.Arm.sequentialCopies`.
  public var isCopies: Bool { scheduler == RunRecord.Arm.sequentialCopies }

  /// "block-stm ×2", and "sequential" without a count.
  public var label: String {
    scheduler == sequentialScheduler ? scheduler : "\(scheduler) ×\(threads)"
  }
}

/// The name of the arm that speedups are over.
public let sequentialScheduler = "sequential"
