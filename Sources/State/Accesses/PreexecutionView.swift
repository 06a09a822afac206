import Primitives

/// A state as a transaction sees it that is tried out before its turn: with the nonce that it needs.
///
/// A node that holds several transactions of one sender knows that they come one after the other; all
/// that others of the block will have changed by then it does not know.
final class PreexecutionView: StateView {
  private let recording: RecordingView
  private var sender: AccountReference?
  private var nonce: UInt64 = 0

  init(_ state: WorldState) { recording = RecordingView(state) }

  /// Forgets the reads, and begins with another transaction.
  func begin(_ transaction: Transaction?) {
    recording.clear()
    sender = transaction.map { recording.account($0.sender) }
    nonce = transaction?.nonce ?? 0
  }

  var reads: [StateLocation] { recording.reads }

  var codeStore: CodeStore { recording.codeStore }
  func account(_ address: Address) -> AccountReference { recording.account(address) }
  func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    recording.slot(key, of: account)
  }
  func nonce(of account: AccountReference) -> UInt64 {
    let committed = recording.nonce(of: account)
    return account == sender ? nonce : committed
  }
  func balance(of account: AccountReference) -> Word { recording.balance(of: account) }
  func code(of account: AccountReference) -> CodeReference { recording.code(of: account) }
  func value(of slot: SlotReference, in account: AccountReference) -> Word {
    recording.value(of: slot, in: account)
  }
  func exists(_ account: AccountReference) -> Bool { recording.exists(account) }
  func existedBeforeBlock(_ account: AccountReference) -> Bool {
    recording.existedBeforeBlock(account)
  }
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool {
    recording.hadStorageBeforeBlock(account)
  }
}

extension BlockAccesses {
  /// Tries each transaction of the block out on `state`, alone, and records what it accessed there: what a
  /// node can find out before a block comes. Nothing is changed but that names get records: pass a copy.
  ///
  /// A transaction that lacks, say, the money that another of the block will send it is refused, and has
  /// used no gas.
  public static func preexecute(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> BlockAccesses {
    let worker = executor.makeWorker(lane: 0)
    let view = PreexecutionView(state)
    let effects = TransactionEffects()
    let transactions = executor.transactions
    var accesses = BlockAccesses(
      transactions: [], beneficiary: state.reference(executor.beneficiary))
    for index in 0..<executor.transactionCount {
      view.begin(transactions?[index])
      do throws(ReadFailure) {
        try worker.execute(index, reading: view, into: effects)
      } catch {
        fatalError("transaction \(index) failed on a read of committed state: \(error)")
      }
      let isRefused = effects.status == .rejected
      var transaction = BlockAccesses.Transaction(
        reads: view.reads, writes: [], gasUsed: isRefused ? 0 : effects.gasUsed, fee: effects.fee)
      for position in 0..<(isRefused ? 0 : effects.writes.count) {
        transaction.writes.append(StateLocation(effects.writes[position]))
      }
      accesses.transactions.append(transaction)
    }
    return accesses
  }
}
