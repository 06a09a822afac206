import Primitives

extension WorldState {
  /// The first difference from `expected`: by address, then existence, nonce, balance, code, then by
  /// slot; nil if the states are equal. References play no part, nor do records of accounts and slots
  /// that are not there.
  ///
  /// Linear in the records of both; for copies of one state about the time of reading them once.
  public func firstDifference(from expected: WorldState) -> StateDifference? {
    guard let address = firstDifferingAddress(from: expected) else { return nil }
    let account = find(address)
    let other = expected.find(address)
    return fieldDifference(address, account, expected, other)
      ?? slotDifference(address, account, expected, other)
  }

  private func firstDifferingAddress(from expected: WorldState) -> Address? {
    var first: Address?
    func note(_ address: Address) {
      if first.map({ address < $0 }) ?? true { first = address }
    }
    let sameCodes = codeStore === expected.codeStore
    forEachPair(with: expected) { account, other in
      if !equal(account, other, in: expected, sameCodes) { note(account.address) }
    }
    expected.forEachPair(with: self) { other, account in
      if !expected.equal(other, account, in: self, sameCodes) { note(other.address) }
    }
    forEachSlotPair(with: expected) { slot, otherValue in
      if record(slot).value != otherValue { note(record(account(of: slot)).address) }
    }
    expected.forEachSlotPair(with: self) { slot, otherValue in
      if expected.record(slot).value != otherValue {
        note(expected.record(expected.account(of: slot)).address)
      }
    }
    return first
  }

  /// Visits each account record with the other state's record of that address, or with one of no
  /// account.
  @inline(__always)
  private func forEachPair(
    with other: WorldState, _ body: (AccountRecord, AccountRecord) -> Void
  ) {
    for index in 0..<accounts.count {
      let record = accounts[index]
      let counterpart = other.counterpart(of: record.address, near: index)
      body(record, counterpart.map(other.record) ?? AccountRecord(address: record.address))
    }
  }

  /// Visits each slot with the value of that slot in the other state.
  @inline(__always)
  private func forEachSlotPair(with other: WorldState, _ body: (SlotReference, Word) -> Void) {
    for index in 0..<slots.count {
      let slot = SlotReference(UInt32(truncatingIfNeeded: index))
      let key = slots[index].key
      let owner = Int(slotLinks[index].account.index)
      guard let account = other.counterpart(of: accounts[owner].address, near: owner) else {
        body(slot, .zero)
        continue
      }
      if index < other.slots.count, other.slotLinks[index].account == account,
        other.slots[index].key == key
      {
        body(slot, other.slots[index].value)
      } else {
        body(slot, other.find(key, of: account).map { other.record($0).value } ?? .zero)
      }
    }
  }

  /// The reference of `address`, sought first under the number it would have in a copy.
  @inline(__always)
  private func counterpart(of address: Address, near index: Int) -> AccountReference? {
    if index < accounts.count, accounts[index].address == address {
      return AccountReference(UInt32(truncatingIfNeeded: index))
    }
    return find(address)
  }

  @inline(__always)
  private func equal(
    _ account: AccountRecord, _ other: AccountRecord, in state: WorldState, _ sameCodes: Bool
  ) -> Bool {
    account.exists == other.exists && account.nonce == other.nonce
      && account.balance == other.balance
      && (sameCodes
        ? account.code == other.code
        : codeStore.hash(account.code) == state.codeStore.hash(other.code))
  }
}

extension WorldState {
  private func fieldDifference(
    _ address: Address, _ account: AccountReference?, _ expected: WorldState,
    _ other: AccountReference?
  ) -> StateDifference? {
    let found = account.map(record) ?? AccountRecord(address: address)
    let wanted = other.map(expected.record) ?? AccountRecord(address: address)
    let code = codeStore.hash(found.code)
    let wantedCode = expected.codeStore.hash(wanted.code)
    let field: StateDifference.Field
    if found.exists != wanted.exists {
      field = .existence(found.exists, expected: wanted.exists)
    } else if found.nonce != wanted.nonce {
      field = .nonce(found.nonce, expected: wanted.nonce)
    } else if found.balance != wanted.balance {
      field = .balance(found.balance, expected: wanted.balance)
    } else if code != wantedCode {
      field = .code(code, expected: wantedCode)
    } else {
      return nil
    }
    return StateDifference(address: address, field: field)
  }

  private func slotDifference(
    _ address: Address, _ account: AccountReference?, _ expected: WorldState,
    _ other: AccountReference?
  ) -> StateDifference? {
    let found = account.map(storage) ?? [:]
    let wanted = other.map(expected.storage) ?? [:]
    let differing = Set(found.keys).union(wanted.keys).filter { found[$0] != wanted[$0] }
    guard let key = differing.min() else { return nil }
    return StateDifference(
      address: address,
      field: .storage(key: key, found[key] ?? .zero, expected: wanted[key] ?? .zero))
  }

  /// The account's slots that are not zero.
  func storage(of account: AccountReference) -> [Word: Word] {
    var storage: [Word: Word] = [:]
    forEachSlot(of: account) { slot in
      let record = slots[Int(slot.index)]
      if !record.value.isZero { storage[record.key] = record.value }
    }
    return storage
  }
}
