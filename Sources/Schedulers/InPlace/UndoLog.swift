import Primitives
import State

/// What one lane's transactions overwrote, in the order in which they did.
///
/// Only where an access set turns out to be wrong is any of it read: then what ran too early is undone.
struct UndoLog: ~Copyable {
  /// One overwritten field or slot.
  struct Entry: BitwiseCopyable {
    var location: Location
    var transaction: UInt32
    var earlier: Word
  }
  /// One account of which everything but the slots was overwritten, existence included.
  struct HeaderEntry: BitwiseCopyable {
    var account: AccountReference
    var transaction: UInt32
    /// How many field entries the log had before.
    var position: Int
    var earlier: AccountRecord
  }
  /// An account whose existence may have to change.
  struct Unsettled: BitwiseCopyable {
    var account: AccountReference
    var transaction: UInt32
  }
  private(set) var entries = GrowableBuffer<Entry>(capacity: 1024)
  private(set) var headers = GrowableBuffer<HeaderEntry>(capacity: 64)
  private(set) var unsettled = GrowableBuffer<Unsettled>(capacity: 64)

  init() {}

  mutating func reset() {
    entries.removeAll()
    headers.removeAll()
    unsettled.removeAll()
  }

  /// Makes a write after noting what it overwrites.
  @inline(__always)
  mutating func apply(_ write: StateWrite, of transaction: Int, on state: WorldState) {
    let number = UInt32(truncatingIfNeeded: transaction)
    // The write is in each case, not after all of them, where its kind would be a second jump to predict.
    switch write.kind {
    case .storage, .addition:
      entries.append(
        Entry(
          location: Location(write.slot), transaction: number,
          earlier: state.record(write.slot).value))
      state.applyLeavingExistence(write)
    case .nonce:
      noteField(.nonce, write, number, Word(state.record(write.account).nonce), on: state)
      state.applyLeavingExistence(write)
    case .balance:
      noteField(.balance, write, number, state.record(write.account).balance, on: state)
      state.applyLeavingExistence(write)
    case .code, .erasure, .presentNonce, .credit:
      noteHeader(write, number, on: state)
      state.applyLeavingExistence(write)
    }
  }

  /// The account begins or ceases to exist only if it did not exist, or a field became zero.
  @inline(__always)
  private mutating func noteField(
    _ field: Field, _ write: StateWrite, _ transaction: UInt32, _ earlier: Word,
    on state: WorldState
  ) {
    entries.append(
      Entry(
        location: Location(field, of: write.account), transaction: transaction, earlier: earlier))
    if _slowPath(write.value.isZero || !state.record(write.account).exists) {
      unsettled.append(Unsettled(account: write.account, transaction: transaction))
    }
  }

  @inline(never)
  private mutating func noteHeader(
    _ write: StateWrite, _ transaction: UInt32, on state: WorldState
  ) {
    headers.append(
      HeaderEntry(
        account: write.account, transaction: transaction, position: entries.count,
        earlier: state.record(write.account)))
    unsettled.append(Unsettled(account: write.account, transaction: transaction))
    guard write.kind == .erasure else { return }
    state.forEachSlot(of: write.account) { slot in
      let value = state.record(slot).value
      if value.isZero { return }
      entries.append(Entry(location: Location(slot), transaction: transaction, earlier: value))
    }
  }

  /// Makes a write to an account that is accessed as one, existence and all.
  @inline(never)
  mutating func applyToHeader(_ write: StateWrite, of transaction: Int, on state: WorldState) {
    let number = UInt32(truncatingIfNeeded: transaction)
    if write.kind == .storage || write.kind == .addition {
      entries.append(
        Entry(
          location: Location(write.slot), transaction: number,
          earlier: state.record(write.slot).value))
    } else {
      noteHeader(write, number, on: state)
      unsettled.truncate(to: unsettled.count - 1)
    }
    state.apply(write)
  }

  /// Settles the existence of all accounts that transactions below `end` touched.
  func settle(below end: Int, on state: WorldState) {
    for index in 0..<unsettled.count where Int(unsettled[index].transaction) < end {
      state.settleExistence(of: unsettled[index].account)
    }
  }
}

/// One step back, of a field, slot or header.
struct UndoStep {
  private enum Earlier {
    case value(Location, Word)
    case header(AccountReference, AccountRecord)
  }
  let transaction: UInt32
  /// Orders the steps of one transaction as they were made.
  private let position: (Int, Int)
  private let earlier: Earlier

  init(_ entry: UndoLog.Entry, at index: Int) {
    transaction = entry.transaction
    // After the headers that found as many entries before them.
    position = (index, .max)
    earlier = .value(entry.location, entry.earlier)
  }

  init(_ entry: UndoLog.HeaderEntry, at index: Int) {
    transaction = entry.transaction
    position = (entry.position, index)
    earlier = .header(entry.account, entry.earlier)
  }

  /// Whether this was made after `other` and so is undone before it.
  func isLater(than other: UndoStep) -> Bool {
    transaction == other.transaction
      ? position > other.position : transaction > other.transaction
  }

  func take(on state: WorldState) {
    switch earlier {
    case .header(let account, let record): state.restore(account, to: record)
    case .value(let location, let value):
      if location.isSlot {
        let slot = SlotReference(location.index)
        state.applyLeavingExistence(
          StateWrite(.storage, AccountReference(0), slot: slot, value: value))
      } else {
        let account = AccountReference(location.index)
        let kind: StateWrite.Kind = location.field == .nonce ? .nonce : .balance
        state.applyLeavingExistence(StateWrite(kind, account, value: value))
      }
    }
  }
}

extension UndoLog {
  /// The steps that undo every transaction from `first` on, in no particular order.
  func steps(from first: Int) -> [UndoStep] {
    var steps: [UndoStep] = []
    for index in 0..<entries.count where Int(entries[index].transaction) >= first {
      steps.append(UndoStep(entries[index], at: index))
    }
    for index in 0..<headers.count where Int(headers[index].transaction) >= first {
      steps.append(UndoStep(headers[index], at: index))
    }
    return steps
  }
}
