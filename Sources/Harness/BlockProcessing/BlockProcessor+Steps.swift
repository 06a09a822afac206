import EVM
import Primitives
import Schedulers
import State

extension BlockProcessor {
  /// Executes the block sequentially, checking before each transaction that what is left of the block's
  /// gas admits it: one that does not fit is rejected and leaves no trace in the state. Before Byzantium
  /// receipts hold the state root after their transaction; computing it costs a walk over the state for
  /// each.
  ///
  /// For what must know the state between two transactions. Takes a large stack: see `onLargeStack`.
  ///
  /// - Throws: `SchedulerFailure`, a fault of ours; the state is then undefined.
  public func executeInSteps(on state: WorldState) throws(SchedulerFailure) -> ProcessedBlock {
    let start = ContinuousClock.now
    begin(on: state)
    var room = BlockRoom(environment, rules: engine.rules)
    var results: [TransactionResult] = []
    var roots: [Hash] = []
    var executions = 0
    for (index, transaction) in block.transactions.enumerated() {
      let result: TransactionResult
      if let reason = room.rejection(of: transaction) {
        result = .rejected(reason)
      } else {
        result = try executeTransaction(index, on: state)
        executions += 1
      }
      if result.status != .rejected { room.take(transaction, gasUsed: result.gasUsed) }
      results.append(result)
      if !engine.rules.hasReceiptStatus {
        roots.append(result.status == .rejected ? .zero : state.stateRoot())
      }
    }
    let duration = ContinuousClock.now - start
    var processed = ProcessedBlock(
      of: block, results: results, rules: engine.rules,
      stateRoots: engine.rules.hasReceiptStatus ? nil : roots)
    finish(&processed, on: state)
    processed.counters.executions = executions
    processed.duration = duration
    return processed
  }

  private func executeTransaction(
    _ index: Int, on state: WorldState
  ) throws(SchedulerFailure) -> TransactionResult {
    let single = SingleTransaction(of: executor, index: index)
    let execution = try SequentialScheduler().execute(single, on: state, with: Self.oneWorker)
    guard let result = execution.results.first else {
      throw SchedulerFailure("no result of transaction \(index)")
    }
    return result
  }

  private static let oneWorker = WorkerPool(size: 1)
}

/// One transaction of a block as if it were the only one.
private struct SingleTransaction: TransactionExecutor {
  private let executor: EVMExecutor
  private let index: Int

  init(of executor: EVMExecutor, index: Int) {
    self.executor = executor
    self.index = index
  }

  var transactionCount: Int { 1 }
  var beneficiary: Address { executor.beneficiary }
  var mayEraseStorage: Bool { executor.mayEraseStorage }

  func makeWorker(lane: Int) -> any TransactionWorker {
    Worker(executor.makeWorker(lane: lane), index: index)
  }

  private final class Worker: TransactionWorker {
    private let worker: any TransactionWorker
    private let index: Int

    init(_ worker: any TransactionWorker, index: Int) {
      self.worker = worker
      self.index = index
    }

    func execute(
      _ index: Int, reading view: any StateView, into effects: TransactionEffects
    ) throws(ReadFailure) {
      try worker.execute(self.index, reading: view, into: effects)
    }
  }
}
