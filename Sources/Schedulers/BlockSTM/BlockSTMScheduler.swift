import Primitives
import State

/// Block-STM (Gelashvili et al., "Block-STM: Scaling Blockchain Execution by Turning Ordering Curse to
/// a Performance Blessing", PPoPP 2023): every transaction is executed optimistically against
/// multi-version memory, validated, and executed again where it read too early.
public struct BlockSTMScheduler: Scheduler {
  private let family: BlockSTMFamily
  private let settings: SchedulerSettings

  public init() { self.init(stallLimit: .standardStallLimit) }

  /// - Parameter stallLimit: how long nothing may move before the execution fails.
  init(_ settings: SchedulerSettings = .standard, stallLimit: Duration) {
    self.settings = settings
    family = BlockSTMFamily(
      BlockSTMOptions(settings), of: "block-stm", stallLimit: stallLimit)
  }

  public var name: String { settings.spelling(of: "block-stm") }
  public var summary: String {
    "optimistic execution over multi-version memory with validation by field and slot; needs to know "
      + "nothing beforehand"
  }
  public var parameters: [SchedulerParameter] {
    [Waiting.parameter, Resuming.parameter, BlockSTMOptions.claim]
  }
  public var variants: [String] { ["waiting=suspend", "resuming=all", "claim=16"] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: family.stallLimit)
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    try family.execute(executor, on: state, with: pool)
  }
}
