import CThreads
import Primitives
import State

/// The state as one speculative attempt reads it: the newest version below the transaction, else what
/// was committed before the block. Notes every read for validation. One object a worker and block.
final class SpeculativeView: StateView {
  private let state: WorldState
  private let memory: MultiVersionMemory
  private let beneficiary: BeneficiaryBalance
  private let watchesErasure: Bool
  private let lane: LaneMemory
  private var transaction = 0

  init(_ block: BlockSTMBlock, _ lane: LaneMemory) {
    state = block.state
    memory = block.memory
    beneficiary = block.beneficiary
    watchesErasure = block.watchesErasure
    self.lane = lane
  }

  /// Becomes the view of a new attempt at `transaction`.
  @inline(__always)
  func begin(_ transaction: Int) {
    self.transaction = transaction
    lane.reads.begin()
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

  func prefetch(_ next: Address, later: Address) { state.prefetch(next, later: later) }

  // MARK: Reads

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64 {
    guard let found = try newest(memory.head(.nonce, of: account)) else {
      return isCommitted(account) ? memory.accountRecords[Int(account.index)].nonce : 0
    }
    return found.value.l0
  }

  func balance(of account: AccountReference) throws(ReadFailure) -> Word {
    if account == beneficiary.account { return try foldedBalance() }
    guard let found = try newest(memory.head(.balance, of: account)) else {
      return isCommitted(account) ? memory.accountRecords[Int(account.index)].balance : Word(0)
    }
    return found.value
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
    // The newer of the slot's writer and the account's eraser wins, the writer if they are one.
    let erased = watchesErasure ? try newest(memory.head(.erasure, of: account)) : nil
    guard let found = try newest(memory.head(slot)) else {
      if erased != nil { return Word(0) }
      return slot.index < memory.slotCount ? memory.slotRecords[Int(slot.index)].value : Word(0)
    }
    if let erased, erased.transaction > found.transaction { return Word(0) }
    return found.value
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
      let isEstimate = newest?.version.has(.estimate) ?? false
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
    while true {
      guard let (node, version) = memory.newest(head, below: transaction) else {
        lane.reads.append(head, .committed)
        return nil
      }
      guard version.has(.ready) else {
        throw ReadFailure(blockingTransaction: version.transaction)
      }
      let value = node.value
      if node.version == version {
        lane.reads.append(head, version)
        return (value, version.transaction)
      }
    }
  }

  @inline(never)
  private func foldedBalance() throws(ReadFailure) -> Word {
    let record = beneficiary.account
    let committed =
      isCommitted(record) ? memory.accountRecords[Int(record.index)].balance : Word(0)
    while true {
      let newest = memory.newest(beneficiary.head, below: transaction)
      if let newest, newest.version.has(.estimate) {
        throw ReadFailure(blockingTransaction: newest.version.transaction)
      }
      let base = newest?.node.value ?? committed
      if let newest, newest.node.version != newest.version { continue }
      let fees = try beneficiary.fees((newest?.version.transaction ?? 0)..<transaction)
      lane.reads.appendFold(newest?.version ?? .committed, fees: fees)
      return base &+ fees
    }
  }
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
