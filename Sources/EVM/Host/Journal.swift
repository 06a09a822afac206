import Primitives
import State

/// The state as one attempt at a transaction has it so far: what it read, what it changed, and how to
/// take changes back when a frame fails.
///
/// One a worker, reused: starting a transaction empties it in O(1) and nothing is allocated once the
/// buffers have grown. Accounts and slots are numbered in the order of first use; numbers stay valid to
/// the end of the transaction, pointers to records only until the next one is added.
struct Journal: ~Copyable {
  var accounts = GrowableBuffer<JournalAccount>(capacity: 64)
  var slots = GrowableBuffer<JournalSlot>(capacity: 256)
  var transients = GrowableBuffer<TransientSlot>(capacity: 16)
  var undo = GrowableBuffer<UndoEntry>(capacity: 256)
  var accountIndex = EpochIndex(size: 128)
  var slotIndex = EpochIndex(size: 512)
  var transientIndex = EpochIndex(size: 32)
  /// The refund counter: may be negative within a frame, never at the end.
  var refund: Int64 = 0
  /// Warm from the start.
  var precompiles = PrecompileAddresses()
  /// Warm from the start, if set (EIP-3651).
  var warmBeneficiary = Address.zero
  var hasWarmBeneficiary = false
  /// EIP-161 holds.
  var clearsEmptyAccounts = true
  /// Balances may be added to without being read; only under EIP-161, because before that a payment of
  /// nothing makes an account.
  var takesCredits = false
  /// This attempt met an addition that may overflow: it reads the slots that it adds to.
  var readsAdditions = false

  /// Forgets everything of the transaction before.
  @inline(__always)
  mutating func removeAll() {
    accounts.removeAll()
    slots.removeAll()
    undo.removeAll()
    accountIndex.removeAll()
    slotIndex.removeAll()
    if transients.count != 0 {
      transients.removeAll()
      transientIndex.removeAll()
    }
    refund = 0
  }

  /// The account's number if the transaction has used it, else −1.
  @inline(__always)
  func find(_ address: Address) -> Int32 {
    accountIndex.find(TableHash.account(address)) { accounts[Int($0)].address == address }
  }

  /// The account's number. Reads nothing.
  @inline(__always)
  mutating func number(of address: Address, _ view: any StateView) -> Int32 {
    let found = find(address)
    return _fastPath(found >= 0) ? found : insert(address, view)
  }

  @inline(never)
  private mutating func insert(_ address: Address, _ view: any StateView) -> Int32 {
    let number = Int32(truncatingIfNeeded: accounts.count)
    let isWarm =
      precompiles.contains(address) || (hasWarmBeneficiary && address == warmBeneficiary)
    accounts.append(
      JournalAccount(
        address: address, reference: view.account(address), flags: isWarm ? .warm : []))
    let records = accounts.base
    accountIndex.insert(number, hash: TableHash.account(address)) {
      TableHash.account(records[Int($0)].address)
    }
    return number
  }

  /// Puts the account among the accessed addresses and tells whether it was there before.
  @inline(__always)
  mutating func warm(_ account: Int32) -> Bool {
    let record = accounts.base + Int(account)
    if record.pointee.flags.contains(.warm) { return true }
    record.pointee.flags.insert(.warm)
    undo.append(UndoEntry(.warmAccount, account))
    return false
  }
}
