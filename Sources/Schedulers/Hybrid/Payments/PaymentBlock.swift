import Primitives
import State
import Synchronization

/// A block that is expected to consist of payments: of transactions that change nothing but nonces and
/// balances, and depend on nothing else that changes.
///
/// Executing a payment in order takes 0.2 µs, and whatever versions or orders transactions one by one adds
/// as much to each. But what payments do commutes, if nobody runs short. So there are two passes over the
/// block. In the first, workers execute stretches of it, in any order, each transaction being told that its
/// sender has the nonce and the balance that it needs; what it changes is handed to whoever *owns* the
/// account, one worker for each. In the second, every worker takes what happens to its own accounts in the
/// order of the block, checks what transactions were told there, and makes the changes.
///
/// Why that is sequential execution: suppose every check succeeds. The first transaction was told the truth,
/// for its checks were made on the state before the block and codes do not change (who writes a code is
/// refused); so it did what it does in order. If all before the *i*-th did, then the balances and nonces that
/// the *i*-th's checks were made on are those of sequential execution, so that it was told the truth too.
/// The beneficiary's fees are added at the end, and a block in which its balance is needed is refused.
///
/// If anything is refused, or a check fails, what was changed is taken back exactly (only sums, and nonces
/// that went up by one, were), and the block is somebody else's.
///
/// `@unchecked Sendable`: set up and finished by one thread. In the first pass each lane writes to memory of
/// its own and to the entries of pieces that it claimed; between the passes all lanes meet; in the second,
/// an account's record is touched by its owner only.
final class PaymentBlock: @unchecked Sendable {
  private(set) var laneCount = 0
  private(set) var transactionCount = 0
  private(set) var beneficiary = AccountReference(0)
  private var lanes: [PaymentMemory] = []
  private var words = ZeroedWords(count: 3 * SharedWords.line + Barrier.wordCount)
  /// By piece: whose it was, and where its entries begin in that worker's lists, by owner, with the
  /// newcomers last.
  private var workers = GrowableBuffer<UInt32>(capacity: 64)
  private var begins = GrowableBuffer<UInt32>(capacity: 256)

  private static let pieceLength = 64

  // MARK: The whole

  /// Executes the block. Returns how many executions that took, and whether it was one of payments: if not,
  /// the state is as before.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool, into store: ResultStore
  ) -> (executions: Int, isDone: Bool) {
    begin(executor.transactionCount, executor.beneficiary, on: state, laneCount: pool.size)
    let outcomes = LaneOutcomes(laneCount: pool.size)
    pool.run { number in
      let barrier = Barrier(words.base + 3 * SharedWords.line, laneCount: laneCount)
      var lane = PaymentLane(
        number, of: self, executor.makeWorker(lane: number), store.lanes[number], on: state,
        pool.trace(of: number))
      if !lane.execute() { giveUp() }
      var counters = ExecutionCounters()
      counters.executions = lane.executions
      outcomes.set(number, counters, CommitShare(fees: lane.fees))
      barrier.wait {}
      // From here on nobody changes this: all go the same way.
      if isGivenUp { return }
      let isRight = lane.apply()
      if !isRight { failCheck() }
      barrier.wait {}
      if hasFailedCheck && isRight { lane.undo() }
    }
    let executions = outcomes.counters.executions
    if isGivenUp || hasFailedCheck { return (executions, false) }
    payNewcomers(on: state)
    state.credit(outcomes.share.fees, to: beneficiary)
    return (executions, true)
  }

  private func begin(
    _ transactionCount: Int, _ beneficiary: Address, on state: WorldState, laneCount: Int
  ) {
    self.transactionCount = transactionCount
    self.laneCount = laneCount
    self.beneficiary = state.reference(beneficiary)
    if lanes.count != laneCount {
      lanes = (0..<laneCount).map { _ in PaymentMemory(laneCount: laneCount) }
    }
    words.clear(words.count)
    workers.reserve(pieceCount)
    begins.reserve(pieceCount * stride)
  }

  /// Gives new accounts what they were paid, in the order of the block, so that their numbers do not depend
  /// on who executed what.
  private func payNewcomers(on state: WorldState) {
    for piece in 0..<pieceCount {
      let worker = lanes[Int(workers[piece])]
      for index in range(of: piece, list: laneCount, length: worker.newcomers.pointee.count) {
        let newcomer = worker.newcomers.pointee[index]
        state.credit(newcomer.amount, to: state.reference(newcomer.address))
      }
    }
  }

  // MARK: Giving up

  /// Says that something is no payment: in the first pass.
  private func giveUp() { words.base.pointee.store(1, ordering: .releasing) }

  @inline(__always)
  var isGivenUp: Bool { words.base.pointee.load(ordering: .acquiring) != 0 }

  private var failures: SharedWords { words.base + SharedWords.line }

  /// Says that a transaction was told what was not so: in the second pass.
  private func failCheck() { failures.pointee.store(1, ordering: .releasing) }

  private var hasFailedCheck: Bool { failures.pointee.load(ordering: .acquiring) != 0 }

  // MARK: Pieces

  var pieceCount: Int { (transactionCount + Self.pieceLength - 1) / Self.pieceLength }

  func transactions(of piece: Int) -> Range<Int> {
    piece * Self.pieceLength..<min((piece + 1) * Self.pieceLength, transactionCount)
  }

  func claimPiece() -> Int? {
    let piece = Int(
      (words.base + 2 * SharedWords.line).pointee.wrappingAdd(1, ordering: .relaxed).oldValue)
    return piece < pieceCount ? piece : nil
  }

  /// Lists a worker has: one for each owner, and the newcomers.
  private var stride: Int { laneCount + 1 }

  func note(_ piece: Int, isOf lane: Int) { workers.base[piece] = UInt32(lane) }

  func noteBegin(of piece: Int, _ count: Int, owner: Int) {
    begins.base[piece * stride + owner] = UInt32(truncatingIfNeeded: count)
  }

  func noteBegin(of piece: Int, newcomers count: Int) {
    noteBegin(of: piece, count, owner: laneCount)
  }

  /// Where in its worker's list, which has `length` entries, those of a piece are: they end where those of
  /// the worker's next piece begin.
  private func range(of piece: Int, list: Int, length: Int) -> Range<Int> {
    let worker = workers[piece]
    var next = piece + 1
    while next < pieceCount, workers[next] != worker { next += 1 }
    let end = next < pieceCount ? Int(begins[next * stride + list]) : length
    return Int(begins[piece * stride + list])..<end
  }

  func entries(of piece: Int, owner: Int) -> UnsafeBufferPointer<PaymentEntry> {
    let list = lanes[Int(workers[piece])].entries + owner
    let range = range(of: piece, list: owner, length: list.pointee.count)
    return UnsafeBufferPointer(start: list.pointee.base + range.lowerBound, count: range.count)
  }

  func memory(_ lane: Int) -> PaymentMemory { lanes[lane] }

  /// Which worker an account belongs to. Records that follow each other do not share a line.
  @inline(__always)
  func owner(of account: AccountReference) -> Int {
    laneCount == 2 ? Int(account.index & 1) : Int(account.index) % laneCount
  }
}
