import Primitives
import State
import Synchronization

/// One block executed in rounds that choose its order: Aria's rule with deterministic reordering.
///
/// In a round every pending transaction is executed on the state that the rounds before have left. It
/// reserves what it reads and writes, and commits unless an earlier pending transaction
/// - writes what it writes, or
/// - writes what it reads *and* another, or the same, reads what it writes.
///
/// *There is an order.* Call those that commit although an earlier one writes what they read *early*, the
/// others *late*. The order is: all before this round, then the early ones, the last of the block first,
/// then the late ones in block order. All of a round have read the state before it, so it is to be shown
/// that whoever reads a location comes before whoever writes it: let *x* read what *y* writes.
/// If *y* stands before *x* in the block, *x* is early. A *y* that is late comes after it; a *y* that is
/// early comes after it too, the early ones being reversed.
/// If *x* stands before *y*, somebody before *y* reads what *y* writes, so *y* is not early, or it would
/// not have committed. It is late, and *x* is early or stands before it.
/// No two write the same. Reservations of transactions that do not commit only add to what is forbidden.
///
/// A builder wants its transactions to succeed. One that is not valid on the snapshot (its nonce comes
/// later, its sender has yet to be paid), and one that fails having read what an earlier one writes, is
/// tried again. What is left when rounds no longer pay is executed one after the other, in block order.
///
/// Versions are numbered by place in the chosen order, so that multi-version memory, the fold of the
/// beneficiary's balance and the commit are those of a block in this order. Whoever touches that balance
/// depends on all fees before, and is left for the end.
///
/// `@unchecked Sendable`: what is not a handle for sharing is changed between phases only, by the last
/// lane to arrive, and read after the barrier.
final class ReorderingExecution: @unchecked Sendable {
  private let block: BlockSTMBlock
  private let lanes: [LaneMemory]
  private let store: ResultStore
  private let phases: RoundPhases
  private let limits: RoundLimits
  private let outcomes: LaneOutcomes
  private let engine: ReorderingEngine
  /// By transaction; the block's table is by place in the order.
  private let attempts: TransactionTable
  /// By place among the pending.
  private let verdicts: UnsafeMutablePointer<Verdict>
  /// By place in the chosen order.
  private let order: UnsafeMutablePointer<UInt32>

  private var batch = 0..<0
  private var pending: PendingTransactions
  private var reservations: ReservationTable
  /// How many transactions have a place in the order, and where those of this round begin.
  private var placed = 0
  private var firstOfRound = 0
  private var round = 0
  private var rounds = 0

  enum Verdict: UInt8 { case pending, early, late }

  init(
    _ block: BlockSTMBlock, _ store: ResultStore, _ phases: RoundPhases,
    _ pending: PendingTransactions, _ limits: RoundLimits, _ engine: ReorderingEngine,
    _ memory: ReorderingEngine.BlockMemory
  ) {
    self.block = block
    self.store = store
    self.phases = phases
    self.pending = pending
    self.limits = limits
    self.engine = engine
    lanes = engine.lanes
    attempts = memory.attempts
    verdicts = memory.verdicts
    order = memory.order
    reservations = engine.beginReservations(0)
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
        guard try phases.end(lane.trace, { beginReservations() }) else { return }
        reserve()
        guard try phases.end(lane.trace, {}) else { return }
        judge(lane)
        guard try phases.end(lane.trace, { endRound(lane) }) else { return }
        install(lane)
        guard try phases.end(lane.trace, {}) else { return }
      } while round > 0
      if number == 0 { try executeRest(lane) }
      guard try phases.end(lane.trace, { beginBatch(at: batch.upperBound) }) else { return }
    }
    outcomes.set(number, lane.counters, lane.commitShare())
  }

  /// Commits what only one thread can and returns what it all cost. After every lane has ended.
  func finish() -> (counters: ExecutionCounters, order: [Int]) {
    var counters = outcomes.finish(block)
    counters.rounds = rounds
    return (counters, (0..<placed).map { Int(order[$0]) })
  }

  // MARK: Phases

  private static let attemptsAtOnce = 4
  private static let partAtOnce = 64

  private func attempt(_ lane: BlockSTMLane) {
    while let places = phases.claim(Self.attemptsAtOnce, of: pending.count) {
      var accesses = 0
      for place in places { accesses &+= lane.attempt(pending[place], on: placed, attempts) }
      engine.accesses.pointee.wrappingAdd(UInt64(accesses), ordering: .relaxed)
    }
  }

  private func reserve() {
    while let places = phases.claim(Self.partAtOnce, of: pending.count) {
      for place in places {
        let transaction = pending[place]
        guard let reads = attempts.readSet(of: transaction) else { continue }
        forEachRead(reads) { reservations.reserveRead($0, by: transaction) }
        let writes = attempts.writes(of: transaction)
        for index in 0..<writes.count {
          reservations.reserveWrite(writes[index].head, by: transaction)
        }
      }
    }
  }

  private func judge(_ lane: BlockSTMLane) {
    while let places = phases.claim(Self.partAtOnce, of: pending.count) {
      for place in places { verdicts[place] = verdict(on: pending[place], lane) }
    }
  }

  @inline(__always)
  private func verdict(on transaction: Int, _ lane: BlockSTMLane) -> Verdict {
    guard let reads = attempts.readSet(of: transaction) else { return .pending }
    lane.counters.validations &+= 1
    var overwrites = false
    let writes = attempts.writes(of: transaction)
    for index in 0..<writes.count {
      let head = writes[index].head
      if reservations.isWritten(head, before: transaction) { return .pending }
      if reservations.isRead(head, before: transaction) { overwrites = true }
    }
    var isEarly = false
    forEachRead(reads) { if reservations.isWritten($0, before: transaction) { isEarly = true } }
    guard isEarly else { return .late }
    return overwrites || lane.results.status(of: transaction) != .success ? .pending : .early
  }

  /// Makes visible what this round's transactions wrote, as versions of their places in the order.
  private func install(_ lane: BlockSTMLane) {
    let first = firstOfRound
    while let places = phases.claim(Self.partAtOnce, of: placed - first) {
      for place in first &+ places.lowerBound..<first &+ places.upperBound {
        lane.install(Int(order[place]), at: place, from: attempts)
      }
    }
  }

  @inline(__always)
  private func forEachRead(_ reads: UnsafePointer<UInt64>, _ body: (SharedWords) -> Void) {
    // No folded balance: see BlockSTMLane.attempt(_:on:_:).
    var entry = reads + 1
    let end = entry + Int(truncatingIfNeeded: reads[0])
    while entry < end {
      body(SharedWords(bitPattern: UInt(entry[0])).unsafelyUnwrapped)
      entry += 2
    }
  }

  // MARK: Between phases

  private func beginBatch(at start: Int) {
    batch = limits.batch(at: start, of: block.transactionCount)
    pending.fill(batch)
    round = 1
  }

  private func beginReservations() {
    let count = engine.accesses.pointee.exchange(0, ordering: .relaxed)
    reservations = engine.beginReservations(Int(count))
  }

  /// Gives places in the order to those that commit, and decides whether there is another round.
  private func endRound(_ lane: BlockSTMLane) {
    let executed = pending.count
    firstOfRound = placed
    for place in (0..<executed).reversed() where verdicts[place] == .early {
      appendToOrder(pending[place])
    }
    for place in 0..<executed where verdicts[place] == .late { appendToOrder(pending[place]) }
    pending.removeAll()
    for place in 0..<executed where verdicts[place] == .pending {
      let transaction = pending[place]
      lane.noteDiscarded(transaction)
      pending.append(transaction)
    }
    rounds += 1
    // A round in which nobody commits would be followed by the same again: what is left is not valid, or
    // has to do with fees.
    let continues =
      placed > firstOfRound
      && limits.continues(after: round, executed: executed, pending: pending.count)
    round = continues ? round + 1 : 0
  }

  private func appendToOrder(_ transaction: Int) {
    order[placed] = UInt32(truncatingIfNeeded: transaction)
    placed += 1
  }

  /// Executes what is left in block order, each on all that has a place. On one lane, while the others
  /// wait.
  private func executeRest(_ lane: BlockSTMLane) throws(SchedulerFailure) {
    for index in 0..<pending.count {
      let transaction = pending[index]
      try lane.attemptFinally(transaction, below: placed)
      _ = lane.keep(
        TransactionVersion(transaction: placed, incarnation: 0), .visible, in: block.transactions)
      lane.setProgress(of: placed, .executed, 0)
      appendToOrder(transaction)
    }
  }
}

extension BlockSTMLane {
  /// Executes the transaction on all that has one of the first `placed` places, and keeps what it read
  /// and wrote; no read set if it cannot commit in this round. Returns how much it may reserve.
  @inline(__always)
  func attempt(_ transaction: Int, on placed: Int, _ attempts: TransactionTable) -> Int {
    noteProgress()
    attempts.clearWrites(of: transaction)
    attempts.clearReadSet(of: transaction)
    // All that has a place is final, so nothing can be waited for.
    guard attempt(transaction, below: placed) == .finished else { return 0 }
    results.record(effects, of: transaction)
    if effects.status == .rejected { return 0 }
    let version = TransactionVersion(transaction: transaction, incarnation: 0)
    _ = keep(version, .apart, in: attempts)
    guard let reads = attempts.readSet(of: transaction) else { return 0 }
    let writes = attempts.writes(of: transaction)
    if touchesFees(reads, writes) {
      attempts.clearReadSet(of: transaction)
      return 0
    }
    return Int(truncatingIfNeeded: reads[0]) / 2 &+ writes.count
  }

  /// Whether the beneficiary's balance was read or written.
  @inline(__always)
  private func touchesFees(_ reads: UnsafePointer<UInt64>, _ writes: WriteList) -> Bool {
    var entry = reads + 1
    let end = entry + Int(truncatingIfNeeded: reads[0])
    while entry < end {
      if entry[0] == ReadSet.Observation.balance.rawValue { return true }
      entry += 2
    }
    let head = block.memory.head(.balance, of: block.folds.beneficiary)
    for index in 0..<writes.count where writes[index].head == head { return true }
    return false
  }

  /// Makes an attempt's outcome that of a place in the order.
  @inline(__always)
  func install(_ transaction: Int, at place: Int, from attempts: TransactionTable) {
    noteProgress()
    let writes = attempts.writes(of: transaction)
    let version = VersionWord(TransactionVersion(transaction: place, incarnation: 0), .ready)
    for index in 0..<writes.count {
      writes[index].mark(version)
      block.memory.insert(writes[index], of: place)
    }
    block.transactions.setWrites(of: place, writes)
    block.transactions.setFee(of: place, attempts.fee(of: transaction))
    setProgress(of: place, .executed, 0)
  }
}
