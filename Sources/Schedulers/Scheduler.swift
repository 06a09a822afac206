import State

/// A way to execute a block.
///
/// The contract, held by `SchedulerContractTests`: for every block and any number of workers the state
/// and the results are those of sequential execution; only time and counters may differ.
public protocol Scheduler: Sendable {
  /// The name in workload files, on the command line and in results: lower case, hyphens.
  var name: String { get }
  /// One line for `gridlock list schedulers`: how it works and what it needs to know beforehand.
  var summary: String { get }

  /// Executes all transactions of `executor` on `state`, which it leaves as the block leaves it.
  ///
  /// - Parameters:
  ///   - pool: the threads to use; its size is the worker count. The calling thread is one of them.
  /// - Throws: ``SchedulerFailure`` where no result can be had; the state is then undefined.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool
  ) throws(SchedulerFailure) -> BlockExecution
}

/// Why a scheduler could not finish a block: always a fault of ours, never of the block.
public struct SchedulerFailure: Error, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
