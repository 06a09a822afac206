import Primitives
import State

/// One block's execution from the workers' start to the committed state.
///
/// `@unchecked Sendable`: the block's handles are made for sharing.
final class BlockSTMExecution: @unchecked Sendable {
  private let engine: BlockSTMEngine
  private let block: BlockSTMBlock
  private let store: ResultStore
  private let stallLimit: Duration
  private let outcomes: LaneOutcomes

  init(engine: BlockSTMEngine, block: BlockSTMBlock, store: ResultStore, stallLimit: Duration) {
    self.engine = engine
    self.block = block
    self.store = store
    self.stallLimit = stallLimit
    outcomes = LaneOutcomes(laneCount: block.scheduler.pointee.workerCount)
  }

  /// What the worker of `lane` does: execute and validate until all is done, then commit its share.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(
      number, of: block, worker, engine.lanes[number], store.lanes[number], trace,
      stallLimit: stallLimit)
    try lane.run(stallLimit: stallLimit)
    if block.scheduler.pointee.isStopped { return }
    var counters = lane.counters
    counters.resumptions = lane.view.suspendedReads.resumptions
    outcomes.set(number, counters, mayBeImmense ? CommitShare() : lane.commitShare())
  }

  /// Whether an attempt, right or wrong, met an immense balance. The same for all workers, once the block
  /// is done: then one thread finds out, and commits everything or nothing.
  private var mayBeImmense: Bool {
    block.immensity.pointee.load(ordering: .sequentiallyConsistent) != 0
  }

  /// What all workers did. After every worker has ended.
  var counters: ExecutionCounters { outcomes.counters }

  /// Commits what only one thread can and tells what it all cost. After every worker has ended.
  ///
  /// - Returns: nil if nothing may be committed, because a sum is immense (see ``FoldedValues``): the
  ///   state is as it was before the block.
  func finish() -> ExecutionCounters? {
    var share = outcomes.share
    let commit = BlockSTMCommit(block)
    if mayBeImmense {
      if commit.isImmense { return nil }
      for transaction in 0..<block.transactionCount { commit.commitExisting(transaction, &share) }
    }
    commit.finish(share)
    return counters
  }
}
