import Primitives
import State

/// One block executed in rounds. A round has three phases, with a barrier after each:
///
/// 1. *Attempt.* Every pending transaction is executed on the snapshot: for transaction *j* the newest
///    versions below *j* that stand. Nothing that an attempt writes can be seen yet.
/// 2. *Reserve.* All these writes become visible versions.
/// 3. *Judge.* A transaction stands if it would read now the versions that it read. The others (and
///    those that could not be attempted) are pending in the next round; their versions are taken out.
///
/// Aria lets a transaction commit if it read nothing that an earlier one of the round writes, and so
/// changes the serial order: if *i* < *j*, *j* commits and *i* does not, *i* comes after *j*. A block's
/// order is given. Forbidding *j* to overwrite what a pending *i* has read would not be enough: the next
/// attempt at *i* may read and write elsewhere. Hence versions: *i* never sees what *j* wrote, because it
/// reads below itself; and that *j* stands is a judgement that each later round repeats, until nothing
/// below *j* is pending.
///
/// *The outcome is that of block order.* The rounds end when a judgement refutes nobody. By then each
/// transaction has one attempt, whose writes are the only live versions of it, and which read the newest
/// version below it of all that it asked for. By induction over the block, each attempt read what
/// sequential execution would have read, and so wrote the same.
/// *They end.* Everything below the lowest pending transaction *i* stands on versions below itself, and
/// none of these will change; so the next attempt at *i* reads final versions and stands for good. After
/// at most as many rounds as there are transactions, nobody is pending.
/// *They do not depend on the workers.* Within a phase nobody sees what the phase changes: attempts are
/// hidden, reserving reads nothing, and judging changes only bits that nobody looks at.
///
/// The beneficiary's balance is the sum of all fees below, so whoever reads it waits for all below to
/// stand: its attempt ends at the read (``ExecutionCounters/suspensions``). A sender's transactions are a
/// chain. That each gives its nonce does not loosen it, since each pays from the balance that the one
/// before has left; chains are what ends the rounds.
///
/// `@unchecked Sendable`: what is not a handle for sharing is changed between phases only, by the last
/// lane to arrive, and read after the barrier.
final class RoundsExecution: @unchecked Sendable {
  private let block: BlockSTMBlock
  private let lanes: [LaneMemory]
  private let store: ResultStore
  private let phases: RoundPhases
  private let limits: RoundLimits
  private let outcomes: LaneOutcomes

  /// Transactions that go through their rounds together.
  private var batch = 0..<0
  private var pending: PendingTransactions
  /// Transactions below are final.
  private var firstPending = 0
  /// The round that the batch is in; zero when it has gone through all.
  private var round = 0
  private var rounds = 0

  init(
    _ block: BlockSTMBlock, _ lanes: [LaneMemory], _ store: ResultStore, _ phases: RoundPhases,
    _ pending: PendingTransactions, _ limits: RoundLimits
  ) {
    self.block = block
    self.lanes = lanes
    self.store = store
    self.phases = phases
    self.pending = pending
    self.limits = limits
    outcomes = LaneOutcomes(laneCount: block.scheduler.pointee.workerCount)
    beginBatch(at: 0)
  }

  /// What the worker of a lane does, to the end of the block.
  func work(
    lane number: Int, _ worker: any TransactionWorker, _ trace: LaneTrace
  ) throws(SchedulerFailure) {
    let lane = BlockSTMLane(number, of: block, worker, lanes[number], store.lanes[number], trace)
    while !batch.isEmpty {
      repeat {
        attempt(lane)
        guard try phases.end(lane.trace, {}) else { return }
        reserve(lane)
        guard try phases.end(lane.trace, {}) else { return }
        judge(lane)
        guard try phases.end(lane.trace, { endRound(lane) }) else { return }
      } while round > 0
      if number == 0 { try executeRest(lane) }
      guard try phases.end(lane.trace, { beginBatch(at: batch.upperBound) }) else { return }
    }
    outcomes.set(number, lane.counters, lane.commitShare())
  }

  /// Commits what only one thread can and returns what it all cost. After every lane has ended.
  func finish() -> ExecutionCounters {
    var counters = outcomes.finish(block)
    counters.rounds = rounds
    return counters
  }

  // MARK: Phases

  private static let attemptsAtOnce = 4
  private static let reservedAtOnce = 64

  private func attempt(_ lane: BlockSTMLane) {
    while let places = phases.claim(Self.attemptsAtOnce, of: pending.count) {
      for place in places { lane.attemptHidden(pending[place]) }
    }
  }

  private func reserve(_ lane: BlockSTMLane) {
    while let places = phases.claim(Self.reservedAtOnce, of: pending.count) {
      for place in places { lane.reveal(pending[place]) }
    }
  }

  /// Judges everything from the lowest pending transaction on, whichever round executed it.
  private func judge(_ lane: BlockSTMLane) {
    let size = PendingTransactions.judgedAtOnce
    let start = firstPending & ~(size - 1)
    while let places = phases.claim(size, of: batch.upperBound - start) {
      var refuted: UInt64 = 0
      for transaction in start &+ places.lowerBound..<start &+ places.upperBound
      where transaction >= firstPending && !lane.stands(transaction) {
        refuted |= 1 &<< UInt64(transaction & 63)
      }
      pending.setBits(from: start &+ places.lowerBound, to: refuted)
    }
  }

  // MARK: Between phases

  private func beginBatch(at start: Int) {
    batch = limits.batch(at: start, of: block.transactionCount)
    pending.fill(batch)
    firstPending = start
    round = 1
  }

  /// Makes pending what was refuted, and decides whether there is another round.
  private func endRound(_ lane: BlockSTMLane) {
    let executed = pending.count
    let judged = firstPending..<batch.upperBound
    let judgements = pending
    pending.removeAll()
    judgements.forEachBit(in: judged) { pending.append($0) }
    for place in (0..<pending.count).reversed() { lane.withdraw(pending[place]) }
    firstPending = pending.count == 0 ? batch.upperBound : pending[0]
    rounds += 1
    // The lowest cannot be pending again, unless its executor waits for what is there: then executing it
    // in order will say so.
    let continues =
      firstPending > judged.lowerBound
      && limits.continues(after: round, executed: executed, pending: pending.count)
    round = continues ? round + 1 : 0
  }

  /// Executes in block order what does not stand: every transaction is judged, and if need be executed,
  /// when all below it are final. On one lane, while the others wait.
  private func executeRest(_ lane: BlockSTMLane) throws(SchedulerFailure) {
    for transaction in firstPending..<batch.upperBound where !lane.stands(transaction) {
      lane.withdraw(transaction)
      try lane.executeFinally(transaction)
    }
  }
}

/// The memory of executions in rounds, kept between blocks; one block at a time. Multi-version memory,
/// read sets and the commit are Block-STM's; of its collaborative scheduler only the words that say
/// where each transaction stands are used.
///
/// `@unchecked Sendable`: set up and used up by one thread.
final class RoundsEngine: @unchecked Sendable {
  private let versions = BlockSTMEngine()
  private var words = ZeroedWords(count: RoundPhases.wordCount)
  private var pending = PendingStorage()

  /// The execution of a block. Invalidates what this gave before.
  func begin<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, workerCount: Int, _ store: ResultStore,
    _ limits: RoundLimits, named scheduler: String, stallLimit: Duration
  ) -> RoundsExecution {
    let block = versions.begin(
      transactionCount: executor.transactionCount, beneficiary: executor.beneficiary,
      watchesErasure: executor.mayEraseStorage(of: state), on: state, workerCount: workerCount)
    words.clear(words.count)
    return RoundsExecution(
      block, versions.lanes, store,
      RoundPhases(block, words.base, named: scheduler, stallLimit: stallLimit),
      pending.begin(transactionCount: executor.transactionCount), limits)
  }
}
