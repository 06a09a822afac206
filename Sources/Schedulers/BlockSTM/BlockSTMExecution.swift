import Primitives
import State

/// One block's execution from the workers' start to the committed state.
///
/// `@unchecked Sendable`: the block's handles are made for sharing, and each lane has an outcome of its
/// own, which is read after all lanes have ended. (See ``Locked`` for why no `Mutex`.)
final class BlockSTMExecution: @unchecked Sendable {
  private let engine: BlockSTMEngine
  private let block: BlockSTMBlock
  private let store: ResultStore
  private let stallLimit: Duration
  private let outcomes: UnsafeMutablePointer<Outcome>

  private struct Outcome {
    var counters = ExecutionCounters()
    var share = CommitShare()
  }

  init(engine: BlockSTMEngine, block: BlockSTMBlock, store: ResultStore, stallLimit: Duration) {
    self.engine = engine
    self.block = block
    self.store = store
    self.stallLimit = stallLimit
    let laneCount = block.scheduler.pointee.workerCount
    outcomes = .allocate(capacity: laneCount)
    outcomes.initialize(repeating: Outcome(), count: laneCount)
  }

  deinit { outcomes.deallocate() }

  /// What the worker of `lane` does: execute and validate until all is done, then commit its share.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(
      number, of: block, worker, engine.lanes[number], store.lanes[number], trace)
    try lane.run(stallLimit: stallLimit)
    if block.scheduler.pointee.isStopped { return }
    outcomes[number] = Outcome(counters: lane.counters, share: lane.commitShare())
  }

  /// Commits what only one thread can and returns what it all cost. After every worker has ended.
  func finish() -> ExecutionCounters {
    var counters = ExecutionCounters()
    var share = CommitShare()
    for lane in 0..<block.scheduler.pointee.workerCount {
      counters = counters + outcomes[lane].counters
      share.fees = share.fees &+ outcomes[lane].share.fees
      share.makesRecords = share.makesRecords || outcomes[lane].share.makesRecords
    }
    let commit = BlockSTMCommit(block)
    if share.makesRecords { commit.commitNew() }
    if !share.fees.isZero {
      block.state.credit(share.fees, to: commit.record(of: block.beneficiary.account))
    }
    return counters
  }
}
