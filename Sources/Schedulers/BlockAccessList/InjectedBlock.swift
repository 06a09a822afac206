import Primitives
import State
import Synchronization

/// A block being executed from the values that its access list has, each transaction by itself.
///
/// `@unchecked Sendable`: set up and finished by one thread. In between a transaction's entries are
/// touched by whoever executes it, and the state is only read; afterwards each account is written by
/// one worker.
final class InjectedBlock: @unchecked Sendable {
  private(set) var values = InjectedValues()
  private var fees = GrowableBuffer<Word>(capacity: 1024)
  /// By lane, on lines of its own, and entry of the list: whether one of the lane's transactions accessed it.
  private var accessed = GrowableBuffer<Bool>(capacity: 1024)
  private var laneCount = 0
  private var words = ZeroedWords(count: 3 * SharedWords.line)
  let findings = Locked(Findings())

  /// What workers noted about the list.
  struct Findings {
    /// The first transaction, as far as is known, that shows the list to be wrong, and how.
    var fault: (transaction: Int, description: String)?
    /// Transactions that differ from the list.
    var refuted: [Int] = []
    /// Writes of the beneficiary's balance by transactions, without the fees.
    var beneficiaryBalances: [(transaction: Int, value: Word)] = []
    /// Accounts that ceased to exist, or began and ceased.
    var erased: [AccountReference] = []
    var counters = ExecutionCounters()
  }

  /// Becomes that of a block. Returns what is wrong with the form of its list, if anything.
  func begin(
    _ list: BlockAccessList, beneficiary: Address, on state: WorldState, laneCount: Int
  ) -> String? {
    words.clear(words.count)
    findings.withLock { $0 = Findings() }
    fees.removeAll()
    fees.reserve(list.transactionCount)
    fees.base.update(repeating: .zero, count: list.transactionCount)
    fees.truncate(to: list.transactionCount)
    let malformed = values.resolve(list, on: state, beneficiary: beneficiary)
    self.laneCount = laneCount
    let count = laneCount * accessStride
    accessed.removeAll()
    accessed.reserve(count)
    accessed.base.update(repeating: false, count: count)
    return malformed
  }

  /// Entries that a lane has room for: two lines more than there are, so that no two lanes share one.
  private var accessStride: Int { values.entries.count + 256 }

  /// Which entries the transactions of a lane have accessed: its own to set.
  func accessTable(of lane: Int) -> UnsafeMutablePointer<Bool> {
    accessed.base + lane * accessStride
  }

  /// What is listed although no transaction accesses it, if anything: a list has exactly what is accessed, or else
  /// it could name whatever would be a burden to load. The beneficiary's balance is the fees' business.
  func superfluousEntry(on state: WorldState) -> String? {
    for number in 0..<values.entries.count
    where !(0..<laneCount).contains(where: { accessTable(of: $0)[number] }) {
      let location = values.entries[number].location
      if location == Location(.balance, of: values.beneficiary) { continue }
      return "\(state.describe(location)) is listed, but no transaction accesses it"
    }
    return nil
  }

  private var nextTransaction: SharedWords { words.base }
  private var halt: SharedWords { words.base + SharedWords.line }
  private var nextGroup: SharedWords { words.base + 2 * SharedWords.line }

  /// The next transaction for anybody; nil if there is none, or the list is wrong.
  func claim() -> Int? {
    if halt.pointee.load(ordering: .relaxed) != 0 { return nil }
    let next = Int(nextTransaction.pointee.wrappingAdd(1, ordering: .relaxed).oldValue)
    return next < fees.count ? next : nil
  }

  /// By transaction: its fee. A bare pointer for the lanes, which write the entries of their own
  /// transactions only: none has the buffer itself to change.
  var feeTable: UnsafeMutablePointer<Word> { fees.base }

  /// Notes that the list is wrong, and ends the execution.
  func refute(_ transaction: Int, _ description: String) {
    findings.withLock { findings in
      if let earlier = findings.fault, earlier.transaction <= transaction { return }
      findings.fault = (transaction, description)
    }
    halt.pointee.store(1, ordering: .relaxed)
  }

  /// How the list differs from what all transactions did, when they have ended; nil if it does not.
  func difference(on state: WorldState) -> String? {
    if findings.withLock({ $0.fault == nil }) { checkBeneficiary(on: state) }
    if let fault = findings.withLock({ $0.fault }) {
      return "transaction \(fault.transaction) \(fault.description)"
    }
    return superfluousEntry(on: state)
  }

  // MARK: The beneficiary

  /// Compares the beneficiary's balance from transaction to transaction with the list's: the one value
  /// that no transaction can compare by itself, because the fees of others are in it.
  private func checkBeneficiary(on state: WorldState) {
    let location = Location(.balance, of: values.beneficiary)
    let entry = values.entry(of: location)
    var balance = state.value(at: location)
    var written = findings.withLock { $0.beneficiaryBalances }
      .sorted { $0.transaction > $1.transaction }
    for transaction in 0..<fees.count {
      var new = balance
      if let last = written.last, last.transaction == transaction {
        new = last.value
        written.removeLast()
      }
      new = new &+ fees[transaction]
      let listed = entry.flatMap { values.value($0, setBy: transaction) }
      guard listed ?? balance == new else {
        return refute(
          transaction,
          "the beneficiary's balance becomes \(new), but the list says "
            + (listed.map { "\($0)" } ?? "that it stays"))
      }
      balance = new
    }
  }

  // MARK: Commit

  private static let chunk = 16

  /// Writes the last value of each location, together with the other workers, account by account.
  func commitShare(to state: WorldState) {
    let count = values.groups.count - 1
    while true {
      let first = Int(
        nextGroup.pointee.wrappingAdd(UInt64(Self.chunk), ordering: .relaxed).oldValue)
      guard first < count else { return }
      for group in first..<min(first + Self.chunk, count) {
        for number in values.groups[group]..<values.groups[group + 1] {
          commit(values.entries[Int(number)], to: state)
        }
      }
    }
  }

  @inline(__always)
  private func commit(_ entry: InjectedValues.Entry, to state: WorldState) {
    guard entry.end > entry.start else { return }
    let value = values.values[Int(entry.end) &- 1]
    let location = entry.location
    if location.isSlot {
      let slot = SlotReference(location.index)
      return state.apply(StateWrite(.storage, entry.account, slot: slot, value: value))
    }
    let kind: StateWrite.Kind =
      switch location.field {
      case .nonce: .nonce
      case .balance: .balance
      case .code, .erasure: .code
      }
    state.apply(StateWrite(kind, entry.account, value: value))
  }
}

extension WorldState {
  /// A location in words, for people.
  func describe(_ location: Location) -> String {
    let index = Int(location.index)
    if location.isSlot {
      guard index < slotCount else { return "a slot that has no record" }
      let slot = SlotReference(location.index)
      return "slot \(record(slot).key.hex) of \(record(account(of: slot)).address.hex)"
    }
    guard index < accountCount else { return "an account that has no record" }
    let field = location.field == .erasure ? "storage" : "\(location.field)"
    return "\(field) of \(record(AccountReference(location.index)).address.hex)"
  }
}
