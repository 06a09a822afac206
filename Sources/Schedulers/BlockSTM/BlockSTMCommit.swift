import CThreads
import Primitives
import State

/// The end of a block: the last version of each location goes into the state.
///
/// Two passes: existing records in parallel, each by whoever has its last writer, then new records on
/// one thread in block order, so that record numbers do not depend on who executed what.
struct BlockSTMCommit {
  private let block: BlockSTMBlock
  private let memory: MultiVersionMemory
  /// The transaction whose write to the beneficiary's balance is the last; its fee is the first that
  /// the balance does not hold yet.
  private let firstFee: Int

  init(_ block: BlockSTMBlock) {
    self.block = block
    memory = block.memory
    firstFee =
      Self.lastAbsoluteWriter(
        of: block.folds.beneficiary, below: block.transactionCount, memory) ?? 0
  }

  /// Commits the transaction's writes to existing records and adds up its fee.
  @inline(__always)
  func commitExisting(_ transaction: Int, _ share: inout CommitShare) {
    if transaction >= firstFee {
      share.fees = share.fees &+ block.transactions.fee(of: transaction)
    }
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count {
      let node = writes[index]
      guard node.version.isWritten else { continue }
      let location = node.location
      if location.index >= (location.isSlot ? memory.slotCount : memory.accountCount) {
        block.transactions.setMakesRecords(transaction)
        share.makesRecords = true
      } else if location.isSlot {
        commitExistingSlot(node, SlotReference(location.index))
      } else {
        let account = AccountReference(location.index)
        commit(node, to: account, as: account)
      }
    }
  }

  /// Asks for the lines that committing the transaction will touch: heads and records lie far apart,
  /// and waiting for each in turn was most of committing.
  @inline(__always)
  func prefetch(_ transaction: Int) {
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count {
      let location = writes[index].location
      threads_prefetch(writes[index].head)
      if location.isSlot {
        if location.index < memory.slotCount {
          threads_prefetch(memory.slotRecords + Int(location.index))
        }
      } else if location.index < memory.accountCount {
        threads_prefetch(memory.accountRecords + Int(location.index))
      }
    }
  }

  /// Commits what only one thread can. After every lane has committed its share; `share` is their sum.
  func finish(_ share: CommitShare) {
    if share.makesRecords { commitNew() }
    if !share.fees.isZero {
      block.state.credit(share.fees, to: record(of: block.folds.beneficiary))
    }
  }

  /// Makes the records that the block needs and commits to them. After the first pass, on one thread.
  func commitNew() {
    for transaction in 0..<block.transactionCount {
      let later = transaction &+ Self.lookAhead
      if later < block.transactionCount, block.transactions.makesRecords(later) {
        prefetchNew(later)
      }
      guard block.transactions.makesRecords(transaction) else { continue }
      let writes = block.transactions.writes(of: transaction)
      for index in 0..<writes.count where writes[index].version.isWritten {
        commitNew(writes[index])
      }
    }
  }

  /// How many transactions ahead memory is asked for: about a memory access's time in new records.
  private static let lookAhead = 4

  /// Asks for the chains that a transaction wrote in, and for the places in the index that its new slots
  /// will have.
  private func prefetchNew(_ transaction: Int) {
    let writes = block.transactions.writes(of: transaction)
    for index in 0..<writes.count {
      let node = writes[index]
      let location = node.location
      guard location.isSlot, location.index >= memory.slotCount else { continue }
      threads_prefetch_to_read(node.head)
      let number = Int(location.index - memory.slotCount)
      let owner = UInt32(truncatingIfNeeded: memory.newSlots.owner(number))
      // An account that is new itself has no number yet by which its slots are filed.
      if owner < memory.accountCount {
        block.state.prefetchPlace(
          ofSlot: TableHash.slot(memory.newSlots.key(number), account: owner))
      }
    }
  }

  private func commitNew(_ node: VersionNode) {
    let location = node.location
    if location.isSlot, location.index >= memory.slotCount {
      let number = Int(location.index - memory.slotCount)
      let account = AccountReference(
        UInt32(truncatingIfNeeded: memory.newSlots.owner(number)))
      guard isLast(node), !isErased(node, account) else { return }
      let value = node.version.has(.delta) ? sum(from: node, on: .zero) : node.value
      // A slot that ends as zero needs no record.
      if value.isZero { return }
      let slot = block.state.reference(memory.newSlots.key(number), of: record(of: account))
      block.state.apply(StateWrite(.storage, record(of: account), slot: slot, value: value))
    } else if !location.isSlot, location.index >= memory.accountCount {
      let account = AccountReference(location.index)
      guard isLastWriter(node, of: account) else { return }
      commit(node, to: account, as: record(of: account))
    }
  }

  /// The state's reference for one of the block's.
  func record(of account: AccountReference) -> AccountReference {
    guard account.index >= memory.accountCount else { return account }
    let key = memory.newAccounts.key(Int(account.index - memory.accountCount))
    return block.state.reference(Address(truncating: key))
  }

  // MARK: One location

  /// The slot's record is only written, never waited for, unless its account could be erased: loading
  /// it was four fifths of committing (records of a block are far from each other).
  @inline(__always)
  private func commitExistingSlot(_ node: VersionNode, _ slot: SlotReference) {
    guard isLast(node) else { return }
    if block.watchesErasure, isErased(node, block.state.account(of: slot)) { return }
    var value = node.value
    if _slowPath(node.version.has(.delta)) {
      value = sum(from: node, on: memory.slotRecords[Int(slot.index)].value)
    }
    block.state.apply(StateWrite(.storage, AccountReference(0), slot: slot, value: value))
  }

  /// Commits all fields of an account, if the node is the last write to any of them: they are one
  /// record, and whether the account exists depends on all.
  @inline(__always)
  private func commit(
    _ node: VersionNode, to account: AccountReference, as record: AccountReference
  ) {
    guard isLastWriter(node, of: account) else { return }
    let nonce = last(.nonce, of: account)
    if let nonce { block.state.apply(StateWrite(.nonce, record, value: nonce.value)) }
    if let balance = last(.balance, of: account) {
      let value =
        _fastPath(balance.version.has(.ready))
        ? balance.value : sum(from: balance, on: memory.committedBalance(of: account))
      block.state.apply(StateWrite(.balance, record, value: value))
    }
    if let code = last(.code, of: account) {
      block.state.apply(StateWrite(.code, record, value: code.value))
    }
    if let nonce, _slowPath(nonce.value.isPresentNonce) {
      block.state.apply(StateWrite(.presentNonce, record, value: nonce.value))
    }
    if let erasure = last(.erasure, of: account) {
      clearStorage(of: record, after: erasure.version.transaction)
    }
  }

  /// Makes zero what nobody wrote since the erasure. Slots with later writers are theirs to commit.
  @inline(never)
  private func clearStorage(of account: AccountReference, after eraser: Int) {
    guard account.index < memory.accountCount else { return }
    block.state.forEachSlot(of: account) { slot in
      guard slot.index < memory.slotCount else { return }
      if let writer = memory.newest(memory.head(slot), below: block.transactionCount),
        writer.version.transaction >= eraser
      {
        return
      }
      block.state.apply(StateWrite(.storage, account, slot: slot))
    }
  }

  /// The value of a chain that ends in a delta. The location's record is this worker's to write, so that
  /// it still holds what it held before the block.
  @inline(never)
  private func sum(from newest: VersionNode, on committed: Word) -> Word {
    var sum = Word.zero
    var next: VersionNode? = newest
    while let node = next {
      if node.version.isWritten { sum = sum &+ node.value }
      if node.version.has(.ready) { return sum }
      next = memory.node(node.link.pointee.load(ordering: .acquiring))
    }
    return sum &+ committed
  }

  /// Whether a sum of what was added to some balance could have passed 2²⁵⁶: see ``FoldedValues``.
  var isImmense: Bool {
    (0..<block.transactionCount).contains { transaction in
      let writes = block.transactions.writes(of: transaction)
      return (0..<writes.count).contains { isImmense(writes[$0]) }
    }
  }

  private func isImmense(_ node: VersionNode) -> Bool {
    let location = node.location
    guard node.version.isWritten, !location.isSlot, location.field == .balance else { return false }
    let account = AccountReference(location.index)
    return node.version.has(.delta)
      ? block.folds.isImmense(node.value, addedTo: account)
      : block.folds.becomesImmense(account, at: node.value)
  }

  /// The last of the first `transactionCount` transactions to write the balance rather than add to it.
  /// Above them may be others that came to nothing, where speculation was given up.
  private static func lastAbsoluteWriter(
    of account: AccountReference, below transactionCount: Int, _ memory: MultiVersionMemory
  ) -> Int? {
    var link = memory.head(.balance, of: account).pointee.load(ordering: .acquiring)
    while let node = memory.node(link) {
      let version = node.version
      if version.has(.ready), version.transaction < transactionCount { return version.transaction }
      link = node.link.pointee.load(ordering: .acquiring)
    }
    return nil
  }

  // MARK: Who is last

  @inline(__always)
  private func last(_ field: Field, of account: AccountReference) -> VersionNode? {
    memory.newest(memory.head(field, of: account), below: block.transactionCount)?.node
  }

  @inline(__always)
  private func isLast(_ node: VersionNode) -> Bool {
    memory.newest(node.head, below: block.transactionCount)?.node.words == node.words
  }

  /// Whether no other field of the account was written later, nor a field before this one in the order
  /// of ``Field`` by the same transaction.
  @inline(__always)
  private func isLastWriter(_ node: VersionNode, of account: AccountReference) -> Bool {
    guard isLast(node) else { return false }
    let transaction = node.version.transaction
    let field = node.location.field
    for rank in 0..<4 as Range<UInt64> where rank != field.rawValue {
      guard let other = last(Field(rawValue: rank).unsafelyUnwrapped, of: account) else { continue }
      let writer = other.version.transaction
      if writer > transaction || (writer == transaction && rank < field.rawValue) { return false }
    }
    return true
  }

  /// Whether the account's storage was erased after the node was written.
  @inline(__always)
  private func isErased(_ node: VersionNode, _ account: AccountReference) -> Bool {
    guard let erasure = last(.erasure, of: account) else { return false }
    return erasure.version.transaction > node.version.transaction
  }
}
