import CThreads
import Primitives
import State

/// The state as one speculative attempt reads it: the newest version below the transaction, else what
/// was committed before the block. Notes every read for validation. One object a worker and block.
final class SpeculativeView: StateView {
  private let state: WorldState
  private let memory: MultiVersionMemory
  private let folds: FoldedValues
  private let transactions: TransactionTable
  private let watchesErasure: Bool
  private let hasEstimates: Bool
  private let isSuspending: Bool
  let takesCredits: Bool
  private let addsToSlots: Bool
  private let lane: LaneMemory
  var suspendedReads: SuspendedReads
  private var transaction = 0
  /// The chain in which the attempt met an estimate that it did not wait for; nil if it was not one chain.
  private(set) var waitingPlace: SharedWords?
  /// Whether the transaction has never been executed: then its nonce is taken for what it says.
  var isFirstIncarnation = true
  private var anchors = Anchors()
  private var hasAnchors = false

  init(_ block: BlockSTMBlock, _ lane: LaneMemory, stallLimit: Duration) {
    state = block.state
    memory = block.memory
    folds = block.folds
    transactions = block.transactions
    watchesErasure = block.watchesErasure
    hasEstimates = block.options.hasEstimates
    isSuspending = block.options.waiting == .suspend
    takesCredits = block.options.adding != nil
    addsToSlots = block.options.adding == .all && !block.watchesErasure
    self.lane = lane
    suspendedReads = SuspendedReads(block, stallLimit: stallLimit)
  }

  /// Becomes the view of a new attempt, on the versions below `limit`.
  @inline(__always)
  func begin(_ limit: Int) {
    transaction = limit
    waitingPlace = nil
    lane.reads.begin()
    // Whoever is executed again has nodes of the last time.
    hasAnchors = hasEstimates || !isFirstIncarnation
    if hasAnchors { anchors = Anchors(transactions.writes(of: limit)) }
  }

  // MARK: References

  var codeStore: CodeStore { state.codeStore }

  func account(_ address: Address) -> AccountReference {
    guard let account = state.find(address) else { return memory.newReference(address) }
    // The chains are read next, and lie elsewhere than the record that is being compared.
    threads_prefetch(memory.head(.nonce, of: account))
    return account
  }

  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    guard account.index < memory.accountCount, let slot = state.find(key, of: account) else {
      return memory.newReference(key, of: account)
    }
    threads_prefetch(memory.head(slot))
    return slot
  }

  var looksAhead: Bool { true }
  func prefetch(_ next: Address, later: Address) { state.prefetch(next, later: later) }

  // MARK: Reads

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    guard let found = try newest(memory.head(.nonce, of: account)) else {
      return isCommitted(account) ? memory.accountRecords[Int(account.index)].nonce : 0
    }
    return found.value.l0
  }

  /// Only the first time: if it turns out to be wrong, it is read.
  func assumes(nonce: UInt64, of account: AccountReference) -> Bool {
    guard takesCredits, isFirstIncarnation else { return false }
    lane.reads.append(.nonce, of: account, Word(nonce))
    return true
  }

  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    if account == folds.beneficiary { return try foldedBalance(account) }
    if takesCredits { return try balanceAmongDeltas(account) }
    guard let found = try newest(memory.head(.balance, of: account)) else {
      return isCommitted(account) ? memory.accountRecords[Int(account.index)].balance : Word(0)
    }
    return found.value
  }

  /// The same where the newest version may be one that was added.
  @inline(never)
  private func balanceAmongDeltas(_ account: AccountReference) throws(ReadFailure) -> Word {
    let head = memory.head(.balance, of: account)
    while true {
      guard let (node, version) = memory.newest(head, below: transaction) else {
        lane.reads.append(head, .committed)
        return memory.committedBalance(of: account)
      }
      if version.has(.delta) { return try foldedBalance(account) }
      guard version.has(.ready) else {
        try meetEstimate(of: version.transaction, at: head)
        continue
      }
      let value = node.value
      if node.version == version {
        lane.reads.append(head, version)
        return value
      }
    }
  }

  @inline(never)
  private func foldedBalance(_ account: AccountReference) throws(ReadFailure) -> Word {
    while true {
      do throws(ReadFailure) {
        let balance = try folds.balance(of: account, below: transaction)
        lane.reads.append(.balance, of: account, balance)
        return balance
      } catch { try meetEstimate(of: error.blockingTransaction) }
    }
  }

  func hasBalance(
    atLeast amount: Word, _ account: AccountReference
  ) throws(ReadFailure) -> Bool? {
    guard takesCredits else { return nil }
    while true {
      do throws(ReadFailure) {
        let answer = try folds.isBalance(of: account, atLeast: amount, below: transaction)
        guard let answer else { return nil }
        lane.reads.append(answer ? .sufficientBalance : .insufficientBalance, of: account, amount)
        return answer
      } catch { try meetEstimate(of: error.blockingTransaction) }
    }
  }

  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference {
    guard let found = try newest(memory.head(.code, of: account)) else {
      return isCommitted(account)
        ? memory.accountRecords[Int(account.index)].code : CodeReference(0)
    }
    return CodeReference(UInt32(truncatingIfNeeded: found.value.l0))
  }

  func value(
    of slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Word {
    if addsToSlots { return try valueAmongDeltas(of: slot) }
    // The newer of the slot's writer and the account's eraser wins, the writer if they are one.
    let erased = watchesErasure ? try newest(memory.head(.erasure, of: account)) : nil
    guard let found = try newest(memory.head(slot)) else {
      if erased != nil { return Word(0) }
      return slot.index < memory.slotCount ? memory.slotRecords[Int(slot.index)].value : Word(0)
    }
    if let erased, erased.transaction > found.transaction { return Word(0) }
    return found.value
  }

  /// The value of a slot whose newest version may be one that was added.
  @inline(never)
  private func valueAmongDeltas(of slot: SlotReference) throws(ReadFailure) -> Word {
    let head = memory.head(slot)
    while true {
      guard let (node, version) = memory.newest(head, below: transaction) else {
        lane.reads.append(head, .committed)
        return memory.committedValue(of: slot)
      }
      guard version.isWritten else {
        try meetEstimate(of: version.transaction, at: head)
        continue
      }
      if version.has(.delta) {
        do throws(ReadFailure) {
          let value = try folds.value(of: slot, below: transaction)
          lane.reads.append(.slot, of: slot, value)
          return value
        } catch {
          try meetEstimate(of: error.blockingTransaction)
          continue
        }
      }
      let value = node.value
      if node.version == version {
        lane.reads.append(head, version)
        return value
      }
    }
  }

  func isAddable(
    _ slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Bool {
    guard addsToSlots else { return false }
    while true {
      do throws(ReadFailure) {
        let answer = try folds.isAddable(slot, below: transaction)
        lane.reads.append(answer ? .addableSlot : .unaddableSlot, of: slot)
        return answer
      } catch { try meetEstimate(of: error.blockingTransaction) }
    }
  }

  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool {
    guard let found = try newest(memory.head(.nonce, of: account)) else {
      return existedBeforeBlock(account)
    }
    return found.value.isPresentNonce
  }

  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    isCommitted(account) && memory.accountRecords[Int(account.index)].exists
  }

  /// False from where the block erased the account on, as ``CommittedView`` has it: the erasure is part
  /// of the read set, although this cannot fail. An estimate is noted as a version that never validates.
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    guard isCommitted(account) else { return false }
    if watchesErasure {
      let head = memory.head(.erasure, of: account)
      let newest = memory.newest(head, below: transaction)
      let isEstimate = newest?.version.isEstimate ?? false
      lane.reads.append(head, isEstimate ? .invalid : newest?.version ?? .committed)
      if newest != nil { return false }
    }
    return state.hasStorage(account)
  }

  @inline(__always)
  private func isCommitted(_ account: AccountReference) -> Bool {
    account.index < memory.accountCount
  }

  /// The newest value in a chain and who wrote it; nil if nobody below did. Noted either way.
  @inline(__always)
  private func newest(
    _ head: SharedWords
  ) throws(ReadFailure) -> (value: Word, transaction: Int)? {
    let place = hasAnchors ? anchors.place(of: head) : head
    while true {
      guard let (node, version) = memory.newest(place, below: transaction) else {
        lane.reads.append(place, .committed)
        return nil
      }
      guard version.has(.ready) else {
        try meetEstimate(of: version.transaction, at: head)
        continue
      }
      let value = node.value
      if node.version == version {
        lane.reads.append(place, version)
        return (value, version.transaction)
      }
    }
  }

  /// Ends the attempt, or waits until `blocking` has written what it was about to.
  @inline(never)
  private func meetEstimate(of blocking: Int, at place: SharedWords? = nil) throws(ReadFailure) {
    guard isSuspending, suspendedReads.wait(for: blocking) else {
      waitingPlace = place
      throw ReadFailure(blockingTransaction: blocking)
    }
  }

  /// A transaction below that is expected to write what this one is expected to access, and has not been
  /// executed yet.
  var predictedBlocker: Int? { anchors.blocker(below: transaction, memory) }
}

extension MultiVersionMemory {
  /// The reference of an account that the committed state has no record of.
  @inline(never)
  func newReference(_ address: Address) -> AccountReference {
    let number = newAccounts.intern(
      Word(address), owner: .max, hash: TableHash.account(address))
    return AccountReference(accountCount &+ UInt32(truncatingIfNeeded: number))
  }

  /// The reference of a slot that the committed state has no record of.
  @inline(never)
  func newReference(_ key: Word, of account: AccountReference) -> SlotReference {
    let number = newSlots.intern(
      key, owner: UInt64(account.index), hash: TableHash.slot(key, account: account.index))
    return SlotReference(slotCount &+ UInt32(truncatingIfNeeded: number))
  }
}
