import Primitives

/// All accounts and storage, in memory.
///
/// Dense records behind open-addressing indices. A record's number is its reference and never changes,
/// so schedulers can key side tables by it. Reads are a probe and a load.
///
/// `@unchecked Sendable` because it is never read and written at once: whoever executes a block owns
/// it, and while a block executes in parallel it is only read.
public final class WorldState: @unchecked Sendable {
  public let codeStore: CodeStore
  private var accounts: GrowableBuffer<AccountRecord>
  private var slots: GrowableBuffer<SlotRecord>
  private var accountIndex: HashIndex
  private var slotIndex: HashIndex

  /// An empty state.
  public init(codeStore: CodeStore = CodeStore()) {
    self.codeStore = codeStore
    accounts = GrowableBuffer(capacity: 1024)
    slots = GrowableBuffer(capacity: 1024)
    accountIndex = HashIndex(capacity: 1024)
    slotIndex = HashIndex(capacity: 1024)
  }

  private init(copying other: borrowing WorldState) {
    codeStore = other.codeStore
    accounts = other.accounts.copy()
    slots = other.slots.copy()
    accountIndex = other.accountIndex.copy()
    slotIndex = other.slotIndex.copy()
  }

  /// A state with the same content that can change on its own; the code store is shared.
  /// Copies memory: about 0.1 ms a megabyte.
  public func copy() -> WorldState { WorldState(copying: self) }

  // MARK: Records

  /// Records of accounts: references below this are issued.
  public var accountCount: Int { accounts.count }
  /// Records of slots: references below this are issued.
  public var slotCount: Int { slots.count }

  /// The record behind a reference of this state.
  @inline(__always)
  public func record(_ account: AccountReference) -> AccountRecord {
    accounts[Int(account.index)]
  }

  /// The record behind a reference of this state.
  @inline(__always)
  public func record(_ slot: SlotReference) -> SlotRecord { slots[Int(slot.index)] }

  /// The records themselves, for side tables that read them in place. Invalid after any insertion.
  public var accountRecords: UnsafePointer<AccountRecord> { UnsafePointer(accounts.base) }
  public var slotRecords: UnsafePointer<SlotRecord> { UnsafePointer(slots.base) }

  // MARK: Look-up

  /// The reference of `address` if it has a record. Changes nothing: any number of threads may ask.
  @inline(__always)
  public func find(_ address: Address) -> AccountReference? {
    guard
      let index = accountIndex.find(
        TableHash.account(address), where: { accounts[$0].address == address })
    else { return nil }
    return AccountReference(UInt32(truncatingIfNeeded: index))
  }

  /// The reference of a slot if it has a record. Changes nothing: any number of threads may ask.
  @inline(__always)
  public func find(_ key: Word, of account: AccountReference) -> SlotReference? {
    guard
      let index = slotIndex.find(
        TableHash.slot(key, account: account.index),
        where: { slots[$0].key == key && slots[$0].account == account })
    else { return nil }
    return SlotReference(UInt32(truncatingIfNeeded: index))
  }

  /// The reference of `address`, with a new record of no account if it has none.
  @inline(__always)
  public func reference(_ address: Address) -> AccountReference {
    find(address) ?? insert(address)
  }

  /// The reference of a slot, with a new record of value zero if it has none.
  @inline(__always)
  public func reference(_ key: Word, of account: AccountReference) -> SlotReference {
    find(key, of: account) ?? insert(key, of: account)
  }

  @inline(never)
  private func insert(_ address: Address) -> AccountReference {
    let index = accounts.count
    accounts.append(AccountRecord(address: address))
    accountIndex.insert(index, hash: TableHash.account(address)) {
      TableHash.account(accounts[$0].address)
    }
    return AccountReference(UInt32(index))
  }

  @inline(never)
  private func insert(_ key: Word, of account: AccountReference) -> SlotReference {
    let index = slots.count
    slots.append(
      SlotRecord(key: key, account: account, next: accounts[Int(account.index)].firstSlot))
    accounts[Int(account.index)].firstSlot = UInt32(index) + 1
    slotIndex.insert(index, hash: TableHash.slot(key, account: account.index)) {
      TableHash.slot(slots[$0].key, account: slots[$0].account.index)
    }
    return SlotReference(UInt32(index))
  }

  // MARK: Change

  /// Makes one write. References must be this state's.
  ///
  /// After a write an account exists if and only if it is not empty: from EIP-161 on, nothing that a
  /// transaction touched stays behind empty.
  @inline(__always)
  public func apply(_ write: StateWrite) {
    let account = Int(write.account.index)
    switch write.kind {
    case .nonce:
      accounts[account].nonce = write.value.l0
      accounts[account].exists = !accounts[account].isEmpty
    case .balance:
      accounts[account].balance = write.value
      accounts[account].exists = !accounts[account].isEmpty
    case .code:
      accounts[account].code = CodeReference(UInt32(truncatingIfNeeded: write.value.l0))
      accounts[account].exists = !accounts[account].isEmpty
    case .storage:
      slots[Int(write.slot.index)].value = write.value
    case .erasure:
      erase(write.account)
    }
  }

  /// Adds `amount` to a balance, modulo 2²⁵⁶: fees and withdrawals.
  @inline(__always)
  public func credit(_ amount: Word, to account: AccountReference) {
    guard !amount.isZero else { return }
    accounts[Int(account.index)].balance = accounts[Int(account.index)].balance &+ amount
    accounts[Int(account.index)].exists = true
  }

  @inline(never)
  private func erase(_ account: AccountReference) {
    let index = Int(account.index)
    accounts[index].nonce = 0
    accounts[index].balance = .zero
    accounts[index].code = .empty
    accounts[index].exists = false
    forEachSlot(of: account) { slots[Int($0.index)].value = .zero }
  }

  /// Visits the references of all the account's slot records, newest first.
  public func forEachSlot(of account: AccountReference, _ body: (SlotReference) -> Void) {
    var next = accounts[Int(account.index)].firstSlot
    while next != 0 {
      let slot = SlotReference(next - 1)
      next = slots[Int(slot.index)].next
      body(slot)
    }
  }

  /// Whether any slot of the account is not zero. Walks them all: for the rare question only.
  public func hasStorage(_ account: AccountReference) -> Bool {
    var found = false
    forEachSlot(of: account) { if !slots[Int($0.index)].value.isZero { found = true } }
    return found
  }
}
