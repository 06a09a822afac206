import Primitives
import State

/// What one worker keeps from block to block of payments: bare memory, for who appends to a list that an
/// object owns counts references, which was a tenth of executing payments.
///
/// `@unchecked Sendable`: changed by one worker in the first pass, and only read in the second.
final class PaymentMemory: @unchecked Sendable {
  let effects = TransactionEffects()
  /// By who the account belongs to: what this worker's transactions do to it, in the order of its pieces.
  let entries: UnsafeMutablePointer<GrowableBuffer<PaymentEntry>>
  /// Accounts without a record that were paid, in the order of its pieces.
  let newcomers: UnsafeMutablePointer<GrowableBuffer<Newcomer>>
  /// What one transaction does.
  let draft: UnsafeMutablePointer<GrowableBuffer<PaymentEntry>>
  let laneCount: Int

  struct Newcomer: BitwiseCopyable {
    var address: Address
    var amount: Word
  }

  init(laneCount: Int) {
    self.laneCount = laneCount
    entries = .allocate(capacity: laneCount)
    for owner in 0..<laneCount { (entries + owner).initialize(to: GrowableBuffer(capacity: 1024)) }
    draft = .allocate(capacity: 1)
    draft.initialize(to: GrowableBuffer(capacity: 64))
    newcomers = .allocate(capacity: 1)
    newcomers.initialize(to: GrowableBuffer(capacity: 64))
  }

  deinit {
    entries.deinitialize(count: laneCount)
    entries.deallocate()
    draft.deinitialize(count: 1)
    draft.deallocate()
    newcomers.deinitialize(count: 1)
    newcomers.deallocate()
  }

  func removeAll() {
    for owner in 0..<laneCount { entries[owner].removeAll() }
    newcomers.pointee.removeAll()
  }
}

/// One worker in a block of payments.
struct PaymentLane {
  let number: Int
  private let block: PaymentBlock
  private let effects: TransactionEffects
  private let entries: UnsafeMutablePointer<GrowableBuffer<PaymentEntry>>
  private let draft: UnsafeMutablePointer<GrowableBuffer<PaymentEntry>>
  private let newcomers: UnsafeMutablePointer<GrowableBuffer<PaymentMemory.Newcomer>>
  private let worker: any TransactionWorker
  private let results: ResultLane
  private let view: PaymentView
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
    entries = memory.entries
    draft = memory.draft
    newcomers = memory.newcomers
    view = PaymentView(state)
    self.state = state
  }

  // MARK: The first pass

  /// Executes piece by piece what nobody has claimed. Returns false if something is no payment.
  mutating func execute() -> Bool {
    while let piece = block.claimPiece() {
      block.note(piece, isOf: number)
      for owner in 0..<block.laneCount {
        block.noteBegin(of: piece, entries[owner].count, owner: owner)
      }
      block.noteBegin(of: piece, newcomers: newcomers.pointee.count)
      for transaction in block.transactions(of: piece) {
        if block.isGivenUp { return false }
        guard execute(transaction) else { return false }
      }
    }
    return true
  }

  @inline(__always)
  private mutating func execute(_ transaction: Int) -> Bool {
    executions &+= 1
    trace.enter(.execute, transaction)
    results.beginAttempt(at: transaction)
    view.begin(transaction)
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: view, into: effects)
    } catch {
      return false
    }
    if view.isDeceived || !keep(effects) { return false }
    fees = fees &+ effects.fee
    results.record(effects, of: transaction)
    return true
  }

  /// Hands the changes on to those who will make them. Returns false if they are not those of a payment.
  @inline(__always)
  private func keep(_ effects: TransactionEffects) -> Bool {
    let writes = effects.writes.base
    draft.pointee.removeAll()
    for index in 0..<effects.writes.count {
      guard entry(of: writes[index].account).pointee.add(writes[index]) else { return false }
    }
    guard let needed = UInt128(view.needed) else { return false }
    // What was told has to be checked where the change is made, so there has to be one.
    var owesBalance = view.payer != nil
    var owesNonce = view.assumedNonce != nil
    for index in 0..<draft.pointee.count {
      let entry = draft.pointee.base + index
      if view.payer == entry.pointee.account {
        entry.pointee.needed = needed
        owesBalance = false
      }
      if let assumed = view.assumedNonce, assumed.account == entry.pointee.account {
        guard entry.pointee.nonce == assumed.nonce &+ 1 else { return false }
        owesNonce = false
      } else if entry.pointee.nonce != 0 {
        return false
      }
      guard handOn(entry.pointee) else { return false }
    }
    return !owesBalance && !owesNonce
  }

  /// The draft's entry of an account: there are two or three.
  @inline(__always)
  private func entry(of account: AccountReference) -> UnsafeMutablePointer<PaymentEntry> {
    for index in 0..<draft.pointee.count where draft.pointee[index].account == account {
      return draft.pointee.base + index
    }
    draft.pointee.append(PaymentEntry(account))
    return draft.pointee.base + (draft.pointee.count &- 1)
  }

  @inline(__always)
  private func handOn(_ entry: PaymentEntry) -> Bool {
    if entry.nonce == 0 {
      // Who pays and counts no nonce up may be empty afterwards, which other answers exclude.
      if entry.isDebit || entry.needed != 0 { return false }
      if let address = view.newcomer(entry.account) {
        newcomers.pointee.append(.init(address: address, amount: Word(entry.amount)))
        return true
      }
    } else if entry.account == block.beneficiary || view.newcomer(entry.account) != nil {
      // Fees are added at the end of the block, and newcomers made: who depends on them cannot be told yet.
      return false
    }
    entries[block.owner(of: entry.account)].append(entry)
    return true
  }

  // MARK: The second pass

  private static let lookAhead = 8

  /// Makes all changes to this worker's accounts, in the order of the block. Returns false, having taken
  /// back what it had made, if one relied on what is not true.
  func apply() -> Bool {
    trace.enter(.commit)
    for piece in 0..<block.pieceCount {
      let entries = block.entries(of: piece, owner: number)
      for index in 0..<entries.count {
        if index &+ Self.lookAhead < entries.count {
          state.prefetchToWrite(entries[index &+ Self.lookAhead].account)
        }
        guard entries[index].apply(on: state) else {
          undo(before: index, of: piece)
          return false
        }
      }
    }
    return true
  }

  /// Takes back everything that ``apply()`` did.
  func undo() { undo(before: 0, of: block.pieceCount) }

  private func undo(before end: Int, of last: Int) {
    if last < block.pieceCount {
      let entries = block.entries(of: last, owner: number)
      for index in (0..<end).reversed() { entries[index].undo(on: state) }
    }
    for piece in (0..<last).reversed() {
      for entry in block.entries(of: piece, owner: number).reversed() {
        entry.undo(on: state)
      }
    }
  }
}
