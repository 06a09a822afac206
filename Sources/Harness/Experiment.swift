import Results
import Schedulers
import Workloads

/// Carries a plan out: prepares each case, warms up, measures pair by pair, checks and records.
///
/// The unit of replication is one execution of a whole stream inside this process. Cases are taken one
/// after the other, so that one workload is in memory at a time; within a case all arms advance together,
/// a pair each a round, so that a change of the machine meets them alike.
public struct Experiment {
  let plan: ExperimentPlan
  let session: Session
  let interruption: Interruption
  let observe: (ExperimentEvent) -> Void
  /// By size. The threads of a pool sleep while another runs.
  let pools: [Int: WorkerPool]
  /// Measured runs so far, over all cases.
  var slot = 0
  /// Measured runs and warm-ups so far.
  var step = 0

  /// - Parameters:
  ///   - environment: says what to write into every record besides the run.
  ///   - observe: called on the measuring thread, never while a clock runs.
  public init(
    _ plan: ExperimentPlan, on environment: EnvironmentRecord,
    until interruption: Interruption = Interruption(),
    observe: @escaping (ExperimentEvent) -> Void = { _ in }
  ) {
    self.plan = plan
    self.interruption = interruption
    self.observe = observe
    session = Session(environment)
    pools = Dictionary(uniqueKeysWithValues: plan.poolSizes.map { ($0, WorkerPool(size: $0)) })
  }

  /// Measures everything. Call it on a large stack: this thread executes transactions.
  ///
  /// - Parameters:
  ///   - trace: takes one more execution of each case and arm, which is checked, traced and not measured;
  ///     nil for none.
  ///   - record: keeps one run after its check; what it throws ends the experiment.
  /// - Throws: ``OutcomeMismatch``, after recording the run as not valid; ``Interrupted``;
  ///   ``ExperimentFailure``; `WorkloadError`; `SchedulerFailure`; what `record` throws.
  public mutating func run(
    tracing trace: ((TracedRun) throws -> Void)? = nil, recording record: (RunRecord) throws -> Void
  ) throws {
    for spec in plan.cases {
      observe(.preparing(name: spec.name))
      // No arm profits or suffers from what a scheduler has learnt in another or in an earlier case.
      let arms = plan.arms(of: spec).map(\.withoutExperience)
      let subject = try MeasuredCase(spec, for: arms, until: interruption)
      observe(.prepared(subject.workload))
      let measured = arms + plan.copies(of: spec)
      try warmUp(subject, measured)
      try measure(subject, measured, recording: record)
      if let trace { try self.trace(subject, arms, keeping: trace) }
    }
  }
}
