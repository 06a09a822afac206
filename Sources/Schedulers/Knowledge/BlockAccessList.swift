import Primitives
import State

/// Everything that a block accesses and what becomes of it, value by value (EIP-7928): with it, every
/// transaction can be executed without waiting for any other.
///
/// As in the EIP, reads are not told apart by transaction, and the beneficiary's balance is listed with
/// its fees. Locations are by name, so that a list can be made on one state and used on another, as long
/// as the two share their code store.
public struct BlockAccessList: Sendable {
  /// The value of a location from one transaction on.
  public struct Change: Hashable, Sendable, BitwiseCopyable {
    public var transaction: UInt32
    /// A nonce, a balance or a slot's value; for code a ``CodeReference``'s index.
    public var value: Word

    public init(transaction: Int, value: Word) {
      self.transaction = UInt32(transaction)
      self.value = value
    }
  }

  /// One location and its changes, in block order; without changes it is only read.
  public struct Entry: Hashable, Sendable {
    public var account: Address
    /// Never ``AccessSets/Part/everything``: an erasure is listed as the zeros it leaves.
    public var part: AccessSets.Part
    /// Zero but for slots.
    public var key: Word
    /// Indices into ``BlockAccessList/changes``.
    public var changes: Range<Int>

    public init(account: Address, part: AccessSets.Part, key: Word = .zero, changes: Range<Int>) {
      self.account = account
      self.part = part
      self.key = key
      self.changes = changes
    }
  }

  /// By account, each account's entries together, each location once.
  public var entries: [Entry]
  /// The changes of all entries, end to end.
  public var changes: [Change]
  public var transactionCount: Int
  /// Why no list can be made of the block; the EIP asks for rules that old blocks do not have.
  public var unsupported: String?

  public init(
    entries: [Entry], changes: [Change], transactionCount: Int, unsupported: String? = nil
  ) {
    self.entries = entries
    self.changes = changes
    self.transactionCount = transactionCount
    self.unsupported = unsupported
  }
}

extension BlockAccessList {
  /// The list of a block that was recorded from `before` to `after`.
  public init(_ recorded: BlockAccesses, before: WorldState, after: WorldState) {
    self.init(entries: [], changes: [], transactionCount: recorded.transactions.count)
    if recorded.writesPresence {
      unsupported = "its rules are older than EIP-161, so that existence is not a matter of values"
      return
    }
    var builder = BlockAccessListBuilder(before: before, after: after)
    for (index, transaction) in recorded.transactions.enumerated() {
      builder.add(transaction, index, beneficiary: recorded.beneficiary)
    }
    builder.finish(into: &self)
  }
}

/// Collects what transactions did, location by location.
private struct BlockAccessListBuilder {
  private let before: WorldState
  private let after: WorldState
  private var changes: [StateLocation: [BlockAccessList.Change]] = [:]

  init(before: WorldState, after: WorldState) {
    self.before = before
    self.after = after
  }

  mutating func add(
    _ transaction: BlockAccesses.Transaction, _ index: Int, beneficiary: AccountReference
  ) {
    for location in transaction.reads { touch(location) }
    for (location, value) in zip(transaction.writes, transaction.values) {
      if case .erasure(let account) = location {
        erase(account, index)
      } else {
        set(location, value, index)
      }
    }
    if !transaction.fee.isZero {
      let location = StateLocation.balance(beneficiary)
      set(location, value(of: location) &+ transaction.fee, index)
    }
  }

  private mutating func touch(_ location: StateLocation) {
    if case .erasure = location { return }
    if changes[location] == nil { changes[location] = [] }
  }

  private mutating func erase(_ account: AccountReference, _ index: Int) {
    var locations: [StateLocation] = [.nonce(account), .balance(account), .code(account)]
    after.forEachSlot(of: account) { locations.append(.slot($0, of: account)) }
    for location in locations where !value(of: location).isZero { set(location, .zero, index) }
  }

  /// A second change by one transaction (an erasure, and then a write) replaces the first.
  private mutating func set(_ location: StateLocation, _ value: Word, _ index: Int) {
    var list = changes[location, default: []]
    if list.last?.transaction == UInt32(index) { list.removeLast() }
    let earlier = list.last?.value ?? committed(location)
    if earlier != value { list.append(.init(transaction: index, value: value)) }
    changes[location] = list
  }

  private func value(of location: StateLocation) -> Word {
    changes[location]?.last?.value ?? committed(location)
  }

  /// The value before the block. Records that the block made were not there.
  private func committed(_ location: StateLocation) -> Word {
    guard location.account.index < before.accountCount else { return .zero }
    let account = before.record(location.account)
    return switch location {
    case .nonce: Word(account.nonce)
    case .balance: account.balance
    case .code: Word(UInt64(account.code.index))
    case .slot(let slot, of: _):
      slot.index < before.slotCount ? before.record(slot).value : .zero
    case .erasure: .zero
    }
  }

  /// Lists all of it by account and then by key.
  func finish(into list: inout BlockAccessList) {
    let named = changes.map { (name: after.name(of: $0.key), changes: $0.value) }
    let ordered = named.sorted { a, b in
      let (first, second) = (Word(a.name.0), Word(b.name.0))
      if first != second { return first < second }
      if a.name.1 != b.name.1 { return a.name.1.rawValue < b.name.1.rawValue }
      return a.name.2 < b.name.2
    }
    for (name, found) in ordered {
      let start = list.changes.count
      list.changes += found
      list.entries.append(
        .init(account: name.0, part: name.1, key: name.2, changes: start..<list.changes.count))
    }
  }
}
