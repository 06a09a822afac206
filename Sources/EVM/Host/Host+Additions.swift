import Primitives
import State

/// Checked additions to slots (see ``CheckedAddition``) for views that take them unread. For others they
/// are SLOAD and SSTORE as everywhere.
extension Host {
  /// SLOAD. Of a slot that may be added to unread it says zero, so that the sum that follows is what is
  /// added, and passes the check for overflow.
  @inline(never)
  mutating func loadStorageToAdd(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    if _fastPath(!journal.takesCredits || journal.readsAdditions) {
      return loadStorage(sp, frame, gas, view)
    }
    let slot = journal.slot(sp[0], of: frame.pointee.account)
    let left = gas &- (journal.warm(slot: slot) ? rules.gas.warmAccess : rules.gas.coldSlot)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      if try journal.isAddable(slot, view) {
        sp[0] = .zero
        return left
      }
      try journal.load(slot: slot, view)
    } catch { return suspend(frame, error) }
    sp[0] = journal.slots[Int(slot)].value
    return left
  }

  /// SSTORE of the sum; where the slot was not read, of what is added.
  ///
  /// The value v before the transaction is at least 1 and below 2²⁵⁵, and all that is added to it here is
  /// less than 2²⁰⁰, or read: so that a block of additions does not bring it from 2²⁵⁴ to 2²⁵⁵. The price depends on which of v, v plus what was added so far, and the new sum are zero or
  /// equal: with 1 in place of v the same ones are.
  @inline(never)
  mutating func addToStorage(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    if _fastPath(!journal.takesCredits) { return storeStorage(sp, frame, gas, view) }
    let slot = journal.slot(sp[0], of: frame.pointee.account)
    let record = journal.slots[Int(slot)]
    if record.isLoaded || frame.pointee.isStatic { return storeStorage(sp, frame, gas, view) }
    if gas <= rules.gas.storageSentry { return -1 }
    let amount = sp[-1]
    let sum = record.value &+ amount
    if _slowPath((amount.l3 | sum.l3) &>> 8 != 0) {
      interruption = .immenseAddition
      frame.pointee.halt = .suspended
      return -1
    }
    let current = Word.one &+ record.value
    let original = rules.metersNetStorage ? Word.one : current
    let new = Word.one &+ sum
    let cost = storageCost(original: original, current: current, new: new)
    if gas < cost { return -1 }
    if !amount.isZero {
      journal.refund &+= storageRefund(original: original, current: current, new: new)
      journal.add(amount, toSlot: slot)
    }
    return gas &- cost
  }
}
