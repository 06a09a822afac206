import Primitives
import State

/// Order where it is expected to matter, optimism elsewhere (Grevm 2; "adaptive per region" of a block).
///
/// Each transaction waits for at most one other: the highest that it is expected to conflict with, by
/// predicted access sets or else by what the senders wrote and earlier blocks have taught. Whoever
/// finishes a transaction goes on with the first that waited for it, so that a chain is one worker's, in
/// order, with no attempt wasted. The rest is Block-STM: every attempt is validated, and no expectation
/// is ever trusted. Three things besides:
/// - A block that is expected to be one chain is executed in order at once, as sequential execution does.
/// - A block that seems to consist of payments is executed as one: ``PaymentBlock``.
/// - Where so many attempts are lost that speculation does not pay, it ends; what has been validated is
///   committed, and the rest executed in order. This is the scheduler's way, not a failure of it: it needs
///   no retry, breaks no promise, and is named in ``BlockExecution/choice``.
public struct HybridScheduler: Scheduler {
  private let engines = EnginePool<HybridEngine>()
  private let stores = ResultStorePool()
  private let judge: BlockJudge
  private let stallLimit: Duration

  public init() { self.init(judge: BlockJudge()) }

  /// - Parameters:
  ///   - judge: decides what is executed in order from the start.
  ///   - stallLimit: how long nothing may move before the execution fails.
  init(judge: BlockJudge, stallLimit: Duration = .seconds(30)) {
    self.judge = judge
    self.stallLimit = stallLimit
  }

  public var name: String { "hybrid" }
  public var summary: String {
    "expected conflicts in order, chains on one worker, payments in two passes, the rest optimistic with "
      + "validation; takes hints, and learns from block to block without"
  }
  public var requirement: KnowledgeRequirement { .hints }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { HybridEngine() }
    defer { engines.give(engine) }
    var start = ContinuousClock.now
    let count = executor.transactionCount
    let store = stores.take()
    var counters = ExecutionCounters()
    var givenUp = ""
    if let transactions = executor.transactions,
      engine.expectsPayments(transactions, count: count, judge, workerCount: pool.size)
    {
      store.prepare(transactionCount: count, lanes: pool.size)
      counters.preparation = start.duration(to: .now)
      let outcome = engine.payments.execute(executor, on: state, with: pool, into: store)
      engine.notePayments(areSo: outcome.isDone)
      counters.executions = outcome.executions
      if outcome.isDone {
        return BlockExecution(store, from: stores, counters: counters, choice: "payments")
      }
      for transaction in 0..<count where store.lanes[0].wasAttempted(transaction) {
        counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
      }
      givenUp = "payments, given up; "
      // What was executed in vain was no preparation.
      start = .now
    }
    let earlier = counters.preparation
    var choice = judge.reasonForOrder(transactionCount: count, workerCount: pool.size)
    if choice == nil {
      engine.plan(
        executor.transactions, count: count,
        hints: requirement.isMet(by: knowledge, transactionCount: count)
          ? knowledge.accessSets : nil)
      choice = engine.choose(judge, workerCount: pool.size)
    }
    counters.preparation = earlier + start.duration(to: .now)
    if let reason = choice {
      if givenUp.isEmpty { store.prepare(transactionCount: count, lanes: 1) }
      try executeInOrder(
        executor.makeWorker(lane: 0), 0..<count, beneficiary: executor.beneficiary, on: state,
        into: store.lanes[0], pool.trace(of: 0))
      counters.executions += count
      return BlockExecution(store, from: stores, counters: counters, choice: givenUp + reason)
    }
    if givenUp.isEmpty { store.prepare(transactionCount: count, lanes: pool.size) }
    let execution = HybridExecution(
      engine: engine,
      block: engine.begin(
        beneficiary: executor.beneficiary, watchesErasure: executor.mayEraseStorage, on: state,
        workerCount: pool.size),
      store: store, stallLimit: stallLimit)
    counters.preparation = earlier + start.duration(to: .now)
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    counters = counters + execution.counters
    let end = execution.finish(&counters, pool.trace(of: 0))
    engine.learn(from: executor.transactions, execution.block, troubles: counters)
    if end < count {
      counters.executions += count - end
      try executeInOrder(
        executor.makeWorker(lane: 0), end..<count, beneficiary: executor.beneficiary, on: state,
        into: store.lanes[0], pool.trace(of: 0))
    }
    return BlockExecution(
      store, from: stores, counters: counters,
      choice: givenUp
        + (end < count
          ? "speculation, given up: in order from transaction \(end) on" : "speculation"))
  }
}
