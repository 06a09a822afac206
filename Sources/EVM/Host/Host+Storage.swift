import Primitives
import State

extension Host {
  @inline(never)
  mutating func loadStorage(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let slot = journal.slot(sp[0], of: frame.pointee.account)
    let left = gas &- (journal.warm(slot: slot) ? rules.gas.warmAccess : rules.gas.coldSlot)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      try journal.load(slot: slot, view)
    } catch { return suspend(frame, error) }
    sp[0] = journal.slots[Int(slot)].value
    return left
  }

  /// SSTORE: key, value. Net metering of EIP-2200, with the fork's figures. Before that every store was
  /// priced like the first of a transaction: by what the slot holds.
  @inline(never)
  mutating func storeStorage(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    if frame.pointee.isStatic { return violation(frame) }
    if gas <= rules.gas.storageSentry { return -1 }
    let slot = journal.slot(sp[0], of: frame.pointee.account)
    let left = gas &- (journal.warm(slot: slot) ? 0 : rules.gas.coldSlot)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      try journal.load(slot: slot, view)
    } catch { return suspend(frame, error) }
    let record = journal.slots[Int(slot)]
    let value = sp[-1]
    let original = rules.metersNetStorage ? record.original : record.value
    let cost = storageCost(original: original, current: record.value, new: value)
    if left < cost { return -1 }
    if record.value != value {
      journal.refund &+= storageRefund(original: original, current: record.value, new: value)
      journal.setValue(ofSlot: slot, value)
    }
    return left &- cost
  }

  @inline(__always)
  func storageCost(original: Word, current: Word, new: Word) -> Int64 {
    if current == new || original != current { return rules.gas.storageUnchanged }
    return original.isZero ? rules.gas.storageSet : rules.gas.storageReset
  }

  /// What a change of `current` to `new` adds to the refund counter; the two differ.
  @inline(__always)
  func storageRefund(original: Word, current: Word, new: Word) -> Int64 {
    var refund: Int64 = 0
    if !original.isZero {
      if current.isZero {
        refund &-= rules.gas.storageClearRefund
      } else if new.isZero {
        refund &+= rules.gas.storageClearRefund
      }
    }
    // The first change of the transaction was charged in full, and has just been undone.
    if original == new {
      let charged = original.isZero ? rules.gas.storageSet : rules.gas.storageReset
      refund &+= charged &- rules.gas.storageUnchanged
    }
    return refund
  }

  @inline(never)
  mutating func loadTransient(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    sp[0] = journal.transientValue(sp[0], of: frame.pointee.account)
    return gas
  }

  @inline(never)
  mutating func storeTransient(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    if frame.pointee.isStatic { return violation(frame) }
    journal.setTransientValue(sp[0], of: frame.pointee.account, to: sp[-1])
    return gas
  }

  /// SELFDESTRUCT: the balance goes to the beneficiary, the account itself at the end of the
  /// transaction: from EIP-6780 on only if the transaction created it.
  @inline(never)
  mutating func selfDestruct(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    if frame.pointee.isStatic { return violation(frame) }
    let account = frame.pointee.account
    let beneficiary = journal.number(of: Address(truncating: sp[0]), view)
    var left = gas &- (journal.warm(beneficiary) ? 0 : rules.gas.coldAccount)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      let balance = try journal.balance(account, view)
      if try isNewAccount(beneficiary, receiving: balance, view) {
        left &-= rules.gas.destructionToNewAccount
        if left < 0 { return -1 }
      }
      try journal.transfer(balance, from: account, to: beneficiary, view)
      journal.touch(beneficiary)
      let isRemoved =
        !rules.destroysOnlyCreated
        || journal.accounts[Int(account)].flags.contains(.created)
      if isRemoved {
        // What it sent to itself, or is sent from now on, is gone with it.
        journal.setBalance(account, .zero)
        if journal.markDestroyed(account) { journal.refund &+= rules.gas.destructionRefund }
      }
    } catch { return suspend(frame, error) }
    frame.pointee.halt = .destroyed
    return left
  }

  /// Whether sending `value` here makes an account that has to be paid for. Before EIP-161 an account
  /// was made by whatever was sent, be it nothing.
  @inline(__always)
  mutating func isNewAccount(
    _ account: Int32, receiving value: Word, _ view: any StateView
  ) throws(ReadFailure) -> Bool {
    if _slowPath(!rules.clearsEmptyAccounts) { return try !journal.exists(account, view) }
    return value.isZero ? false : try journal.isEmpty(account, view)
  }
}
