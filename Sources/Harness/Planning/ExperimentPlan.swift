import Results
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
    /// What executes it, if that is not what executes the others.
    public var arms: [Arm]?
    /// Blocks at its beginning that are executed once, so that predictors learn from them, and that no arm
    /// is measured on.
    public var learningBlocks = 0
    /// What its file says of hints, until arms are made of it.
    var hintTexts: [String]?

    /// A case whose name says its latency, so that its rows are never taken for those of another:
    /// "swaps@20us".
    init(_ name: String, source: Source, readLatency: Int) {
      self.name = readLatency == 0 ? name : "\(name)@\(readLatency)us"
      self.source = source
      self.readLatency = readLatency
    }

    public init(name: String, source: Source) {
      self.init(name, source: source, readLatency: 0)
    }

    /// How many blocks it has, those included that predictors learn from.
    var blockCount: Int {
      switch source {
      case .generated(let workload): workload.blocks
      case .stream(_, let header): header.blocks
      }
    }

    /// Refuses to learn from all blocks.
    func checkLearning() throws(PlanError) {
      guard learningBlocks > 0, learningBlocks >= blockCount else { return }
      throw PlanError(
        "\(name) has \(blockCount) blocks, so after learning from \(learningBlocks) there is nothing left "
          + "to measure: give more blocks or fewer learning blocks")
    }

    /// The workload to generate; nil for a stream.
    public var workload: WorkloadSpec? {
      if case .generated(let workload) = source { workload } else { nil }
    }
  }

  /// A scheduler at a worker count, and what it is told.
  public struct Arm: Sendable {
    public var scheduler: any Scheduler
    public var workers: Int
    /// The hints that were asked for; nil for perfect ones without a word, and for schedulers that take
    /// none.
    public var hints: HintSetting?
    /// Whether it is no way to execute a block, but as many sequential executions at once as it has workers:
    /// what the machine itself allows.
    public private(set) var isCopies = false

    public init(_ scheduler: any Scheduler, workers: Int, hints: HintSetting? = nil) {
      self.scheduler = scheduler
      self.workers = workers
      self.hints = hints
    }

    /// What results call it: the scheduler's name, and the hints that were asked for.
    public var name: String {
      if isCopies { return RunRecord.Arm.sequentialCopies }
      return hints.map { "\(scheduler.name):\($0)" } ?? scheduler.name
    }

    /// What every other arm is compared with: sequential execution, which has one worker.
    public static var baseline: Arm { Arm(SchedulerSelection.baseline, workers: 1) }

    /// Sequential execution by so many workers at once, each of a copy.
    public static func copies(workers: Int) -> Arm {
      var arm = Arm(SchedulerSelection.baseline, workers: workers)
      arm.isCopies = true
      return arm
    }

    /// The same with a scheduler that has learnt nothing yet.
    var withoutExperience: Arm {
      var arm = self
      arm.scheduler = scheduler.withoutExperience()
      return arm
    }

    /// Such as "block-stm ×2".
    public var label: String { "\(name) ×\(workers)" }
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
  /// Whether hints were asked for, and no scheduler takes those.
  public internal(set) var ignoresHints = false
  /// Processors to find the limits of, where that is asked for: beside the arms, each case is measured in as many
  /// sequential executions at once as each number of workers, or as there are processors.
  public var copiedUpTo: Int?

  /// What is compared on a case, without the baseline.
  public func arms(of planned: Case) -> [Arm] { planned.arms ?? arms }

  /// What says what the machine allows to the arms of a case.
  public func copies(of planned: Case) -> [Arm] {
    guard let processors = copiedUpTo else { return [] }
    return unique(arms(of: planned).map { min($0.workers, processors) }).filter { $0 > 1 }
      .map { .copies(workers: $0) }
  }

  /// All that is measured on a case, in pairs with the baseline.
  func measuredArms(of planned: Case) -> [Arm] { arms(of: planned) + copies(of: planned) }

  /// How many workers there are to be, each number once.
  var poolSizes: Set<Int> {
    let all = arms + cases.flatMap { measuredArms(of: $0) } + [Arm.baseline]
    return Set(all.map(\.workers))
  }

  /// Threads with large stacks that are there at once while it is carried out: those of all pools, each of
  /// which has the calling thread for one of its workers, and that.
  public var threadCount: Int { poolSizes.reduce(1) { $0 + $1 - 1 } }

  /// Measured runs: two to a pair.
  public var runCount: Int { cases.reduce(0) { $0 + measuredArms(of: $1).count } * pairs * 2 }
  /// What progress counts: measured runs, warm-ups and traced runs.
  public var stepCount: Int {
    let warm = cases.reduce(0) { $0 + measuredArms(of: $1).count + 1 } * warmups
    return runCount + warm + (isTraced ? cases.reduce(0) { $0 + arms(of: $1).count + 1 } : 0)
  }
}
