import State

/// A way to execute a block.
///
/// The contract, held by `SchedulerContractTests`: for every block, any number of workers and whatever
/// it is told, right or wrong, the state and the results are those of sequential execution; only time
/// and counters may differ. One that ``choosesOrder`` owes the same in the order that it reports.
public protocol Scheduler: Sendable {
  /// The name in workload files, on the command line and in results: lower case, hyphens. With settings
  /// that are not standard, these follow, as ``SchedulerSettings/spelling(of:)`` has them.
  var name: String { get }
  /// One line for `gridlock list schedulers`: how it works.
  var summary: String { get }
  /// What it has to be told of a block.
  var requirement: KnowledgeRequirement { get }
  /// Whether it decides in which order the transactions are executed, as who builds a block may, and says
  /// so in ``BlockExecution/order``. Not for blocks whose order is given: their roots are of that order.
  var choosesOrder: Bool { get }
  /// What can be chosen about it.
  var parameters: [SchedulerParameter] { get }
  /// Settings under which tests run it too, besides the standard ones: "waiting=suspend".
  var variants: [String] { get }

  /// The same scheduler with other settings, all of which its parameters allow.
  func configured(_ settings: SchedulerSettings) -> any Scheduler

  /// The same scheduler with the same settings, which knows of no block: itself, unless it learns from them.
  ///
  /// For whoever compares: what one arm of an experiment has learnt, from hints that were wrong or from other
  /// blocks, must not decide how another one fares.
  func withoutExperience() -> any Scheduler

  /// Executes all transactions of `executor` on `state`, which it leaves as the block leaves it.
  ///
  /// - Parameters:
  ///   - pool: the threads to use; its size is the worker count. The calling thread is one of them.
  ///   - knowledge: what is known of the block; at least what ``requirement`` says.
  /// - Throws: ``SchedulerFailure`` where no result can be had; the state is then undefined.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution
}

extension Scheduler {
  public var requirement: KnowledgeRequirement { .nothing }
  public var choosesOrder: Bool { false }
  public var parameters: [SchedulerParameter] { [] }
  public var variants: [String] { [] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler { self }
  public func withoutExperience() -> any Scheduler { self }

  /// The same for a block of which nothing is known.
  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool
  ) throws(SchedulerFailure) -> BlockExecution {
    try execute(executor, on: state, with: pool, knowing: .nothing)
  }
}

/// Why a scheduler could not finish a block: always a fault of ours, never of the block.
public struct SchedulerFailure: Error, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }

  /// The scheduler was not told what it needs.
  static func lacks(_ requirement: KnowledgeRequirement, for scheduler: String) -> Self {
    SchedulerFailure(
      "\(scheduler) has to be told the \(requirement.rawValue) of a block, and was not")
  }
}
