import Primitives
import Testing

@testable import State

@Suite struct AllocationTests {
  @Test func dumpGivesBackWhatWasLoaded() {
    let allocation = sampleAllocation(300, seed: 1)
    var withoutZeros = allocation
    for key in allocation.keys {
      withoutZeros[key]?.storage = allocation[key]?.storage.filter { !$0.value.isZero } ?? [:]
    }
    #expect(WorldState(allocation).allocation() == withoutZeros)
  }

  @Test func recordsAreNumberedByAddressThenSlot() throws {
    let state = WorldState([
      address(9): AccountAllocation(storage: [5: 1, 2: 1]),
      address(3): AccountAllocation(storage: [7: 1]),
      Address(high: 1, middle: 0, low: 0): AccountAllocation(),
    ])
    #expect(state.find(address(3)) == AccountReference(0))
    #expect(state.find(address(9)) == AccountReference(1))
    #expect(state.find(Address(high: 1, middle: 0, low: 0)) == AccountReference(2))
    #expect(state.find(7, of: AccountReference(0)) == SlotReference(0))
    #expect(state.find(2, of: AccountReference(1)) == SlotReference(1))
    #expect(state.find(5, of: AccountReference(1)) == SlotReference(2))
  }

  @Test func emptyAccountIsLoadedAsExisting() {
    let state = WorldState([address(1): AccountAllocation()])
    #expect(state.record(AccountReference(0)).exists)
    #expect(state.allocation() == [address(1): AccountAllocation()])
  }

  @Test func zeroSlotsAreNotLoaded() {
    let state = WorldState([address(1): AccountAllocation(nonce: 1, storage: [1: 0, 2: 3])])
    #expect(state.slotCount == 1)
    #expect(!state.hasStorage(state.reference(address(2))))
    #expect(state.hasStorage(AccountReference(0)))
  }

  @Test func askingForAnAccountDoesNotMakeOne() {
    let state = WorldState()
    let reference = state.reference(address(1))
    _ = state.reference(1, of: reference)
    #expect(!state.record(reference).exists)
    #expect(state.allocation().isEmpty)
  }

  @Test func sameCodeIsStoredOnce() {
    let store = CodeStore()
    let state = WorldState(
      [
        address(1): AccountAllocation(code: [1, 2]), address(2): AccountAllocation(code: [1, 2]),
        address(3): AccountAllocation(code: []),
      ], codeStore: store)
    #expect(store.count == 2)
    #expect(state.record(AccountReference(0)).code == state.record(AccountReference(1)).code)
    #expect(state.record(AccountReference(2)).code == .empty)
  }

  @Test func tablesKeepEverythingWhileTheyGrow() {
    let state = WorldState(accountCapacity: 1, slotCapacity: 1)
    for number: UInt64 in 0..<5_000 {
      let account = state.reference(address(number))
      state.apply(StateWrite(.nonce, account, value: Word(number + 1)))
      let slot = state.reference(Word(number % 7), of: AccountReference(UInt32(number / 7)))
      state.apply(
        StateWrite(
          .storage, AccountReference(UInt32(number / 7)), slot: slot, value: Word(number + 1)))
    }
    for number: UInt64 in 0..<5_000 {
      #expect(state.find(address(number)).map { state.record($0).nonce } == number + 1)
      let slot = state.find(Word(number % 7), of: AccountReference(UInt32(number / 7)))
      #expect(slot.map { state.record($0).value } == Word(number + 1))
    }
    #expect(state.find(address(5_000)) == nil)
    #expect(state.find(7, of: AccountReference(0)) == nil)
  }

  @Test func accountRecordIsOneCacheLine() {
    #expect(MemoryLayout<AccountRecord>.stride == 64)
    let state = WorldState([address(1): AccountAllocation(nonce: 1)])
    #expect(Int(bitPattern: state.accountRecords) % 64 == 0)
  }
}
