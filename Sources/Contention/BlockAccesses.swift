import Primitives
import State

/// What each transaction of a block read and wrote when the block was executed in order.
public struct BlockAccesses: Sendable {
  /// One transaction's accesses.
  public struct Transaction: Hashable, Sendable {
    /// Each location once, in the order of first reading. A value transfer reads both balances.
    public var reads: [Location]
    /// Locations whose value changed: a write of what was there already is none, and neither is the
    /// beneficiary's fee.
    public var writes: [Location]
    /// Gas charged; 0 for a rejected transaction.
    public var gasUsed: UInt64
    /// Whether the beneficiary earned anything by it.
    public var paysFee: Bool

    public init(reads: [Location], writes: [Location], gasUsed: UInt64, paysFee: Bool) {
      self.reads = reads
      self.writes = writes
      self.gasUsed = gasUsed
      self.paysFee = paysFee
    }
  }

  /// In block order.
  public var transactions: [Transaction]
  /// Who earns the fees.
  public var beneficiary: AccountReference

  public init(transactions: [Transaction], beneficiary: AccountReference) {
    self.transactions = transactions
    self.beneficiary = beneficiary
  }

  /// Gas used by the block.
  public var gasUsed: UInt64 { transactions.reduce(0) { $0 + $1.gasUsed } }
}

extension BlockAccesses {
  /// Executes the block in order on `state`, which it leaves as sequential execution leaves it
  /// (so pass a copy), and records what each transaction accessed.
  ///
  /// Slower than a scheduler's run by the record keeping: for analysis, never for measurement.
  public static func record(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> BlockAccesses {
    let worker = executor.makeWorker(lane: 0)
    let view = RecordingView(state)
    let effects = TransactionEffects()
    let beneficiary = state.reference(executor.beneficiary)
    let transactions = (0..<executor.transactionCount).map { index in
      view.clear()
      execute(index, worker, view, effects)
      let writes = apply(effects, to: state)
      state.credit(effects.fee, to: beneficiary)
      return Transaction(
        reads: view.reads, writes: writes, gasUsed: effects.gasUsed, paysFee: !effects.fee.isZero)
    }
    return BlockAccesses(transactions: transactions, beneficiary: beneficiary)
  }

  private static func execute(
    _ index: Int, _ worker: any TransactionWorker, _ view: RecordingView,
    _ effects: TransactionEffects
  ) {
    do {
      try worker.execute(index, reading: view, into: effects)
    } catch {
      fatalError("transaction \(index) failed on a read of committed state: \(error)")
    }
  }

  /// Makes the writes one by one and returns the locations that changed.
  private static func apply(_ effects: TransactionEffects, to state: WorldState) -> [Location] {
    var changed: [Location] = []
    for index in 0..<effects.writes.count {
      let write = effects.writes[index]
      if changes(write, state) { changed.append(Location(write)) }
      state.apply(write)
    }
    return changed
  }

  private static func changes(_ write: StateWrite, _ state: WorldState) -> Bool {
    let account = state.record(write.account)
    return switch write.kind {
    case .nonce: account.nonce != write.value.l0
    case .balance: account.balance != write.value
    case .code: UInt64(account.code.index) != write.value.l0
    case .storage: state.record(write.slot).value != write.value
    case .presentNonce: !account.exists || account.nonce != write.value.l0
    case .erasure: account.exists || state.hasStorage(write.account)
    }
  }
}
