import Primitives
import Synchronization

/// All accounts and storage, in memory.
///
/// Dense records behind open-addressing indices. A record's number is its reference and never changes,
/// so schedulers can key side tables by it. Reads are a probe and a load.
///
/// `@unchecked Sendable` because it is never read and written at once: whoever executes a block owns
/// it, and while a block executes in parallel it is only read. For the same reason its tables are
/// exempt from dynamic exclusivity checks, which would cost more than the reads they guard.
public final class WorldState: @unchecked Sendable {
  public let codeStore: CodeStore
  @exclusivity(unchecked) @usableFromInline var accounts: GrowableBuffer<AccountRecord>
  @exclusivity(unchecked) @usableFromInline var slots: GrowableBuffer<SlotRecord>
  @exclusivity(unchecked) @usableFromInline var slotLinks: GrowableBuffer<SlotLink>
  /// By account: its newest slot plus one, 0 for none; the others hang on that one.
  @exclusivity(unchecked) @usableFromInline var newestSlots: GrowableBuffer<UInt32>
  @exclusivity(unchecked) @usableFromInline var accountIndex: HashIndex
  @exclusivity(unchecked) @usableFromInline var slotIndex: HashIndex
  /// The largest nonce of an allocation that was loaded. What is executed counts nonces up by one (senders',
  /// creators', EIP-7702 authorities'), so that no nonce is more than so many countings above it. Of writes
  /// that a caller makes up itself nothing is known here.
  public internal(set) var largestLoadedNonce: UInt64 = 0
  /// Whether an allocation that was loaded had an account without nonce, balance and code, but with storage.
  /// Main network has none, for since EIP-161 who creates a contract gives it a nonce, and none is made later
  /// where an empty account does not stay; tests and made-up states have.
  public internal(set) var hasLoadedEmptyAccountWithStorage = false
  /// What hashing keys for roots has given so far; copies inherit it.
  let keyOrder: Mutex<KeyOrder>

  /// An empty state, with room for that many records before its tables first grow.
  public init(
    codeStore: CodeStore = CodeStore(), accountCapacity: Int = 1024, slotCapacity: Int = 1024
  ) {
    self.codeStore = codeStore
    accounts = GrowableBuffer(capacity: accountCapacity)
    newestSlots = GrowableBuffer(capacity: accountCapacity)
    slots = GrowableBuffer(capacity: slotCapacity)
    slotLinks = GrowableBuffer(capacity: slotCapacity)
    accountIndex = HashIndex(capacity: accountCapacity)
    slotIndex = HashIndex(capacity: slotCapacity)
    keyOrder = Mutex(KeyOrder())
  }

  private init(copying other: borrowing WorldState) {
    codeStore = other.codeStore
    accounts = other.accounts.copy()
    newestSlots = other.newestSlots.copy()
    slots = other.slots.copy()
    slotLinks = other.slotLinks.copy()
    accountIndex = other.accountIndex.copy()
    slotIndex = other.slotIndex.copy()
    largestLoadedNonce = other.largestLoadedNonce
    hasLoadedEmptyAccountWithStorage = other.hasLoadedEmptyAccountWithStorage
    keyOrder = Mutex(other.keyOrder.withLock { $0 })
  }

  /// A state with the same content that can change on its own; the code store is shared.
  ///
  /// Copies memory: about 0.1 ms a megabyte. Take the root of the original before copying it many
  /// times, and the copies' roots need not hash its keys again.
  public func copy() -> WorldState { WorldState(copying: self) }

  // MARK: Records

  /// Records of accounts: references below this are issued.
  @inlinable public var accountCount: Int { accounts.count }
  /// Records of slots: references below this are issued.
  @inlinable public var slotCount: Int { slots.count }

  /// The record behind a reference of this state.
  @inlinable @inline(__always)
  public func record(_ account: AccountReference) -> AccountRecord {
    accounts[Int(account.index)]
  }

  /// The record behind a reference of this state.
  @inlinable @inline(__always)
  public func record(_ slot: SlotReference) -> SlotRecord { slots[Int(slot.index)] }

  /// Whose slot it is.
  @inlinable @inline(__always)
  public func account(of slot: SlotReference) -> AccountReference {
    slotLinks[Int(slot.index)].account
  }

  /// The records themselves, by reference index, for side tables that read them in place.
  /// Invalid after any insertion.
  @inlinable public var accountRecords: UnsafePointer<AccountRecord> {
    UnsafePointer(accounts.base)
  }
  /// The records themselves, by reference index; see ``accountRecords``.
  @inlinable public var slotRecords: UnsafePointer<SlotRecord> { UnsafePointer(slots.base) }

  /// Visits the references of all the account's slot records, newest first.
  public func forEachSlot(of account: AccountReference, _ body: (SlotReference) -> Void) {
    var next = newestSlots[Int(account.index)]
    while next != 0 {
      let slot = SlotReference(next - 1)
      next = slotLinks[Int(slot.index)].next
      body(slot)
    }
  }

  /// Whether any slot of the account is not zero. Walks until it finds one: for the rare question only.
  public func hasStorage(_ account: AccountReference) -> Bool {
    var next = newestSlots[Int(account.index)]
    while next != 0 {
      if !slots[Int(next) - 1].value.isZero { return true }
      next = slotLinks[Int(next) - 1].next
    }
    return false
  }
}
