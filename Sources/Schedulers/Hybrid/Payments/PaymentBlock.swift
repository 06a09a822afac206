import Primitives
import State
import Synchronization

/// A block that is expected to consist of payments: of transactions that change nothing but one nonce and
/// two balances, and depend on nothing else that changes.
///
/// Executing a payment in order takes 0.2 µs, and whatever versions or orders transactions one by one adds
/// as much to each. But what payments do commutes, if nobody runs short. So in a first pass workers execute
/// stretches of the block, in any order, each transaction being told that its sender has the nonce and the
/// balance that it needs. What the sender pays is then taken from its account, in place, if both are so:
/// a nonce that is not there yet means that another payment by this sender comes first, and this one is
/// kept until then. In a second pass, payees get what they were paid.
///
/// Why that is sequential execution, if every payment is made: the nonces let the payments of one sender be
/// made in one order only, and each notes its number in the account, so that this order is the block's
/// (``PaymentAccount``). When one is made, then, of all that happens to its sender before it in the block,
/// all payments by it have been taken from the balance, and none to it has been added: in order the balance
/// would be at least what it is found to be, so that enough is enough in order too. Codes do not change, for
/// whoever writes one is refused. So each transaction was told the truth and did what it does in order, and
/// balances are sums. The beneficiary's fees are added at the end, and a block in which it pays is refused.
///
/// If anything is refused, or is still not to be made when all is executed, payers get back what was taken,
/// nonces are counted down, and the block is somebody else's: nobody has been paid yet.
///
/// `@unchecked Sendable`: set up and finished by one thread. In between each lane writes to memory of its
/// own and to what it notes of pieces that it claimed; records are changed under their locks; between the
/// passes all lanes meet.
final class PaymentBlock: @unchecked Sendable {
  private(set) var laneCount = 0
  private(set) var transactionCount = 0
  private(set) var beneficiary = AccountReference(0)
  private var lanes: [PaymentMemory] = []
  private var words = ZeroedWords(count: 2 * SharedWords.line + Barrier.wordCount)
  private var pieces = GrowableBuffer<Piece>(capacity: 64)
  private var leftOver = GrowableBuffer<LeftOver>(capacity: 64)

  /// Fewer transactions are not worth a claim.
  private static let shortestPiece = 32

  /// Whose a piece is, and where its newcomers begin in that worker's list.
  private struct Piece: BitwiseCopyable {
    var worker: UInt32 = 0
    var newcomers: UInt32 = 0
  }

  private struct LeftOver: BitwiseCopyable {
    var pending: PendingPayment
    var lane: Int
  }

  // MARK: The whole

  /// Whether nonces and numbers of transactions leave the room that ``PaymentAccount`` takes.
  static func canExecute(_ transactionCount: Int, on state: WorldState) -> Bool {
    transactionCount < PaymentAccount.transactionLimit
      && state.largestLoadedNonce < PaymentAccount.nonceLimit
  }

  /// Executes the block. Returns how many executions that took, and whether it was one of payments: if not,
  /// the state is as before.
  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool, into store: ResultStore
  ) -> (executions: Int, isDone: Bool) {
    if !Self.canExecute(executor.transactionCount, on: state) { return (0, false) }
    begin(executor.transactionCount, executor.beneficiary, on: state, laneCount: pool.size)
    let outcomes = LaneOutcomes(laneCount: pool.size)
    pool.run { number in
      var lane = PaymentLane(
        number, of: self, executor.makeWorker(lane: number), store.lanes[number], on: state,
        pool.trace(of: number))
      if !lane.execute() { giveUp() }
      var counters = ExecutionCounters()
      counters.executions = lane.executions
      outcomes.set(number, counters, CommitShare(fees: lane.fees))
      Barrier(words.base + 2 * SharedWords.line, laneCount: laneCount).wait {
        if !isGivenUp && !makeLeftOver(on: state) { giveUp() }
      }
      // From here on nobody changes this: all go the same way.
      if isGivenUp { lane.undo() } else { lane.giveToPayees() }
    }
    let executions = outcomes.counters.executions
    if isGivenUp { return (executions, false) }
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
    if lanes.count != laneCount { lanes = (0..<laneCount).map { _ in PaymentMemory() } }
    words.clear(words.count)
    pieces.reserve(transactionCount / Self.shortestPiece + 1)
  }

  /// Gives new accounts what they were paid, in the order of the block, so that their numbers do not depend
  /// on who executed what.
  private func payNewcomers(on state: WorldState) {
    for piece in 0..<claimedPieceCount {
      let worker = lanes[Int(pieces[piece].worker)]
      for index in newcomers(of: piece, listLength: worker.lists.pointee.newcomers.count) {
        let newcomer = worker.lists.pointee.newcomers[index]
        state.credit(newcomer.amount, to: state.reference(newcomer.address))
      }
    }
  }

  func memory(_ lane: Int) -> PaymentMemory { lanes[lane] }

  // MARK: Pending payments

  /// Makes those of the pending payments that can be made now. Returns false if one is refused.
  func makePending(
    of lists: UnsafeMutablePointer<PaymentMemory.Lists>, on state: WorldState
  ) -> Bool {
    var kept = 0
    for index in 0..<lists.pointee.pending.count {
      let next = lists.pointee.pending[index]
      switch PaymentAccount(next.payment.payer, of: state).pay(next) {
      case .isPaid: lists.pointee.made.append(next.payment)
      case .isNotNow:
        lists.pointee.pending[kept] = next
        kept += 1
      case .isRefused: return false
      }
    }
    lists.pointee.pending.truncate(to: kept)
    return true
  }

  /// Makes what is pending when all is executed, in the order of the block: what cannot be made then never
  /// can. Returns false if there is such a payment. By one lane, while the others wait.
  private func makeLeftOver(on state: WorldState) -> Bool {
    leftOver.removeAll()
    for (number, lane) in lanes.enumerated() {
      for index in 0..<lane.lists.pointee.pending.count {
        leftOver.append(LeftOver(pending: lane.lists.pointee.pending[index], lane: number))
      }
    }
    var inOrder = UnsafeMutableBufferPointer(start: leftOver.base, count: leftOver.count)
    inOrder.sort { $0.pending.transaction < $1.pending.transaction }
    for index in 0..<leftOver.count {
      let next = leftOver[index].pending
      guard PaymentAccount(next.payment.payer, of: state).pay(next) == .isPaid else { return false }
      lanes[leftOver[index].lane].lists.pointee.made.append(next.payment)
    }
    return true
  }

  // MARK: Giving up

  /// Says that the block is not one of payments: in the first pass.
  private func giveUp() { words.base.pointee.store(1, ordering: .releasing) }

  @inline(__always)
  var isGivenUp: Bool { words.base.pointee.load(ordering: .acquiring) != 0 }

  // MARK: Pieces

  /// Next to be claimed: the number of a piece in the upper half, and its first transaction in the lower.
  private var nextPiece: SharedWords { words.base + SharedWords.line }

  private var claimedPieceCount: Int {
    Int(nextPiece.pointee.load(ordering: .relaxed) &>> 32)
  }

  /// Claims what follows the pieces that are claimed; nil if nothing does. Long pieces first, for whoever
  /// goes through transactions in order finds their memory fetched ahead by the processor (in pieces of 32, one
  /// page, a transaction took 100 ns instead of 91), and shorter ones towards the end, so that lanes end
  /// together.
  func claimPiece() -> (number: Int, transactions: Range<Int>)? {
    var next = nextPiece.pointee.load(ordering: .relaxed)
    while true {
      let first = Int(next & 0xffff_ffff)
      guard first < transactionCount else { return nil }
      let rest = transactionCount - first
      let end = first + min(max(rest / (2 * laneCount), Self.shortestPiece), rest)
      let number = next &>> 32
      let claim = nextPiece.pointee.compareExchange(
        expected: next, desired: (number + 1) &<< 32 | UInt64(end), ordering: .relaxed)
      if claim.exchanged { return (Int(number), first..<end) }
      next = claim.original
    }
  }

  /// Notes whose a piece is, and where its newcomers begin in that lane's list.
  func note(_ piece: Int, isOf lane: Int, newcomers: Int) {
    (pieces.base + piece).pointee = Piece(
      worker: UInt32(lane), newcomers: UInt32(truncatingIfNeeded: newcomers))
  }

  /// Where in its worker's list, which has `listLength` newcomers, those of a piece are: they end where those
  /// of the worker's next piece begin.
  private func newcomers(of piece: Int, listLength: Int) -> Range<Int> {
    let worker = pieces[piece].worker
    var next = piece + 1
    while next < claimedPieceCount, pieces[next].worker != worker { next += 1 }
    let end = next < claimedPieceCount ? Int(pieces[next].newcomers) : listLength
    return Int(pieces[piece].newcomers)..<end
  }
}
