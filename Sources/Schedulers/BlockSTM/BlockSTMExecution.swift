import Primitives
import State
import Synchronization

/// One block's execution from the workers' start to the committed state.
///
/// `@unchecked Sendable`: the block's handles are made for sharing, and the sums are behind a lock.
final class BlockSTMExecution: @unchecked Sendable {
  private let engine: BlockSTMEngine
  private let block: BlockSTMBlock
  private let store: ResultStore
  private let stallLimit: Duration
  private let sums = Mutex((counters: ExecutionCounters(), share: CommitShare()))

  init(engine: BlockSTMEngine, block: BlockSTMBlock, store: ResultStore, stallLimit: Duration) {
    self.engine = engine
    self.block = block
    self.store = store
    self.stallLimit = stallLimit
  }

  /// What the worker of `lane` does: execute and validate until all is done, then commit its share.
  func work(lane number: Int, _ worker: any TransactionWorker) throws(SchedulerFailure) {
    let lane = BlockSTMLane(
      number, of: block, worker, engine.lanes[number], store.lanes[number])
    try lane.run(stallLimit: stallLimit)
    if block.scheduler.pointee.isStopped { return }
    let share = lane.commitShare()
    sums.withLock { sums in
      sums.counters = sums.counters + lane.counters
      sums.share.fees = sums.share.fees &+ share.fees
      sums.share.makesRecords = sums.share.makesRecords || share.makesRecords
    }
  }

  /// Commits what only one thread can and returns what it all cost. After every worker has ended.
  func finish() -> ExecutionCounters {
    let (counters, share) = sums.withLock { ($0.counters, $0.share) }
    let commit = BlockSTMCommit(block)
    if share.makesRecords { commit.commitNew() }
    if !share.fees.isZero {
      block.state.credit(share.fees, to: commit.record(of: block.beneficiary.account))
    }
    return counters
  }
}
