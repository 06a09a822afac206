import Primitives
import State
import Synchronization

/// One block executed ahead of its commits.
///
/// Transactions are claimed in block order by one index. Lane 0 commits, and claims something itself
/// only where it could do nothing else: the transaction whose turn it is if nobody has it, and one ahead
/// while another lane executes that. The other lanes only run ahead.
///
/// *The outcome is that of block order.* Only commits make versions visible, in block order; so in its
/// turn a transaction's attempt is compared with what it would read then, or executed then, and all that
/// it can read then is final. An attempt ahead may see some commits and not others, and be of no order at
/// all; it then read a version that is no longer the newest, and does not stand.
/// *At most two attempts.* One is made by whoever claims the transaction, once, and one in its turn.
///
/// `@unchecked Sendable`: handles for sharing, and constants.
final class SpeculationExecution: @unchecked Sendable {
  private let block: BlockSTMBlock
  private let lanes: [LaneMemory]
  private let store: ResultStore
  /// The next transaction that nobody has.
  private let claimed: SharedWords
  /// Transactions below are committed.
  private let committed: SharedWords
  private let window: Int
  private let stallLimit: Duration
  private let outcomes: LaneOutcomes

  static let wordCount = 2 * SharedWords.line

  init(
    _ block: BlockSTMBlock, _ lanes: [LaneMemory], _ store: ResultStore, _ words: SharedWords,
    window: Int, stallLimit: Duration
  ) {
    self.block = block
    self.lanes = lanes
    self.store = store
    self.window = window
    self.stallLimit = stallLimit
    claimed = words
    committed = words + SharedWords.line
    outcomes = LaneOutcomes(laneCount: block.scheduler.pointee.workerCount)
  }

  /// What the worker of a lane does, to the end of the block.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(number, of: block, worker, lanes[number], store.lanes[number], trace)
    if number == 0 { try commitAll(lane) } else { try runAhead(lane) }
    if block.scheduler.pointee.isStopped { return }
    outcomes.set(number, lane.counters, lane.commitShare())
  }

  /// Commits what only one thread can and returns what it all cost. After every lane has ended.
  func finish() -> ExecutionCounters { outcomes.finish(block) }

  // MARK: Ahead

  private func runAhead(_ lane: BlockSTMLane) throws(SchedulerFailure) {
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    while !block.scheduler.pointee.isStopped {
      let done = Int(committed.pointee.load(ordering: .acquiring))
      if done == block.transactionCount { return }
      if let transaction = claim(below: done &+ window) {
        lane.attemptAhead(transaction)
        backoff.reset()
        continue
      }
      lane.trace.enter(.wait)
      backoff.wait()
      if backoff.isSleeping { try watch(&watchdog) }
    }
  }

  /// The next transaction if it is below `limit`.
  @inline(__always)
  private func claim(below limit: Int) -> Int? {
    let end = UInt64(min(limit, block.transactionCount))
    var next = claimed.pointee.load(ordering: .relaxed)
    while next < end {
      let claim = claimed.pointee.weakCompareExchange(
        expected: next, desired: next &+ 1, ordering: .relaxed)
      if claim.exchanged { return Int(next) }
      next = claim.original
    }
    return nil
  }

  // MARK: In turn

  private func commitAll(_ lane: BlockSTMLane) throws(SchedulerFailure) {
    var backoff = Backoff()
    var watchdog = Watchdog(limit: stallLimit)
    var next = 0
    while next < block.transactionCount {
      let progress = lane.progress(of: next)
      if progress.isAt(.attempted) || progress.isAt(.suspended) {
        try lane.commitInTurn(next)
      } else if claim(below: next &+ 1) != nil {
        try lane.executeFinally(next)
      } else {
        // Somebody is at it.
        if let ahead = claim(below: next &+ window) {
          lane.attemptAhead(ahead)
          backoff.reset()
        } else {
          lane.trace.enter(.wait)
          backoff.wait()
          if backoff.isSleeping { try watch(&watchdog) }
        }
        continue
      }
      next &+= 1
      committed.pointee.store(UInt64(next), ordering: .releasing)
      backoff.reset()
    }
  }

  private func watch(_ watchdog: inout Watchdog) throws(SchedulerFailure) {
    guard watchdog.hasStalled(at: block.tasksDone) else { return }
    block.scheduler.pointee.stop()
    throw .stalled(
      "speculate-commit", for: stallLimit,
      """
      \(committed.pointee.load(ordering: .relaxed)) committed, \
      \(claimed.pointee.load(ordering: .relaxed)) claimed of \(block.transactionCount)
      """)
  }
}

extension BlockSTMLane {
  /// Executes the transaction on what is committed so far and keeps what it read and wrote where nobody
  /// sees it. An attempt that needs all before it to be committed is left for its turn.
  @inline(__always)
  func attemptAhead(_ transaction: Int) {
    let version = TransactionVersion(transaction: transaction, incarnation: 0)
    noteProgress()
    guard attempt(version) == .finished else {
      setProgress(of: transaction, .suspended, 0)
      return
    }
    results.record(effects, of: transaction)
    _ = keep(version, .apart, in: block.transactions)
    setProgress(of: transaction, .attempted, 0)
  }

  /// Commits the attempt made ahead if it stands, and otherwise one made now.
  @inline(__always)
  func commitInTurn(_ transaction: Int) throws(SchedulerFailure) {
    let progress = progress(of: transaction)
    if progress.isAt(.attempted) {
      if isValid(TransactionVersion(transaction: transaction, incarnation: 0)) {
        counters.reused &+= 1
        noteProgress()
        trace.enter(.publish, transaction)
        hangWrites(of: transaction)
        setProgress(of: transaction, .executed, 0)
        return
      }
      noteDiscarded(transaction, staleness)
      block.transactions.clearWrites(of: transaction)
    }
    try executeFinally(transaction)
  }

  /// Hangs nodes that were kept apart into their chains.
  @inline(__always)
  private func hangWrites(of transaction: Int) {
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count { block.memory.insert(writes[index], of: transaction) }
  }
}

/// The memory of executions with speculation, kept between blocks; one block at a time.
///
/// `@unchecked Sendable`: set up and used up by one thread.
final class SpeculationEngine: @unchecked Sendable {
  private let versions = BlockSTMEngine()
  private var words = ZeroedWords(count: SpeculationExecution.wordCount)

  /// The execution of a block. Invalidates what this gave before.
  func begin<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, workerCount: Int, _ store: ResultStore, window: Int,
    stallLimit: Duration
  ) -> SpeculationExecution {
    let block = versions.begin(
      transactionCount: executor.transactionCount, beneficiary: executor.beneficiary,
      watchesErasure: executor.mayEraseStorage(of: state), on: state, workerCount: workerCount)
    words.clear(words.count)
    return SpeculationExecution(
      block, versions.lanes, store, words.base, window: window, stallLimit: stallLimit)
  }
}
