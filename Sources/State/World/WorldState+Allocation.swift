import Primitives

extension WorldState {
  /// The state that `allocation` describes. Every account in it exists, even an empty one.
  ///
  /// Records are numbered by address, then slot, so that equal allocations give equal references on
  /// every machine, whatever order a dictionary has there.
  public convenience init(_ allocation: Allocation, codeStore: CodeStore = CodeStore()) {
    self.init(
      codeStore: codeStore, accountCapacity: allocation.count,
      slotCapacity: allocation.values.reduce(0) { $0 + $1.storage.count })
    for (address, account) in allocation.sorted(by: { $0.key < $1.key }) {
      load(account, at: reference(address))
    }
  }

  func load(_ account: AccountAllocation, at reference: AccountReference) {
    let record = accounts.base + Int(reference.index)
    record.pointee.balance = account.balance
    record.pointee.nonce = account.nonce
    largestLoadedNonce = max(largestLoadedNonce, account.nonce)
    record.pointee.code = account.code.isEmpty ? .empty : codeStore.intern(account.code)
    record.pointee.exists = true
    if account.nonce == 0 && account.balance.isZero && account.code.isEmpty
      && account.storage.values.contains(where: { !$0.isZero })
    {
      hasLoadedEmptyAccountWithStorage = true
    }
    for (key, value) in account.storage.sorted(by: { $0.key < $1.key }) where !value.isZero {
      slots[Int(self.reference(key, of: reference).index)].value = value
    }
  }

  /// The accounts that exist, with their slots that are not zero.
  public func allocation() -> Allocation {
    var allocation = Allocation()
    for index in 0..<accounts.count where accounts[index].exists {
      let account = AccountReference(UInt32(index))
      allocation[accounts[index].address] = AccountAllocation(
        balance: accounts[index].balance, nonce: accounts[index].nonce,
        code: Array(codeStore.bytes(accounts[index].code)), storage: storage(of: account))
    }
    return allocation
  }
}
