import Schedulers
import Workloads

/// What an experiment will do: each case under each arm, in pairs with sequential execution.
public struct ExperimentPlan: Sendable {
  /// A workload under a name that is its own within the plan.
  public struct Case: Sendable {
    /// Where its blocks come from.
    public enum Source: Sendable {
      case generated(WorkloadSpec)
      /// A stream file, of which only the header has been read.
      case stream(path: String, StreamHeader)
    }

    public var name: String
    public var source: Source
    /// Microseconds that every first read of a slot takes more.
    public var readLatency = 0

    /// A case whose name says its latency, so that its rows are never taken for those of another:
    /// "swaps@20us".
    init(_ name: String, source: Source, readLatency: Int) {
      self.name = readLatency == 0 ? name : "\(name)@\(readLatency)us"
      self.source = source
      self.readLatency = readLatency
    }

    init(name: String, source: Source) { self.init(name, source: source, readLatency: 0) }

    /// The workload to generate; nil for a stream.
    public var workload: WorkloadSpec? {
      if case .generated(let workload) = source { workload } else { nil }
    }
  }

  /// A scheduler at a worker count.
  public struct Arm: Sendable {
    public var scheduler: any Scheduler
    public var workers: Int

    public init(_ scheduler: any Scheduler, workers: Int) {
      self.scheduler = scheduler
      self.workers = workers
    }

    /// What every other arm is compared with: sequential execution, which has one worker.
    public static var baseline: Arm { Arm(SchedulerSelection.baseline, workers: 1) }

    /// Such as "block-stm ×2".
    public var label: String { "\(scheduler.name) ×\(workers)" }
  }

  /// Names the folder of results and the report.
  public var suite: String
  public var cases: [Case]
  /// Without the baseline.
  public var arms: [Arm]
  /// Pairs of runs for each arm and case.
  public var pairs: Int
  /// Executions before them that are not measured, for each arm and for the baseline.
  public var warmups: Int
  /// Whether the figures are for a first look only.
  public var isQuick: Bool
  /// Whether each arm of each case is executed once more, traced and not measured.
  public var isTraced = false

  /// Measured runs: two to a pair.
  public var runCount: Int { cases.count * arms.count * pairs * 2 }
  /// What progress counts: measured runs, warm-ups and traced runs.
  public var stepCount: Int {
    runCount + cases.count * (arms.count + 1) * (warmups + (isTraced ? 1 : 0))
  }
}
