import Primitives
import State

/// Order where it is expected to matter, optimism elsewhere (Grevm 2; "adaptive per region" of a block).
///
/// Each transaction waits for the highest that it is expected to conflict with, by predicted access sets or else
/// by what the senders wrote and earlier blocks have taught; when its turn comes, for others that have not ended.
/// Whoever finishes a transaction goes on with the first that waited for it, so that a chain is one worker's, in
/// order, with no attempt wasted; but not ahead of the block: what the index of executions has not come to is left
/// to it. The rest is Block-STM: every attempt is validated, and no expectation is ever trusted. Four things
/// besides:
/// - A block that is expected to be one chain is executed in order at once, as sequential execution does.
/// - A block that seems to consist of payments is executed as one: ``PaymentBlock``.
/// - A block of which all access sets are predicted is executed in place by them, as `static-locks` and
///   `static-dag` do (``InPlaceBlock``): each transaction is held to its set, so that nothing need be versioned or
///   validated. Predictions that failed are not taken for complete again for a while, but for advice.
/// - Where so many attempts are lost that speculation does not pay, it ends; what has been validated is
///   committed, and the rest executed in order. This is the scheduler's way, not a failure of it: it needs
///   no retry, breaks no promise, and is named in ``BlockExecution/choice``.
public struct HybridScheduler: Scheduler {
  /// What becomes of blocks of which all access sets are predicted.
  public enum Predicted: String, Sendable, CaseIterable {
    /// Executed in place, each transaction held to its set.
    case inPlace = "in-place"
    /// Speculated on, with the sets as advice on what to wait for.
    case speculated
  }

  private static let predicted = SchedulerParameter.word(
    "predicted", "what becomes of blocks whose accesses are all predicted",
    standard: Predicted.inPlace)

  private let engines = EnginePool<HybridEngine>()
  private let stores = ResultStorePool(of: "hybrid")
  private let settings: SchedulerSettings
  private let predicted: Predicted
  private let judge: BlockJudge
  private let stallLimit: Duration

  public init() { self.init(judge: BlockJudge()) }

  /// - Parameters:
  ///   - judge: decides what is executed in order from the start.
  ///   - stallLimit: how long nothing may move before the execution fails.
  init(
    _ settings: SchedulerSettings = .standard, judge: BlockJudge,
    stallLimit: Duration = .standardStallLimit
  ) {
    self.settings = settings
    predicted = settings.choice(Self.predicted)
    self.judge = judge
    self.stallLimit = stallLimit
  }

  public var name: String { settings.spelling(of: "hybrid") }
  public var parameters: [SchedulerParameter] { [Self.predicted] }
  public var variants: [String] { ["predicted=speculated"] }
  /// The same with other settings, which has learnt nothing yet.
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, judge: judge, stallLimit: stallLimit)
  }
  public func withoutExperience() -> any Scheduler { configured(settings) }
  public var summary: String {
    "predicted blocks in place by locks or graph, payments in two passes, expected chains on one worker, "
      + "the rest optimistic with validation; takes hints, and learns from block to block without"
  }
  public var requirement: KnowledgeRequirement { .hints }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let engine = engines.take { HybridEngine() }
    defer { engines.give(engine) }
    var attempt = Attempt(stores.take())
    let count = executor.transactionCount
    if let transactions = executor.transactions,
      engine.expectsPayments(transactions, count: count, judge, workerCount: pool.size),
      executePayments(executor, engine, on: state, with: pool, &attempt)
    {
      return attempt.ended(as: "payments", stores)
    }
    let hints =
      requirement.isMet(by: knowledge, transactionCount: count) ? knowledge.accessSets : nil
    var order = judge.reasonForOrder(transactionCount: count, workerCount: pool.size)
    if order == nil {
      if predicted == .inPlace, let hints, engine.trustsHints() {
        let way = try executeInPlace(
          executor, by: hints, engine, on: state, with: pool, &attempt)
        return attempt.ended(as: way, stores)
      }
      engine.plan(executor.transactions, count: count, hints: hints)
      engine.choose(judge, workerCount: pool.size)
      order = engine.order
    }
    if let order {
      try executeInOrder(executor, from: 0, on: state, pool, &attempt)
      return attempt.ended(as: order, stores)
    }
    let end = try speculate(executor, engine, on: state, with: pool, &attempt)
    if end == count { return attempt.ended(as: "speculation", stores) }
    try executeInOrder(executor, from: end, on: state, pool, &attempt)
    return attempt.ended(
      as: "speculation, given up: in order from transaction \(end) on", stores)
  }

  /// What has become of a block so far.
  private struct Attempt {
    let store: ResultStore
    var counters = ExecutionCounters()
    /// Since when the block is being made ready.
    private var start = ContinuousClock.now
    private var isPrepared = false
    private var givenUp = ""

    init(_ store: ResultStore) { self.store = store }

    /// Makes the store ready, unless an earlier way of executing the block has.
    mutating func prepare(transactionCount: Int, lanes: Int) {
      if isPrepared { return }
      store.prepare(transactionCount: transactionCount, lanes: lanes)
      isPrepared = true
    }

    /// What has passed since the start was preparation.
    mutating func begin() { counters.preparation += start.duration(to: .now) }

    /// Another way will be taken. What was executed in vain was no preparation.
    mutating func giveUp(_ way: String) {
      givenUp += "\(way), given up; "
      start = .now
    }

    func ended(as choice: String, _ stores: ResultStorePool) -> BlockExecution {
      BlockExecution(store, from: stores, counters: counters, choice: givenUp + choice)
    }
  }

  // MARK: Ways

  /// Executes the block as one of payments. Returns whether it was one: else nothing has changed.
  private func executePayments<Executor: TransactionExecutor>(
    _ executor: Executor, _ engine: HybridEngine, on state: WorldState, with pool: WorkerPool,
    _ attempt: inout Attempt
  ) -> Bool {
    let count = executor.transactionCount
    attempt.prepare(transactionCount: count, lanes: pool.size)
    attempt.begin()
    let outcome = engine.payments.execute(executor, on: state, with: pool, into: attempt.store)
    engine.notePayments(areSo: outcome.isDone)
    attempt.counters.executions += outcome.executions
    if outcome.isDone { return true }
    let results = attempt.store.lanes[0]
    for transaction in 0..<count where results.wasAttempted(transaction) {
      attempt.counters.abort(.undone, gas: results.gasUsed(by: transaction))
    }
    attempt.giveUp("payments")
    return false
  }

  /// Executes what is left of the block from a transaction on.
  private func executeInOrder<Executor: TransactionExecutor>(
    _ executor: Executor, from first: Int, on state: WorldState, _ pool: WorkerPool,
    _ attempt: inout Attempt
  ) throws(SchedulerFailure) {
    let count = executor.transactionCount
    attempt.prepare(transactionCount: count, lanes: 1)
    if first == 0 { attempt.begin() }
    try Schedulers.executeInOrder(
      executor.makeWorker(lane: 0), first..<count, beneficiary: executor.beneficiary, on: state,
      into: attempt.store.lanes[0], pool.trace(of: 0))
    attempt.counters.executions += count - first
  }

  /// Executes the block by access sets alone, or in order if they say that it is one chain. Returns which, and
  /// what came of it, in words.
  ///
  /// It is planned while other workers look up its records. If the block before was one for execution in order,
  /// that comes first, for this one may need no records.
  private func executeInPlace<Executor: TransactionExecutor>(
    _ executor: Executor, by sets: AccessSets, _ engine: HybridEngine, on state: WorldState,
    with pool: WorkerPool, _ attempt: inout Attempt
  ) throws(SchedulerFailure) -> String {
    let block = engine.inPlace
    let workerCount = pool.size
    let judge = judge
    let isPlannedFirst = engine.order != nil
    if isPlannedFirst { engine.planInPlace(sets, judge, workerCount: workerCount) }
    if engine.order == nil {
      block.begin(executor, sets: sets, on: state, with: pool) { conflicts in
        if !isPlannedFirst { engine.planInPlace(sets, judge, workerCount: workerCount) }
        if engine.order == nil { engine.beginInPlace(sets, conflicts, workerCount: workerCount) }
      }
    }
    if let order = engine.order {
      try executeInOrder(executor, from: 0, on: state, pool, &attempt)
      return order
    }
    attempt.prepare(transactionCount: executor.transactionCount, lanes: workerCount)
    attempt.begin()
    func run(_ source: some TransactionSource & Sendable) throws(SchedulerFailure) -> String? {
      try block.run(
        executor, from: source, on: state, with: pool, into: attempt.store, &attempt.counters,
        named: name, stallLimit: stallLimit)
    }
    let failure =
      engine.isGovernedByPaths(workerCount: workerCount)
      ? try run(engine.graph) : try run(engine.locks)
    engine.noteHints(areComplete: failure == nil)
    return failure.map { "in place, given up: \($0)" } ?? "in place"
  }

  /// Speculates on the block as planned. Returns how many transactions are committed: all, unless
  /// speculation was given up.
  private func speculate<Executor: TransactionExecutor>(
    _ executor: Executor, _ engine: HybridEngine, on state: WorldState, with pool: WorkerPool,
    _ attempt: inout Attempt
  ) throws(SchedulerFailure) -> Int {
    attempt.prepare(transactionCount: executor.transactionCount, lanes: pool.size)
    let execution = HybridExecution(
      engine: engine,
      block: engine.begin(
        beneficiary: executor.beneficiary, watchesErasure: executor.mayEraseStorage(of: state),
        on: state,
        workerCount: pool.size),
      store: attempt.store, stallLimit: stallLimit)
    attempt.begin()
    try pool.run { lane throws(SchedulerFailure) in
      try execution.work(lane: lane, executor.makeWorker(lane: lane), pool.trace(of: lane))
    }
    var counters = execution.counters
    let end = execution.finish(&counters, pool.trace(of: 0))
    engine.learn(from: executor.transactions, execution.block, troubles: counters)
    attempt.counters = attempt.counters + counters
    return end
  }
}
