import Primitives
import State

/// Chooses a scheduler for each block by what the block looks like, and learns from what that comes to.
///
/// Blocks of one kind (``BlockFeatures``) go to the scheduler that needed least time a unit of gas for
/// them; each that might be better is tried, once at first and then ever more rarely, and a change needs a
/// difference that is more than noise (``ChoiceRecord``). What is chosen depends on measured times, so two
/// runs may choose differently, with the same outcome: every choice is held to that of sequential
/// execution by the contract of its own. What to try is drawn by a seed.
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
  }
  static let armCount = Arm.allCases.count

  private static let seed = SchedulerParameter.integer(
    "seed", "decides what is tried where there is a choice", in: 0...Int.max, standard: 1)
  private let settings: SchedulerSettings

  public init() { self.init(.standard) }

  private let stallLimit: Duration

  init(_ settings: SchedulerSettings, stallLimit: Duration = .seconds(30)) {
    self.settings = settings
    self.stallLimit = stallLimit
    hybrid = HybridScheduler(judge: BlockJudge(), stallLimit: stallLimit)
    optimistic = BlockSTMScheduler(stallLimit: stallLimit)
    graph = StaticDAGScheduler(stallLimit: stallLimit)
    locks = StaticLocksScheduler(.standard, stallLimit: stallLimit)
    learner = Locked(ChoiceLearner(seed: UInt64(settings.integer(Self.seed))))
  }

  public var name: String { settings.spelling(of: "adaptive") }
  public var parameters: [SchedulerParameter] { [Self.seed] }
  /// The same with another seed, which has learnt nothing yet.
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: stallLimit)
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
    let start = ContinuousClock.now
    let count = executor.transactionCount
    // A list of values is no prediction, and would make every other choice pointless.
    let sets =
      requirement.isMet(by: knowledge, transactionCount: count) ? knowledge.accessSets : nil
    let told = BlockKnowledge(accessSets: sets)
    let features = BlockFeatures(executor.transactions, count: count, hasHints: sets != nil)
    let arm = choose(features, workers: pool.size)
    let scheduler = scheduler(arm)
    let chosen = ContinuousClock.now
    var execution = try scheduler.execute(executor, on: state, with: pool, knowing: told)
    let time = chosen.duration(to: .now)
    let gas = execution.gasUsed
    let lost = execution.counters.aborts + execution.counters.suspensions
    learner.withLock {
      if gas > 0 { $0.note(time.nanoseconds / Double(gas), of: arm.rawValue, for: features) }
      if arm == .hybrid || arm == .optimistic { $0.note(lost: lost, of: count) }
    }
    execution.counters.preparation += start.duration(to: chosen)
    execution.choice = [scheduler.name, execution.choice ?? execution.fallback]
      .compactMap { $0 }.joined(separator: ": ")
    execution.fallback = nil
    return execution
  }

  private func choose(_ features: BlockFeatures, workers: Int) -> Arm {
    // One worker is best used as sequential execution does, and a chain that is certain needs no trial.
    if workers == 1 || features.chain == .nearlyAll { return .sequential }
    let choice = learner.withLock { learner -> Int in
      var allowed: [Arm] = features.hasHints ? [.hybrid, .graph, .locks, .partition] : [.hybrid]
      // Where much was lost of late, order is tried before more optimism.
      allowed += learner.lossRate > 0.3 ? [.sequential, .optimistic] : [.optimistic, .sequential]
      return learner.choose(
        features, among: allowed.map(\.rawValue), baseline: Arm.sequential.rawValue,
        workers: workers)
    }
    return Arm(rawValue: choice) ?? .sequential
  }
}

extension Duration {
  fileprivate var nanoseconds: Double {
    Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
  }
}
