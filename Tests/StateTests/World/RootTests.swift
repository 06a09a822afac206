import Primitives
import Testing

@testable import State

@Suite struct RootTests {
  @Test func emptyStateHasTheEmptyRoot() {
    let known = Hash(hex: "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
    #expect(WorldState().stateRoot() == known)
    let state = WorldState()
    _ = state.reference(1, of: state.reference(address(1)))
    #expect(state.stateRoot() == known)
  }

  @Test(arguments: [1, 2, 3, 17, 200, 1_000])
  func equalsTheDefinition(count: Int) {
    for seed: UInt64 in 0..<3 {
      let allocation = sampleAllocation(count, seed: seed * 100 + UInt64(count))
      #expect(WorldState(allocation).stateRoot() == NaiveTrie.stateRoot(allocation))
    }
  }

  @Test func doesNotDependOnWhatWasReadOrOnTheOrderOfRecords() {
    let allocation = sampleAllocation(50, seed: 5)
    let state = WorldState()
    for number: UInt64 in 0..<20 {
      _ = state.reference(Word(number), of: state.reference(address(number)))
    }
    for (address, account) in allocation {
      state.load(account, at: state.reference(address))
    }
    #expect(state.stateRoot() == NaiveTrie.stateRoot(allocation))
  }

  /// Roots after changes of every kind, where the keys' order was kept from the root before and came
  /// from another state.
  @Test func followsChangesAcrossCopies() {
    var allocation = sampleAllocation(60, seed: 8)
    let original = WorldState(allocation)
    let root = original.stateRoot()
    let state = original.copy()
    var stream = SampleStream(state: 12)
    for _ in 0..<5 {
      for _ in 0..<20 { change(&allocation, state, &stream) }
      #expect(state.stateRoot() == NaiveTrie.stateRoot(allocation))
    }
    _ = original.reference(address(77))
    #expect(original.stateRoot() == root)
    #expect(state.copy().stateRoot() == state.stateRoot())
  }

  private func change(
    _ allocation: inout Allocation, _ state: WorldState, _ stream: inout SampleStream
  ) {
    let known = allocation.keys.sorted { $0 < $1 }
    let address =
      stream.below(2) == 0
      ? known[Int(stream.below(UInt64(known.count)))] : Address(truncating: stream.word())
    let account = state.reference(address)
    switch stream.below(3) {
    case 0:
      state.apply(StateWrite(.erasure, account))
      allocation[address] = nil
    case 1:
      let key = stream.word()
      let value = Word(stream.below(3))
      state.apply(
        StateWrite(.storage, account, slot: state.reference(key, of: account), value: value))
      allocation[address, default: AccountAllocation()].storage[key] = value
      fallthrough
    default:
      state.apply(StateWrite(.nonce, account, value: 9))
      allocation[address, default: AccountAllocation()].nonce = 9
    }
  }
}
