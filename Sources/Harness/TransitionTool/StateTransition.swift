import EVM
import Interchange
import Primitives
import Schedulers
import State

/// One block applied to a state as transition tools do: transactions that are invalid are left out and
/// reported, and the others make the block.
///
/// The state after it and ``TransitionResult`` are the outcome. The interface is that of geth's
/// `evm t8n`, which the execution specification and its test suites share.
public struct StateTransition: Sendable {
  /// How the block is to be executed.
  public struct Options: Sendable {
    /// A fork, or a transition between two as consensus tests name it.
    public var fork: String
    public var chainID: UInt64
    /// Wei for the block's beneficiary before the Merge; nil pays nobody.
    public var reward: UInt64?
    public var scheduler: any Scheduler
    /// Workers of a parallel scheduler.
    public var workers: Int

    public init(
      fork: String, chainID: UInt64 = 1, reward: UInt64? = 0,
      scheduler: any Scheduler = SequentialScheduler(), workers: Int = 1
    ) {
      self.fork = fork
      self.chainID = chainID
      self.reward = reward
      self.scheduler = scheduler
      self.workers = workers
    }
  }

  let options: Options
  let rules: ForkRules
  let environment: TransitionEnvironment
  let header: BlockHeader

  /// A transition of a block with this environment.
  /// - Throws: ``TransitionFailure`` for a fork that we do not have, and an environment that lacks what
  ///   the fork needs.
  public init(
    _ environment: TransitionEnvironment, _ options: Options
  ) throws(TransitionFailure) {
    guard let schedule = ForkSchedule(network: options.fork) else {
      throw TransitionFailure(.configuration, "no fork is called \"\(options.fork)\"")
    }
    let stage = schedule.stage(
      number: environment.number, timestamp: environment.timestamp,
      totalDifficulty: environment.difficulty ?? .zero)
    rules = ForkRules(stage.fork)
    if !rules.hasReceiptStatus && !(options.scheduler is SequentialScheduler) {
      throw TransitionFailure(
        .configuration,
        "receipts before Byzantium hold the state between two transactions, which only the sequential "
          + "scheduler has")
    }
    if rules.hasRandomness, let reward = options.reward, reward > 0 {
      throw TransitionFailure(
        .configuration, "from the Merge on no block has a reward: give 0 or -1")
    }
    self.options = options
    self.environment = environment
    header = try environment.header(stage, rules)
  }

  /// How transactions without a signature are to be signed.
  public var signing: TransitionSigning {
    TransitionSigning(chainID: options.chainID, protectsLegacy: rules.hasReplayProtection)
  }

  /// Executes the block on the state of `allocation`. Takes a large stack: see `onLargeStack`.
  ///
  /// - Parameter tracer: Hears of every transaction that is not left out; wants the sequential scheduler.
  public func run(
    _ transactions: [TransitionTransaction], on allocation: Allocation,
    tracer: (any ExecutionTracer)? = nil
  ) throws(TransitionFailure) -> (result: TransitionResult, allocation: Allocation) {
    var rejected: [TransitionResult.Rejection] = []
    var accepted: [(index: Int, transaction: Transaction)] = []
    for (index, entry) in transactions.enumerated() {
      switch entry {
      case .transaction(let transaction): accepted.append((index, transaction))
      case .unusable(let reason): rejected.append(.init(index: index, error: reason))
      }
    }
    let executed: Executed
    do {
      executed = try execute(accepted, on: WorldState(allocation), tracer: tracer)
    } catch { throw TransitionFailure(.execution, error.description) }
    rejected += executed.rejected
    let result = try TransitionResult(
      of: executed, rejected: rejected.sorted { $0.index < $1.index }, header, environment, rules)
    return (result, executed.state.allocation())
  }
}
