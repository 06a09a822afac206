import Primitives
import State
import Synchronization

/// A block being executed straight into the state by several workers, each transaction after all that
/// its access set conflicts with: nothing is versioned and nothing validated.
///
/// That is right as long as the access sets are. Each transaction is held to its own; when one is not
/// enough, everybody stops, what ran too early is undone, and the rest is executed in order.
///
/// `@unchecked Sendable`: set up and finished by one thread. In between, a transaction's entries are
/// touched by whoever executes it, and what a barrier touches by it alone, since it waits for all.
final class InPlaceBlock: @unchecked Sendable {
  private(set) var plan = AccessPlan()
  private var laneMemory: [InPlaceLane.Memory] = []
  private var isDone = GrowableBuffer<Bool>(capacity: 1024)
  private var fees = GrowableBuffer<Word>(capacity: 1024)
  private var words = ZeroedWords(count: 0)
  private var workerCount = 0
  /// Fees of the transactions below are in the beneficiary's balance.
  private var creditedUpTo = 0
  private(set) var usesHeaders = false

  /// Becomes that of a new block, whose access sets are resolved against the state.
  /// - Parameter meanwhile: see ``AccessPlan/resolve(_:on:beneficiary:hasHeaders:conflicting:with:meanwhile:)``.
  func begin<Executor: TransactionExecutor>(
    _ executor: Executor, sets: AccessSets, on state: WorldState, with pool: WorkerPool,
    conflicting unit: AccessPlan.ConflictUnit = .onLocations,
    meanwhile: @Sendable (ConflictTable) -> Void = { _ in }
  ) {
    let count = executor.transactionCount
    let workerCount = pool.size
    usesHeaders = executor.mayEraseStorage(of: state)
    plan.resolve(
      sets, on: state, beneficiary: executor.beneficiary, hasHeaders: usesHeaders,
      conflicting: unit, with: pool, meanwhile: meanwhile)
    isDone.removeAll()
    isDone.reserve(count)
    isDone.base.update(repeating: false, count: count)
    fees.removeAll()
    fees.reserve(count)
    creditedUpTo = 0
    self.workerCount = workerCount
    let needed = (1 + workerCount) * SharedWords.line
    if words.count < needed { words = ZeroedWords(count: needed) } else { words.clear(needed) }
    while laneMemory.count < workerCount { laneMemory.append(InPlaceLane.Memory()) }
    for memory in laneMemory { memory.reset() }
  }

  /// The lane of one worker.
  func makeLane(
    _ number: Int, _ worker: any TransactionWorker, _ results: ResultLane, on state: WorldState,
    _ trace: LaneTrace
  ) -> InPlaceLane {
    InPlaceLane(number, of: self, worker, laneMemory[number], results, on: state, trace)
  }

  // MARK: Of one transaction

  /// By transaction: its fee, and whether it was executed. Bare pointers for the lanes, which write the
  /// entries of their own transactions only: none has the buffers themselves to change. A transaction that was
  /// not executed has no fee, not zero.
  var feeTable: UnsafeMutablePointer<Word> { fees.base }
  var doneTable: UnsafeMutablePointer<Bool> { isDone.base }

  /// Brings the fees of all transactions below `transaction` into the balance, which it waited for.
  func creditFees(below transaction: Int, on state: WorldState) {
    guard creditedUpTo < transaction else { return }
    let sum = (creditedUpTo..<transaction).reduce(Word.zero) { $0 &+ fees[$1] }
    creditedUpTo = transaction
    guard !sum.isZero else { return }
    let balance = state.record(plan.beneficiary).balance
    let write = StateWrite(.balance, plan.beneficiary, value: balance &+ sum)
    if usesHeaders { state.apply(write) } else { state.applyLeavingExistence(write) }
  }

  // MARK: Progress

  private var halt: SharedWords { words.base }

  /// Where the lane counts its transactions.
  @inline(__always)
  func progress(of lane: Int) -> SharedWords { words.base + (1 &+ lane) &* SharedWords.line }

  /// Transactions executed so far.
  var executed: UInt64 {
    (0..<workerCount).reduce(0) { $0 &+ progress(of: $1).pointee.load(ordering: .acquiring) }
  }

  var isFinished: Bool { executed == UInt64(plan.transactionCount) }
  var isHalted: Bool { halt.pointee.load(ordering: .acquiring) != 0 }
  /// Makes every worker stop before its next transaction.
  func stop() { halt.pointee.store(1, ordering: .releasing) }

  // MARK: The end

  /// Brings the block to its end on one thread, after all workers have stopped.
  ///
  /// If a transaction went outside its access set: let m be the first that is not done. Those below m
  /// are right, because all that they could conflict with below them was done first, within its own
  /// access set. Those above m may have missed what m and others still write: they are undone, the
  /// last one first, and everything from m on is executed in order.
  func finish<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, _ store: ResultStore,
    _ counters: inout ExecutionCounters, _ trace: LaneTrace
  ) throws(SchedulerFailure) -> String? {
    for lane in laneMemory { counters = counters + lane.counters }
    let count = plan.transactionCount
    let fault = laneMemory.lazy.compactMap(\.fault).min { $0.transaction < $1.transaction }
    let first = (0..<count).first { !isDone[$0] } ?? count
    guard let fault else {
      guard first == count else {
        throw SchedulerFailure("transaction \(first) of \(count) was never executed")
      }
      end(at: count, on: state)
      return nil
    }
    undo(from: first, on: state, &counters, store, trace)
    end(at: first, on: state)
    counters.executions += count - first
    try executeInOrder(
      executor.makeWorker(lane: 0), first..<count, beneficiary: executor.beneficiary, on: state,
      into: store.lanes[0], trace)
    return "transaction \(fault.transaction) accessed \(fault.place), which is not in its access "
      + "set: executed in order from transaction \(first) on"
  }

  /// Settles what was left open below `end`: fees and existence.
  private func end(at end: Int, on state: WorldState) {
    creditFees(below: end, on: state)
    if usesHeaders { return }
    for lane in laneMemory { lane.undo.settle(below: end, on: state) }
    if end > 0 { state.settleExistenceIfPaid(of: plan.beneficiary, fees, below: end) }
  }

  private func undo(
    from first: Int, on state: WorldState, _ counters: inout ExecutionCounters,
    _ store: ResultStore,
    _ trace: LaneTrace
  ) {
    var steps: [UndoStep] = []
    for lane in laneMemory { steps += lane.undo.steps(from: first) }
    for step in steps.sorted(by: { $0.isLater(than: $1) }) { step.take(on: state) }
    for transaction in first..<plan.transactionCount where isDone[transaction] {
      counters.abort(.undone, gas: store.lanes[0].gasUsed(by: transaction))
      trace.abort(transaction, .undone)
    }
  }
}

extension WorldState {
  /// An account that nobody paid is left as it was: it may be there although it is empty.
  fileprivate func settleExistenceIfPaid(
    of account: AccountReference, _ fees: borrowing GrowableBuffer<Word>, below end: Int
  ) {
    if (0..<end).contains(where: { !fees[$0].isZero }) { settleExistence(of: account) }
  }
}
