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
      number, of: block, worker, engine.lanes[number], store.lanes[number], trace)
    try lane.run(stallLimit: stallLimit)
    if block.scheduler.pointee.isStopped { return }
    outcomes.set(number, lane.counters, lane.commitShare())
  }

  /// Commits what only one thread can and returns what it all cost. After every worker has ended.
  func finish() -> ExecutionCounters { outcomes.finish(block) }
}
