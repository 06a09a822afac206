import Primitives

extension WorldState {
  /// The reference of `address` if it has a record. Changes nothing: any number of threads may ask.
  @inlinable @inline(__always)
  public func find(_ address: Address) -> AccountReference? {
    find(address, hash: TableHash.account(address))
  }

  /// The same for a caller that has the address's ``TableHash`` already.
  @inlinable @inline(__always)
  public func find(_ address: Address, hash: UInt64) -> AccountReference? {
    let records = accounts.base
    guard let index = accountIndex.find(hash, where: { records[$0].address == address })
    else { return nil }
    return AccountReference(UInt32(truncatingIfNeeded: index))
  }

  /// The reference of a slot if it has a record. Changes nothing: any number of threads may ask.
  @inlinable @inline(__always)
  public func find(_ key: Word, of account: AccountReference) -> SlotReference? {
    find(key, hash: TableHash.slot(key, account: account.index))
  }

  /// The reference of the slot of this key and ``TableHash``, which together say whose it is, for a caller
  /// that has the hash already.
  @inlinable @inline(__always)
  public func find(_ key: Word, hash: UInt64) -> SlotReference? {
    let records = slots.base
    guard let index = slotIndex.find(hash, where: { records[$0].key == key }) else { return nil }
    return SlotReference(UInt32(truncatingIfNeeded: index))
  }

  /// The reference of `address`, with a new record of no account if it has none.
  @inlinable @inline(__always)
  public func reference(_ address: Address) -> AccountReference {
    find(address) ?? insert(address)
  }

  /// The reference of a slot, with a new record of value zero if it has none.
  @inlinable @inline(__always)
  public func reference(_ key: Word, of account: AccountReference) -> SlotReference {
    find(key, of: account) ?? insert(key, of: account)
  }

  /// Makes room for as many records as `other` has, so that no table has to grow before there are more.
  /// References stay what they are. O(records) where something grows.
  public func makeRoom(as other: WorldState) {
    accounts.reserveInMemory(other.accountCount)
    newestSlots.reserveInMemory(other.accountCount)
    slots.reserveInMemory(other.slotCount)
    slotLinks.reserveInMemory(other.slotCount)
    let (accounts, slots, links) = (accounts.base, slots.base, slotLinks.base)
    accountIndex.reserve(other.accountCount) { TableHash.account(accounts[$0].address) }
    slotIndex.reserve(other.slotCount) {
      TableHash.slot(slots[$0].key, account: links[$0].account.index)
    }
  }

  @usableFromInline @inline(never)
  func insert(_ address: Address) -> AccountReference {
    let index = accounts.count
    let reference = AccountReference(Self.number(forRecord: index))
    accounts.append(AccountRecord(address: address))
    newestSlots.append(0)
    let records = accounts.base
    accountIndex.insert(index, hash: TableHash.account(address)) {
      TableHash.account(records[$0].address)
    }
    return reference
  }

  @usableFromInline @inline(never)
  func insert(_ key: Word, of account: AccountReference) -> SlotReference {
    let index = slots.count
    let reference = SlotReference(Self.number(forRecord: index))
    slots.append(SlotRecord(key: key))
    slotLinks.append(SlotLink(account: account, next: newestSlots[Int(account.index)]))
    newestSlots[Int(account.index)] = reference.index + 1
    let records = slots.base
    let links = slotLinks.base
    slotIndex.insert(index, hash: TableHash.slot(key, account: account.index)) {
      TableHash.slot(records[$0].key, account: links[$0].account.index)
    }
    return reference
  }

  /// References are 32 bits wide, and the tables keep a record's number plus one.
  /// Beyond that there is no meaningful way on: whoever sizes a state refuses such sizes first.
  static func number(forRecord index: Int) -> UInt32 {
    guard index < Int(UInt32.max) - 1 else {
      fatalError(
        "a state holds at most \(UInt32.max - 1) accounts and as many slots, not \(index + 1)")
    }
    return UInt32(truncatingIfNeeded: index)
  }
}
