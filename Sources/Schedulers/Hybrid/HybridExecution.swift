import Primitives
import State

/// One block's execution from the workers' start to the committed state, or to where it is given up.
///
/// `@unchecked Sendable`: the block's handles are made for sharing.
final class HybridExecution: @unchecked Sendable {
  let block: BlockSTMBlock
  private let engine: HybridEngine
  private let store: ResultStore
  private let stallLimit: Duration
  private let outcomes: LaneOutcomes

  init(engine: HybridEngine, block: BlockSTMBlock, store: ResultStore, stallLimit: Duration) {
    self.engine = engine
    self.block = block
    self.store = store
    self.stallLimit = stallLimit
    outcomes = LaneOutcomes(laneCount: block.scheduler.pointee.workerCount)
  }

  /// What the worker of `lane` does: execute and validate until all is done and then commit its share,
  /// or until speculation is given up.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(
      number, of: block, worker, engine.laneMemory(number), store.lanes[number], trace)
    try lane.run(engine.watch, stallLimit: stallLimit)
    let isStopped = block.scheduler.pointee.isStopped
    outcomes.set(number, lane.counters, isStopped ? CommitShare() : lane.commitShare())
  }

  /// Commits what only one thread can, or all that is valid if speculation was given up; what was executed
  /// beyond that has come to nothing. Returns how many transactions are committed. After every worker has
  /// ended.
  func finish(_ counters: inout ExecutionCounters, _ trace: LaneTrace) -> Int {
    guard block.scheduler.pointee.isStopped else {
      BlockSTMCommit(block).finish(outcomes.share)
      return block.transactionCount
    }
    var share = CommitShare()
    var prefix = block
    prefix.transactionCount = block.validPrefix()
    let commit = BlockSTMCommit(prefix)
    for transaction in 0..<prefix.transactionCount { commit.commitExisting(transaction, &share) }
    commit.finish(share)
    for transaction in prefix.transactionCount..<block.transactionCount
    where block.scheduler.pointee.progress(of: transaction).isAt(.executed) {
      counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
      trace.abort(transaction, .undone)
    }
    return prefix.transactionCount
  }

  /// What all lanes did.
  var counters: ExecutionCounters { outcomes.counters }
}

extension BlockSTMBlock {
  /// How many of the first transactions have been executed on what they would read now, while nobody
  /// executes any more.
  ///
  /// These are final: the first reads committed values only, and so wrote what it writes in order; each
  /// further one read versions by those before it, which are final, and none older than it should have.
  /// What transactions above them wrote is invisible to them, and to a commit that ends with them.
  func validPrefix() -> Int {
    for transaction in 0..<transactionCount {
      guard scheduler.pointee.progress(of: transaction).isAt(.executed),
        let reads = transactions.readSet(of: transaction),
        memory.staleness(reads, of: transaction, folds) == nil
      else { return transaction }
    }
    return transactionCount
  }
}
