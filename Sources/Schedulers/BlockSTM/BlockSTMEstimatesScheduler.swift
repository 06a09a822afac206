import Primitives
import State

/// Block-STM with predicted writes: what transactions are expected to write is marked as an estimate
/// before the first attempt, so that who reads it waits in place of reading too early (go-block-stm's
/// `ExecuteBlockWithEstimates`; Polygon's PIP-16 and BNB's BEP-396 carry the like in blocks).
///
/// With predictions that are right, every transaction is executed once. Wrong ones cost time, never
/// the outcome: see ``PredictedWrites``.
public struct BlockSTMEstimatesScheduler: Scheduler {
  private let family: BlockSTMFamily
  private let settings: SchedulerSettings

  public init() { self.init(.standard, stallLimit: .standardStallLimit) }

  init(_ settings: SchedulerSettings, stallLimit: Duration) {
    self.settings = settings
    family = BlockSTMFamily(
      BlockSTMOptions(settings), of: "block-stm-estimates", stallLimit: stallLimit)
  }

  public var name: String { settings.spelling(of: "block-stm-estimates") }
  public var summary: String {
    "Block-STM with predicted writes marked before the first attempt, so that readers wait for them; "
      + "wrong predictions cost time only"
  }
  public var requirement: KnowledgeRequirement { .hints }
  public var parameters: [SchedulerParameter] {
    [Waiting.parameter, Resuming.parameter, BlockSTMOptions.claim]
  }
  public var variants: [String] { ["waiting=suspend"] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: family.stallLimit)
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    // What is predicted of a block of another length is of another block.
    let isOfBlock = requirement.isMet(
      by: knowledge, transactionCount: executor.transactionCount)
    return try family.execute(
      executor, on: state, with: pool, predicted: isOfBlock ? knowledge.accessSets : nil)
  }
}
