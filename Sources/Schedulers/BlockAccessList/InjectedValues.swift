import Primitives
import State

/// A block access list in the terms of one state: what each location holds for each transaction.
///
/// Resolving creates a record for every location that has none, so that nobody has to afterwards.
/// The tables from record numbers to entries are kept between blocks and cleared entry by entry.
struct InjectedValues: ~Copyable {
  /// One location: its place, its own number, and its changes in `transactions` and `values`.
  struct Entry: BitwiseCopyable {
    var location: Location
    var account: AccountReference
    var number: UInt32
    var start: UInt32
    var end: UInt32
  }

  private(set) var entries = GrowableBuffer<Entry>(capacity: 4096)
  private(set) var transactions = GrowableBuffer<UInt32>(capacity: 4096)
  private(set) var values = GrowableBuffer<Word>(capacity: 4096)
  /// By transaction: how many changes the list has of it, but for the beneficiary's balance.
  private(set) var changeCounts = GrowableBuffer<UInt32>(capacity: 1024)
  /// Where the entries of each account begin; one more for the end.
  private(set) var groups = GrowableBuffer<UInt32>(capacity: 1024)
  private(set) var beneficiary = AccountReference(0)

  /// By account and field, and by slot: entry number plus one.
  private var fieldEntries = GrowableBuffer<UInt32>(capacity: 4096)
  private var slotEntries = GrowableBuffer<UInt32>(capacity: 4096)

  init() {}

  /// Becomes the values of a list. Returns what is wrong with the list's form, if anything.
  mutating func resolve(
    _ list: BlockAccessList, on state: WorldState, beneficiary address: Address
  ) -> String? {
    clear()
    beneficiary = state.reference(address)
    Self.resize(&changeCounts, to: list.transactionCount)
    var last: (address: Address, account: AccountReference)?
    for entry in list.entries {
      guard entry.part != .everything else { return "an entry of the list is for a whole account" }
      if last?.address != entry.account {
        last = (entry.account, state.reference(entry.account))
        groups.append(UInt32(entries.count))
      }
      guard let account = last?.account else { break }
      let location =
        entry.part == .slot
        ? Location(state.reference(entry.key, of: account))
        : Location(entry.part.field, of: account)
      if let wrong = add(entry, location, account, list) { return wrong }
    }
    groups.append(UInt32(entries.count))
    Self.resize(&fieldEntries, to: state.accountCount * 4)
    Self.resize(&slotEntries, to: state.slotCount)
    return index()
  }

  /// Forgets the block before, also in the tables.
  private mutating func clear() {
    for number in 0..<entries.count {
      let location = entries[number].location
      if location.isSlot {
        if Int(location.index) < slotEntries.count { slotEntries[Int(location.index)] = 0 }
      } else if Int(fieldIndex(location)) < fieldEntries.count {
        fieldEntries[fieldIndex(location)] = 0
      }
    }
    entries.removeAll()
    transactions.removeAll()
    values.removeAll()
    groups.removeAll()
    changeCounts.removeAll()
  }

  /// Grows a buffer with zeros; it never shrinks but for the counts, which start from none.
  private static func resize(_ buffer: inout GrowableBuffer<UInt32>, to count: Int) {
    guard buffer.count < count else { return }
    buffer.reserve(count + count / 4)
    (buffer.base + buffer.count).update(repeating: 0, count: count - buffer.count)
    buffer.truncate(to: count)
  }

  private mutating func add(
    _ entry: BlockAccessList.Entry, _ location: Location, _ account: AccountReference,
    _ list: BlockAccessList
  ) -> String? {
    let start = UInt32(transactions.count)
    let isFeeBalance = location == Location(.balance, of: beneficiary)
    guard entry.changes.lowerBound >= 0, entry.changes.upperBound <= list.changes.count else {
      return "an entry's changes \(entry.changes) are beyond the \(list.changes.count) there are"
    }
    for change in list.changes[entry.changes] {
      if change.transaction >= UInt32(list.transactionCount) {
        return "a change is of transaction \(change.transaction) of \(list.transactionCount)"
      }
      if transactions.count > start, change.transaction <= transactions[transactions.count - 1] {
        return "the changes of an entry of \(entry.account.hex) are not in block order"
      }
      transactions.append(change.transaction)
      values.append(change.value)
      if !isFeeBalance { changeCounts[Int(change.transaction)] += 1 }
    }
    entries.append(
      Entry(
        location: location, account: account, number: UInt32(entries.count), start: start,
        end: UInt32(transactions.count)))
    return nil
  }

  private mutating func index() -> String? {
    for number in 0..<entries.count {
      let location = entries[number].location
      let known =
        location.isSlot ? slotEntries[Int(location.index)] : fieldEntries[fieldIndex(location)]
      if known != 0 { return "a location is listed twice" }
      if location.isSlot {
        slotEntries[Int(location.index)] = UInt32(number + 1)
      } else {
        fieldEntries[fieldIndex(location)] = UInt32(number + 1)
      }
    }
    return nil
  }

  @inline(__always)
  private func fieldIndex(_ location: Location) -> Int {
    Int(location.index) &* 4 &+ Int(location.field.rawValue)
  }

  // MARK: Values

  /// The entry of a location; nil if the list has none. Also for numbers that no record has.
  @inline(__always)
  func entry(of location: Location) -> Entry? {
    let number: UInt32
    if location.isSlot {
      let index = Int(location.index)
      number = index < slotEntries.count ? slotEntries[index] : 0
    } else {
      let index = fieldIndex(location)
      number = index < fieldEntries.count ? fieldEntries[index] : 0
    }
    return number == 0 ? nil : entries[Int(number) &- 1]
  }

  /// The position of the last change by a transaction below this one; nil if there is none.
  @inline(__always)
  func change(_ entry: Entry, below transaction: Int) -> Int? {
    var low = Int(entry.start)
    var high = Int(entry.end)
    while low < high {
      let middle = (low &+ high) / 2
      if Int(transactions[middle]) < transaction { low = middle &+ 1 } else { high = middle }
    }
    return low > Int(entry.start) ? low &- 1 : nil
  }

  /// What the location holds when the transaction begins.
  @inline(__always)
  func value(_ entry: Entry, before transaction: Int, on state: WorldState) -> Word {
    if let position = change(entry, below: transaction) { return values[position] }
    return state.value(at: entry.location)
  }

  /// What the list says that the transaction sets the location to; nil if it leaves it alone.
  @inline(__always)
  func value(_ entry: Entry, setBy transaction: Int) -> Word? {
    guard let position = change(entry, below: transaction &+ 1),
      Int(transactions[position]) == transaction
    else { return nil }
    return values[position]
  }
}

extension WorldState {
  /// The committed value of a location, in one word.
  @inline(__always)
  func value(at location: Location) -> Word {
    if location.isSlot { return record(SlotReference(location.index)).value }
    let account = AccountReference(location.index)
    return switch location.field {
    case .nonce: Word(record(account).nonce)
    case .balance: record(account).balance
    case .code: Word(UInt64(record(account).code.index))
    case .erasure: .zero
    }
  }
}
