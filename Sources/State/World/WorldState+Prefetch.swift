import CThreads
import Primitives

extension WorldState {
  /// Asks for the memory of two accounts that will be looked up: the record of `next`, and the place of
  /// `later` in the index, so that its record can be asked for when its turn as `next` comes.
  ///
  /// A look-up is two cache misses, the second known only after the first. Changes nothing: any number
  /// of threads may ask.
  public func prefetch(_ next: Address, later: Address) {
    prefetchPlace(ofAccount: TableHash.account(later))
    prefetchRecord(ofAccount: TableHash.account(next))
  }

  /// The same where the record will be written. What another core has written is then taken away from it at
  /// once: a line asked for to be read would be asked for again.
  public func prefetchToWrite(_ next: Address, later: Address) {
    prefetchPlace(ofAccount: TableHash.account(later))
    if let record = likelyRecord(ofAccount: TableHash.account(next)) { threads_prefetch(record) }
  }

  /// Asks for an account's record, which will be written.
  @inlinable @inline(__always)
  public func prefetchToWrite(_ account: AccountReference) {
    threads_prefetch(accounts.base + Int(account.index))
  }

  /// Asks for the place in the index where looking for an account of this ``TableHash`` begins.
  @inlinable @inline(__always)
  public func prefetchPlace(ofAccount hash: UInt64) {
    threads_prefetch_to_read(accountIndex.start(of: hash))
  }

  /// Asks for the record that such a place names, if any.
  @inlinable @inline(__always)
  public func prefetchRecord(ofAccount hash: UInt64) {
    if let record = likelyRecord(ofAccount: hash) { threads_prefetch_to_read(record) }
  }

  /// The record that is named where looking begins: of colliding hashes another account's, which is a hint
  /// like any other. Nil where the place is vacant.
  @inlinable @inline(__always)
  func likelyRecord(ofAccount hash: UInt64) -> UnsafeMutablePointer<AccountRecord>? {
    let entry = accountIndex.start(of: hash).pointee
    return entry == 0 ? nil : accounts.base + (Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1)
  }

  /// The same of slots.
  @inlinable @inline(__always)
  public func prefetchPlace(ofSlot hash: UInt64) {
    threads_prefetch_to_read(slotIndex.start(of: hash))
  }

  /// The same of slots.
  @inlinable @inline(__always)
  public func prefetchRecord(ofSlot hash: UInt64) {
    let entry = slotIndex.start(of: hash).pointee
    guard entry != 0 else { return }
    threads_prefetch_to_read(slots.base + (Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1))
  }
}
