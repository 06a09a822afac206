import Primitives
import State

/// Execution from a block access list (EIP-7928): each transaction finds the values that the list says
/// it finds, so that none waits for another, and what it changes is compared with the list.
///
/// A list is a claim. If every transaction, given the values listed, makes the changes listed, then by
/// induction over the block the list is that of sequential execution; if one does not, nothing has been
/// written yet, and the block is executed in order.
public struct BlockAccessListScheduler: Scheduler {
  private let engines = EnginePool<InjectedBlock>()
  private let stores = ResultStorePool(of: "block-access-list")

  public init() {}

  public var name: String { "block-access-list" }
  public var summary: String {
    "every transaction by itself, on the values of the block's access list (EIP-7928); a wrong list is "
      + "noticed, named, and the block executed in order"
  }
  public var requirement: KnowledgeRequirement { .accessList }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    guard let list = knowledge.accessList,
      requirement.isMet(by: knowledge, transactionCount: executor.transactionCount)
    else { throw .lacks(requirement, for: name) }
    let block = engines.take { InjectedBlock() }
    defer { engines.give(block) }
    let store = stores.take()
    store.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let start = ContinuousClock.now
    let reason =
      list.unsupported.map { "no access list can be made of the block: \($0)" }
      ?? block.begin(
        list, beneficiary: executor.beneficiary, on: state, laneCount: pool.size
      ).map { "the access list is wrong: \($0)" }
    let preparation = start.duration(to: .now)
    var findings = InjectedBlock.Findings()
    var difference: String?
    if reason == nil {
      pool.run { number in
        InjectedLane(
          number, of: block, executor.makeWorker(lane: number), store.lanes[number], on: state,
          pool.trace(of: number)
        ).work()
      }
      difference = block.difference(on: state).map { "the access list is wrong: \($0)" }
      findings = block.findings.withLock { $0 }
    }
    var counters = findings.counters
    counters.preparation = preparation
    if let wrong = reason ?? difference {
      for transaction in 0..<executor.transactionCount
      where store.lanes[0].wasAttempted(transaction) && !findings.refuted.contains(transaction) {
        counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
        pool.trace(of: 0).abort(transaction, .undone)
      }
      counters.executions += executor.transactionCount
      try executeInOrder(
        executor.makeWorker(lane: 0), 0..<executor.transactionCount,
        beneficiary: executor.beneficiary, on: state, into: store.lanes[0], pool.trace(of: 0))
      return BlockExecution(
        store, from: stores, counters: counters,
        fallback: "\(wrong); executed in order")
    }
    pool.run { lane in
      pool.trace(of: lane).enter(.commit)
      block.commitShare(to: state)
    }
    for account in findings.erased where Int(account.index) < state.accountCount {
      state.settleExistence(of: account)
    }
    return BlockExecution(store, from: stores, counters: counters)
  }
}
