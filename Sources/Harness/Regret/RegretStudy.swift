import Schedulers
import State
import Workloads

/// How much longer a scheduler that chooses takes than the best choice for each block in hindsight.
///
/// Every block of a stream is executed by every scheduler, one right after the other and each on a copy of
/// the state, round after round; who comes first changes from block to block. The chooser meets the blocks
/// in their order, as it would alone, and goes on learning from round to round; the first round, in which
/// it knows nothing, is kept apart. Every outcome is compared with sequential execution's.
public struct RegretStudy {
  /// What to study.
  public struct Plan: Sendable {
    public var source: ExperimentPlan.Case
    /// The one that chooses.
    public var subject: any Scheduler
    /// Those that it is compared with.
    public var candidates: [any Scheduler]
    public var workers: Int
    /// Rounds that are measured, after the first.
    public var rounds: Int
    /// What all who take hints are told. With none, nobody is told anything.
    public var hints: HintSetting

    /// - Parameter hints: what to tell; if not given, what the case's file says, or else the truth.
    /// - Throws: `PlanError` where the file names several hints: one scheduler could not have met them all.
    public init(
      _ source: ExperimentPlan.Case, of subject: any Scheduler, against candidates: [any Scheduler],
      workers: Int, rounds: Int, hints: HintSetting? = nil
    ) throws(PlanError) {
      let named = try SchedulerSelection.hints(source.hintTexts ?? [])
      guard hints != nil || named.count <= 1 else {
        let spellings = named.map { $0.description.dropFirst("hints=".count) }
        throw PlanError(
          "\(source.name): its file names several hints: choose one with --hints "
            + spellings.joined(separator: ", or "))
      }
      self.source = source
      self.subject = subject
      self.candidates = candidates
      self.workers = workers
      self.rounds = rounds
      self.hints = hints ?? named.first ?? .perfect
    }
  }

  private let plan: Plan
  private let stream: BlockStream
  private let arms: [any Scheduler]
  /// By arm and block, what it is told.
  private let knowledge: [[BlockKnowledge]]
  private let pool: WorkerPool
  private let interruption: Interruption

  /// Makes the stream, and checks that its transactions do what they are meant to.
  /// - Throws: what `MeasuredCase` throws; ``ExperimentFailure`` where a candidate could not work untold.
  public init(_ plan: Plan, until interruption: Interruption = Interruption()) throws {
    self.plan = plan
    self.interruption = interruption
    arms = plan.candidates + [plan.subject]
    if plan.hints.source == .none,
      let needy = arms.first(where: { ![.nothing, .hints].contains($0.requirement) })
    {
      throw ExperimentFailure(
        "\(needy.name) has to be told the \(needy.requirement.rawValue) of a block: leave it out, or "
          + "give hints")
    }
    let told = arms.map {
      ExperimentPlan.Arm(
        $0, workers: plan.workers,
        hints: $0.takesHints && plan.hints != .perfect ? plan.hints : nil)
    }
    let measured = try MeasuredCase(
      plan.source, for: told, isTimed: false, until: interruption)
    stream = measured.stream
    knowledge = told.map { arm in
      measured.stream(for: arm).steps.map {
        arm.scheduler.requirement == .nothing ? .nothing : $0.knowledge
      }
    }
    pool = WorkerPool(size: plan.workers)
  }

  /// Executes everything. Call it on a large stack.
  /// - Parameter observe: called after every block of every round.
  /// - Throws: ``OutcomeMismatch``; `SchedulerFailure`; ``Interrupted``.
  public func run(observe: (_ round: Int, _ block: Int) -> Void = { _, _ in }) throws
    -> RegretFigures
  {
    var figures = RegretFigures(
      stream: stream.name, workers: plan.workers, hints: plan.hints, subject: plan.subject.name,
      candidates: plan.candidates.map(\.name), blocks: stream.steps.count)
    for round in 0...plan.rounds {
      var state = stream.genesis.copy()
      figures.beginRound()
      for block in stream.steps.indices {
        try interruption.check()
        state = try execute(block, round: round, from: state, into: &figures)
        observe(round, block)
      }
    }
    return figures
  }

  /// One block by all arms; returns the state that it leaves behind.
  private func execute(
    _ block: Int, round: Int, from state: WorldState, into figures: inout RegretFigures
  ) throws -> WorldState {
    let step = stream.steps[block]
    let after = state.copy()
    let expected = try SchedulerSelection.baseline.execute(
      step.executor, on: after, with: pool, knowing: .nothing
    ).results
    for offset in arms.indices {
      let arm = (offset + block + round) % arms.count
      let scheduler = arms[arm]
      let own = state.copy()
      own.makeRoom(as: after)
      let stopwatch = Stopwatch(of: pool)
      let execution = try scheduler.execute(
        step.executor, on: own, with: pool, knowing: knowledge[arm][block])
      let time = stopwatch.elapsed()
      try check(execution, own, against: expected, after, block, scheduler)
      figures.note(
        time, ofArm: arm, block: block,
        choice: execution.choice
          ?? execution.fallback.map { "\(scheduler.name), given up: \($0)" })
    }
    return after
  }

  private func check(
    _ execution: BlockExecution, _ state: WorldState, against expected: [TransactionResult],
    _ after: WorldState, _ block: Int, _ scheduler: any Scheduler
  ) throws(OutcomeMismatch) {
    let results = execution.results
    let place: OutcomeMismatch.Place
    let difference: String
    if results != expected, let first = firstDifference(of: results, from: expected) {
      place = .transaction(block: block, index: first.index)
      difference = first.difference
    } else if let key = state.firstDifference(from: after) {
      place = .finalState
      difference = "\(key) (after block \(block))"
    } else {
      return
    }
    throw OutcomeMismatch(
      stream: stream.name, scheduler: scheduler.name, workers: plan.workers, place: place,
      difference: difference)
  }
}
