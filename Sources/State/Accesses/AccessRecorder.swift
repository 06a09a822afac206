import Primitives

/// Executes the transactions of a block in order and notes what each accessed and how long it took.
///
/// The state is left as sequential execution leaves it. Slower than a scheduler's run by the record
/// keeping: for analysis, never for measurement.
public final class AccessRecorder {
  /// What the last transaction did, for whoever wants more of it than accesses.
  public let effects = TransactionEffects()
  private let state: WorldState
  private let worker: any TransactionWorker
  private let view: RecordingView
  private let beneficiary: AccountReference
  private let transactions: [Transaction]?
  private var accesses: BlockAccesses

  /// A recorder of the executor's block on `state`, using the executor's lane 0.
  public init(_ executor: some TransactionExecutor, on state: WorldState) {
    self.state = state
    worker = executor.makeWorker(lane: 0)
    view = RecordingView(state)
    beneficiary = state.reference(executor.beneficiary)
    transactions = executor.transactions
    accesses = BlockAccesses(transactions: [], beneficiary: beneficiary)
    accesses.transactions.reserveCapacity(executor.transactionCount)
  }

  /// Executes the next transaction, which has to be `index`, and makes its changes.
  /// - Parameter complete: Given the notes on all but writes, to add to, while ``effects`` are those of the
  ///   transaction and the state is as it found it.
  /// - Throws: ``ReadFailure`` only if the executor throws one of its own: committed state has none.
  public func execute(
    _ index: Int,
    completing complete: (inout BlockAccesses.Transaction) throws(ReadFailure) -> Void = { _ in }
  ) throws(ReadFailure) {
    precondition(index == accesses.transactions.count, "transactions are recorded in block order")
    view.clear()
    let start = ContinuousClock.now
    try worker.execute(index, reading: view, into: effects)
    let elapsed = start.duration(to: .now)
    var transaction = BlockAccesses.Transaction(
      reads: view.reads, writes: [], gasUsed: effects.gasUsed, fee: effects.fee)
    transaction.sender = transactions.map { state.reference($0[index].sender) }
    transaction.nanoseconds = UInt64(max(0, elapsed / .nanoseconds(1)))
    try complete(&transaction)
    for position in 0..<effects.writes.count {
      let write = effects.writes[position]
      let location = StateLocation(write)
      // Without a read, what happens to change nothing here might elsewhere in the order.
      if changes(write) || !view.hasRead(location) {
        transaction.writes.append(location)
        transaction.values.append(write.storedValue)
      }
      if write.kind == .presentNonce { accesses.writesPresence = true }
      state.apply(write)
    }
    state.credit(effects.fee, to: beneficiary)
    accesses.transactions.append(transaction)
  }

  /// What was recorded so far.
  public var recorded: BlockAccesses { accesses }

  private func changes(_ write: StateWrite) -> Bool {
    let account = state.record(write.account)
    return switch write.kind {
    case .nonce: account.nonce != write.value.l0
    case .balance: account.balance != write.value
    case .code: UInt64(account.code.index) != write.value.l0
    case .storage: state.record(write.slot).value != write.value
    case .presentNonce: !account.exists || account.nonce != write.value.l0
    case .erasure: account.exists || state.hasStorage(write.account)
    case .credit, .addition: !write.value.isZero
    }
  }
}

extension StateWrite {
  /// The value of the location afterwards, in the form in which it is read.
  fileprivate var storedValue: Word {
    switch kind {
    case .nonce, .presentNonce, .code: Word(value.l0)
    // A recorder takes no credits: it wants the values.
    case .balance, .storage, .credit, .addition: value
    case .erasure: .zero
    }
  }
}

extension BlockAccesses {
  /// Executes the block in order on `state`, which it leaves as sequential execution leaves it
  /// (so pass a copy), and records what each transaction accessed. For analysis, never for measurement.
  public static func record(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> BlockAccesses {
    let recorder = AccessRecorder(executor, on: state)
    for index in 0..<executor.transactionCount {
      do throws(ReadFailure) { try recorder.execute(index) } catch {
        fatalError("transaction \(index) failed on a read of committed state: \(error)")
      }
    }
    return recorder.recorded
  }
}
