import Primitives
import Testing

@testable import State

@Suite struct DifferenceTests {
  private func difference(_ found: AccountAllocation, _ expected: AccountAllocation) -> String? {
    WorldState([address(5): found]).firstDifference(from: WorldState([address(5): expected]))?
      .description
  }
  private let name = "0x0000000000000000000000000000000000000005"

  @Test func namesFieldAndBothValues() {
    #expect(
      difference(AccountAllocation(balance: 5), AccountAllocation(balance: 7))
        == "account \(name): balance 5, expected 7")
    #expect(
      difference(AccountAllocation(nonce: 1), AccountAllocation(nonce: 0))
        == "account \(name): nonce 1, expected 0")
    #expect(
      difference(AccountAllocation(balance: Word(1, 1, 0, 0)), AccountAllocation())
        == "account \(name): balance 18446744073709551617, expected 0")
    #expect(
      difference(AccountAllocation(storage: [2: 1]), AccountAllocation(storage: [2: 255]))
        == "storage \(name)[0x2]: 0x1, expected 0xff")
    #expect(
      difference(AccountAllocation(storage: [:]), AccountAllocation(storage: [2: 255]))
        == "storage \(name)[0x2]: 0x0, expected 0xff")
  }

  @Test func comparesCodesOfDifferentStoresByHash() {
    let other = CodeStore()
    _ = other.intern([9, 9, 9])
    let a = WorldState([address(1): AccountAllocation(code: [1])])
    let b = WorldState([address(1): AccountAllocation(code: [1])], codeStore: other)
    let c = WorldState([address(1): AccountAllocation(code: [2])], codeStore: other)
    #expect(a.firstDifference(from: b) == nil)
    #expect(
      a.firstDifference(from: c)?.field == .code(keccak256([1]), expected: keccak256([2])))
  }

  @Test func accountMissingOnEitherSide() {
    let one = WorldState([address(1): AccountAllocation()])
    let none = WorldState()
    #expect(
      one.firstDifference(from: none)
        == StateDifference(address: address(1), field: .existence(true, expected: false)))
    #expect(
      none.firstDifference(from: one)
        == StateDifference(address: address(1), field: .existence(false, expected: true)))
  }

  @Test func recordsWithoutContentDoNotCount() {
    let a = WorldState([address(3): AccountAllocation(nonce: 1)])
    let b = a.copy()
    _ = a.reference(address(1))
    _ = a.reference(4, of: AccountReference(0))
    _ = b.reference(5, of: b.reference(address(2)))
    #expect(a.firstDifference(from: b) == nil)
    #expect(b.firstDifference(from: a) == nil)
  }

  @Test func firstMeansLowestAddressThenFieldThenLowestSlot() {
    let base = AccountAllocation(nonce: 1, storage: [3: 1, 9: 1])
    let expected = WorldState([address(4): base, address(6): base])
    let changed = AccountAllocation(nonce: 1, storage: [3: 1, 9: 2, 7: 1])
    let state = WorldState([address(4): changed, address(6): AccountAllocation(nonce: 5)])
    #expect(
      state.firstDifference(from: expected)
        == StateDifference(address: address(4), field: .storage(key: 7, 1, expected: 0)))
  }

  /// References of the two states differ throughout, so only keys can match.
  @Test func findsEverySingleChangeWhateverTheReferences() {
    let allocation = sampleAllocation(120, seed: 3)
    let state = WorldState()
    for (address, account) in allocation.sorted(by: { $0.key > $1.key }) {
      insert(account, at: address, into: state)
    }
    #expect(state.firstDifference(from: WorldState(allocation)) == nil)
    for (address, account) in allocation {
      var changed = account
      changed.balance = changed.balance &+ 1
      expectDifference(state, at: address, in: allocation, as: changed)
      for (key, value) in account.storage.prefix(2) {
        changed = account
        changed.storage[key] = value &+ 1
        expectDifference(state, at: address, in: allocation, as: changed)
      }
    }
  }

  private func expectDifference(
    _ state: WorldState, at address: Address, in allocation: Allocation,
    as changed: AccountAllocation
  ) {
    var other = allocation
    other[address] = changed
    let difference = state.firstDifference(from: WorldState(other))
    #expect(difference?.address == address)
  }

  private func insert(
    _ account: AccountAllocation, at address: Address, into state: WorldState
  ) {
    let reference = state.reference(address)
    state.accounts.base[Int(reference.index)].exists = true
    state.apply(StateWrite(.balance, reference, value: account.balance))
    state.apply(StateWrite(.nonce, reference, value: Word(account.nonce)))
    let code = state.codeStore.intern(account.code)
    state.apply(StateWrite(.code, reference, value: Word(UInt64(code.index))))
    for (key, value) in account.storage {
      let slot = state.reference(key, of: reference)
      state.apply(StateWrite(.storage, reference, slot: slot, value: value))
    }
    if account.nonce == 0, account.balance.isZero, account.code.isEmpty {
      state.accounts.base[Int(reference.index)].exists = true
    }
  }
}
