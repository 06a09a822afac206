import Glibc
import Primitives
import State

/// Chooses a scheduler for each block by what the block looks like, and learns from what that comes to.
///
/// Blocks of one kind (``BlockFeatures``) go to the scheduler that needed least time a unit of gas for
/// them; each that might be better is tried, once at first and then ever more rarely, as long as that costs
/// little (``TrialBudget``), and a change needs a difference that is more than noise (``ChoiceRecord``). What
/// is chosen depends on measured times, so two runs may choose differently, with the same outcome: every
/// choice is held to that of sequential execution by the contract of its own. What to try is drawn by a seed.
///
/// How good the choices are is its regret, over the best fixed choice for each block in hindsight:
/// `gridlock regret`.
public struct AdaptiveScheduler: Scheduler {
  /// What it chooses among; access sets, where they are told, may be wrong: who enforces them then takes
  /// longer, and is chosen less.
  private let sequential = SequentialScheduler()
  private let hybrid: HybridScheduler
  private let optimistic: BlockSTMScheduler
  private let graph: StaticDAGScheduler
  private let partition = PartitionScheduler()
  private let locks: StaticLocksScheduler
  private let learner: Locked<ChoiceLearner>

  /// By what they are called in here.
  private enum Arm: Int, CaseIterable {
    case sequential, hybrid, optimistic, graph, partition, locks

    /// Whom to choose among, in the order in which they are worth trying: the first is chosen for the first
    /// block of a kind.
    /// - Parameter isCalm: whether little was lost of late; else order is tried before more optimism.
    static func allowed(hasHints: Bool, isCalm: Bool) -> [Int] {
      switch (hasHints, isCalm) {
      case (true, true): hintedCalm
      case (true, false): hintedTroubled
      case (false, true): calm
      case (false, false): troubled
      }
    }
    // Made once, not with each block.
    private static let calm = numbers([.hybrid, .optimistic, .sequential])
    private static let troubled = numbers([.hybrid, .sequential, .optimistic])
    private static let hintedCalm = numbers(
      [.hybrid, .graph, .locks, .partition, .optimistic, .sequential])
    private static let hintedTroubled = numbers(
      [.hybrid, .graph, .locks, .partition, .sequential, .optimistic])
    private static func numbers(_ arms: [Self]) -> [Int] { arms.map(\.rawValue) }
  }
  static let armCount = Arm.allCases.count

  private static let seed = SchedulerParameter.integer(
    "seed", "decides what is tried where there is a choice", in: 0...Int.max, standard: 1)
  private let settings: SchedulerSettings

  public init() { self.init(.standard) }

  private let judge: BlockJudge
  private let stallLimit: Duration

  init(
    _ settings: SchedulerSettings, judge: BlockJudge = BlockJudge(),
    stallLimit: Duration = .standardStallLimit
  ) {
    self.settings = settings
    self.judge = judge
    self.stallLimit = stallLimit
    hybrid = HybridScheduler(judge: judge, stallLimit: stallLimit)
    optimistic = BlockSTMScheduler(stallLimit: stallLimit)
    graph = StaticDAGScheduler(stallLimit: stallLimit)
    locks = StaticLocksScheduler(.standard, stallLimit: stallLimit)
    learner = Locked(
      ChoiceLearner(seed: UInt64(settings.integer(Self.seed)), armCount: Self.armCount))
  }

  public var name: String { settings.spelling(of: "adaptive") }
  public var parameters: [SchedulerParameter] { [Self.seed] }
  /// The same with another seed, which has learnt nothing yet.
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, judge: judge, stallLimit: stallLimit)
  }
  public func withoutExperience() -> any Scheduler { configured(settings) }
  public var summary: String {
    "chooses sequential, hybrid, block-stm, static-dag, static-locks or partition for each block by its "
      + "looks, learning from the times of blocks like it; takes hints"
  }
  public var requirement: KnowledgeRequirement { .hints }

  /// The names of those it chooses among, the ones that want access sets last.
  public static let choices: [String] = {
    let scheduler = AdaptiveScheduler()
    return Arm.allCases.map { scheduler.scheduler($0).name }
  }()

  private func scheduler(_ arm: Arm) -> any Scheduler {
    switch arm {
    case .sequential: sequential
    case .hybrid: hybrid
    case .optimistic: optimistic
    case .graph: graph
    case .partition: partition
    case .locks: locks
    }
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    // Here one thread works while the others wait, as long as 200 payments take if it is not kept short.
    let start = nanoseconds(of: CLOCK_MONOTONIC)
    let count = executor.transactionCount
    // A list of values is no prediction, and would make every other choice pointless.
    var told = knowledge
    told.accessList = nil
    if !requirement.isMet(by: knowledge, transactionCount: count) { told.accessSets = nil }
    let features = BlockFeatures(
      executor.transactions, count: count, hasHints: told.accessSets != nil)
    let arm = choose(features, workers: pool.size)
    let chosen = nanoseconds(of: CLOCK_MONOTONIC)
    var execution = try scheduler(arm).execute(executor, on: state, with: pool, knowing: told)
    let time = nanoseconds(of: CLOCK_MONOTONIC) - chosen
    let gas = execution.gasUsed
    let lost = execution.counters.aborts + execution.counters.suspensions
    learner.withLock {
      $0.note(Double(time), gas: gas, of: arm.rawValue, for: features)
      if arm == .hybrid || arm == .optimistic { $0.note(lost: lost, of: count) }
    }
    execution.counters.preparation += .nanoseconds(chosen - start)
    let name = Self.choices[arm.rawValue]
    if let choice = execution.choice {
      execution.choice = "\(name): \(choice)"
    } else if let fallback = execution.fallback {
      execution.choice = "\(name), given up: \(fallback)"
    } else {
      execution.choice = name
    }
    execution.fallback = nil
    return execution
  }

  private func choose(_ features: BlockFeatures, workers: Int) -> Arm {
    // One worker is best used as sequential execution does, and a chain that is certain needs no trial.
    if workers == 1 || features.chain == .nearlyAll { return .sequential }
    let choice = learner.withLock { learner -> Int in
      learner.choose(
        features,
        among: Arm.allowed(hasHints: features.hasHints, isCalm: learner.lossRate <= 0.3),
        baseline: Arm.sequential.rawValue, workers: workers)
    }
    return Arm(rawValue: choice) ?? .sequential
  }
}
