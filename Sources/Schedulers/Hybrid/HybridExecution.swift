import Primitives
import State

/// One block's execution from the workers' start to the committed state, or to where it is given up.
///
/// `@unchecked Sendable`: the block's handles are made for sharing, and each lane has an outcome of its
/// own, which is read after all lanes have ended.
final class HybridExecution: @unchecked Sendable {
  let block: BlockSTMBlock
  private let engine: HybridEngine
  private let store: ResultStore
  private let stallLimit: Duration
  private let outcomes: UnsafeMutablePointer<Outcome>

  private struct Outcome {
    var counters = ExecutionCounters()
    var share = CommitShare()
  }

  init(engine: HybridEngine, block: BlockSTMBlock, store: ResultStore, stallLimit: Duration) {
    self.engine = engine
    self.block = block
    self.store = store
    self.stallLimit = stallLimit
    outcomes = .allocate(capacity: block.scheduler.pointee.workerCount)
    outcomes.initialize(repeating: Outcome(), count: block.scheduler.pointee.workerCount)
  }

  deinit { outcomes.deallocate() }

  /// What the worker of `lane` does: execute and validate until all is done and then commit its share,
  /// or until speculation is given up.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(
      number, of: block, worker, engine.laneMemory(number), store.lanes[number], trace)
    try lane.run(engine.watch, engine.sleepingPlace, stallLimit: stallLimit)
    outcomes[number].counters = lane.counters
    if !block.scheduler.pointee.isStopped { outcomes[number].share = lane.commitShare() }
  }

  /// Commits what only one thread can, or all that is valid if speculation was given up; what was executed
  /// beyond that has come to nothing. Returns how many transactions are committed. After every worker has
  /// ended.
  func finish(_ counters: inout ExecutionCounters, _ trace: LaneTrace) -> Int {
    var share = CommitShare()
    guard block.scheduler.pointee.isStopped else {
      for lane in 0..<block.scheduler.pointee.workerCount {
        share.fees = share.fees &+ outcomes[lane].share.fees
        share.makesRecords = share.makesRecords || outcomes[lane].share.makesRecords
      }
      block.commitRest(share)
      return block.transactionCount
    }
    var prefix = block
    prefix.transactionCount = block.validPrefix()
    let commit = BlockSTMCommit(prefix)
    for transaction in 0..<prefix.transactionCount { commit.commitExisting(transaction, &share) }
    prefix.commitRest(share)
    for transaction in prefix.transactionCount..<block.transactionCount
    where block.scheduler.pointee.progress(of: transaction).isAt(.executed) {
      counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
      trace.abort(transaction, .undone)
    }
    return prefix.transactionCount
  }

  /// What all lanes did.
  var counters: ExecutionCounters {
    (0..<block.scheduler.pointee.workerCount).reduce(ExecutionCounters()) {
      $0 + outcomes[$1].counters
    }
  }
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

  /// Commits new records and the fees, after everything else.
  fileprivate func commitRest(_ share: CommitShare) {
    let commit = BlockSTMCommit(self)
    if share.makesRecords { commit.commitNew() }
    if !share.fees.isZero {
      state.credit(share.fees, to: commit.record(of: folds.beneficiary))
    }
  }
}
