import Primitives

/// Records for slots that have none, made by several threads at once: who executes a block by declared
/// accesses makes those that are missing first, and one thread took a tenth of a block for that where many
/// slots are new (mints).
///
/// In three steps: ``beginInsertions(ofSlots:)``, by one thread; then ``insert(_:of:hash:as:)``, by any;
/// then ``endInsertions(from:)``, by one. Nobody may look anything up from the first to the last.
extension WorldState {
  /// Issues the references of `count` slots that are to be inserted: they follow each other from the one that
  /// is returned. Amortised O(1) for each.
  public func beginInsertions(ofSlots count: Int) -> SlotReference {
    let first = slots.count
    let end = first + count
    _ = Self.number(forRecord: end)
    if end > slots.capacity { slots.reserve(max(end, 2 * slots.capacity)) }
    if end > slotLinks.capacity { slotLinks.reserve(max(end, 2 * slotLinks.capacity)) }
    let (records, links) = (slots.base, slotLinks.base)
    slotIndex.beginInsertions(of: count) {
      TableHash.slot(records[$0].key, account: links[$0].account.index)
    }
    slots.truncate(to: end)
    slotLinks.truncate(to: end)
    return SlotReference(UInt32(truncatingIfNeeded: first))
  }

  /// Makes the record of one of the issued references: each once, of a slot that has none, by its
  /// ``TableHash``.
  @inlinable @inline(__always)
  public func insert(
    _ key: Word, of account: AccountReference, hash: UInt64, as slot: SlotReference
  ) {
    slots.base[Int(slot.index)] = SlotRecord(key: key)
    slotLinks.base[Int(slot.index)] = SlotLink(account: account, next: 0)
    slotIndex.insertConcurrently(Int(slot.index), hash: hash)
  }

  /// Links the inserted slots to their accounts, after the last of them was inserted. O(inserted).
  public func endInsertions(from first: SlotReference) {
    for number in Int(first.index)..<slots.count {
      let account = Int(slotLinks[number].account.index)
      slotLinks[number].next = newestSlots[account]
      newestSlots[account] = UInt32(truncatingIfNeeded: number + 1)
    }
  }
}
