import Primitives
import State

/// One worker in a ``PaymentBlock``.
struct PaymentLane {
  let number: Int
  private let block: PaymentBlock
  private let effects: TransactionEffects
  private let lists: UnsafeMutablePointer<PaymentMemory.Lists>
  private let worker: any TransactionWorker
  private let results: ResultLane
  private let view: PaymentView
  private let reading: any StateView
  private let state: WorldState
  private let trace: LaneTrace
  private(set) var fees = Word.zero
  private(set) var executions = 0

  init(
    _ number: Int, of block: PaymentBlock, _ worker: any TransactionWorker,
    _ results: ResultLane, on state: WorldState, _ trace: LaneTrace
  ) {
    self.number = number
    self.block = block
    self.worker = worker
    self.results = results
    self.trace = trace
    let memory = block.memory(number)
    memory.removeAll()
    effects = memory.effects
    lists = memory.lists
    view = PaymentView(state)
    reading = view
    self.state = state
  }

  // MARK: The first pass

  /// Executes piece by piece what nobody has claimed, and makes what its payers can pay. Returns false if
  /// something is no payment, or is refused.
  mutating func execute() -> Bool {
    while let piece = block.claimPiece() {
      block.note(piece.number, isOf: number, newcomers: lists.pointee.newcomers.count)
      for transaction in piece.transactions {
        if block.isGivenUp { return false }
        guard execute(transaction) else { return false }
      }
      guard block.makePending(of: lists, on: state) else { return false }
    }
    trace.enter(.wait)
    return true
  }

  @inline(__always)
  private mutating func execute(_ transaction: Int) -> Bool {
    executions &+= 1
    trace.enter(.execute, transaction)
    results.beginAttempt(at: transaction)
    view.begin(transaction)
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: reading, into: effects)
    } catch {
      return false
    }
    if view.isDeceived || !pay(transaction) { return false }
    fees = fees &+ effects.fee
    results.record(effects, of: transaction)
    return true
  }

  /// Makes the payment that the effects are, or keeps it for later. Returns false if they are not those of a
  /// payment, or it is refused.
  @inline(__always)
  private func pay(_ transaction: Int) -> Bool {
    guard let assumed = view.assumedNonce else {
      // Rejected for what needs no state to know.
      return effects.writes.count == 0 && view.payer == nil
    }
    guard var payment = payment(of: assumed.account, countingTo: assumed.nonce &+ 1),
      let needed = UInt128(exactly: view.needed), keepNewcomer(&payment)
    else { return false }
    let pending = PendingPayment(
      transaction: transaction, payment: payment, nonce: assumed.nonce, needed: needed)
    switch PaymentAccount(payment.payer, of: state).pay(pending) {
    case .isPaid: lists.pointee.made.append(payment)
    case .isNotNow: lists.pointee.pending.append(pending)
    case .isRefused: return false
    }
    return true
  }

  /// The effects as a payment by `payer`, whose nonce they count up, to at most one other; nil if they are
  /// something else.
  @inline(__always)
  private func payment(of payer: AccountReference, countingTo nonce: UInt64) -> Payment? {
    // Fees are added at the end of the block, and newcomers made: who depends on them cannot be told yet.
    guard payer != block.beneficiary, view.newcomer(payer) == nil,
      view.payer == nil || view.payer == payer
    else { return nil }
    var payment = Payment(from: payer)
    var countsNonce = false
    let writes = effects.writes.base
    for index in 0..<effects.writes.count {
      let write = writes + index
      switch write.pointee.kind {
      case .nonce:
        guard write.pointee.account == payer, write.pointee.value.l0 == nonce else { return nil }
        countsNonce = true
      case .credit where write.pointee.account == payer:
        // A debit is a credit modulo 2²⁵⁶.
        guard let debit = UInt128(exactly: .zero &- write.pointee.value) else { return nil }
        payment.debit = debit
      case .credit:
        guard payment.payee == Payment.noPayee, let credit = UInt128(exactly: write.pointee.value)
        else {
          return nil
        }
        payment.payee = write.pointee.account
        payment.credit = credit
      default: return nil
      }
    }
    return countsNonce ? payment : nil
  }

  /// Keeps what an account that is not in the state was paid for the end of the block, whether or not it has a
  /// record. Returns false if the payee has so much that more might wrap.
  @inline(__always)
  private func keepNewcomer(_ payment: inout Payment) -> Bool {
    if payment.payee == Payment.noPayee { return true }
    let address: Address
    if let newcomer = view.newcomer(payment.payee) {
      address = newcomer
    } else {
      let account = PaymentAccount(payment.payee, of: state)
      if _fastPath(account.canReceive) { return true }
      if account.exists { return false }
      address = state.record(payment.payee).address
    }
    lists.pointee.newcomers.append(.init(address: address, amount: Word(low: payment.credit)))
    payment.payee = Payment.noPayee
    return true
  }

  // MARK: The second pass

  private static let lookAhead = 8

  /// Gives payees what this worker's payers have paid.
  func giveToPayees() {
    trace.enter(.commit)
    let payments = lists.pointee.made.base
    let count = lists.pointee.made.count
    for index in 0..<count {
      if index &+ Self.lookAhead < count {
        let later = payments + (index &+ Self.lookAhead)
        state.prefetchToWrite(later.pointee.payer)
        if later.pointee.payee != Payment.noPayee { state.prefetchToWrite(later.pointee.payee) }
      }
      let payment = payments + index
      PaymentAccount(payment.pointee.payer, of: state).settle()
      if payment.pointee.payee != Payment.noPayee {
        PaymentAccount(payment.pointee.payee, of: state).receive(payment.pointee.credit)
      }
    }
  }

  /// Gives back to payers what was taken from them.
  func undo() {
    for index in 0..<lists.pointee.made.count {
      let payment = lists.pointee.made[index]
      PaymentAccount(payment.payer, of: state).takeBack(payment.debit)
    }
  }
}
