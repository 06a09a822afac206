import Primitives
import Testing

@testable import State

/// State roots over the accounts that real blocks touch, as the executable specification computed them
/// (`mainnet/expected`).
@Suite(.enabled(if: MainnetFixtures.isPresent, "no fixtures; set GRIDLOCK_FIXTURES"))
struct MainnetRootTests {
  /// From EIP-158 on the expected roots leave out listed accounts that are empty.
  private static let firstBlock = 2_675_000

  @Test func preStateRootsOfAllBlocks() throws {
    let codes = try MainnetFixtures.codes()
    let store = CodeStore()
    var checked = 0
    for block in try MainnetFixtures.blocks() where block >= Self.firstBlock {
      let state = WorldState(
        try MainnetFixtures.preState(of: block, codes: codes), codeStore: store)
      #expect(
        state.stateRoot() == (try MainnetFixtures.expectedRoot(of: block)), "block \(block)")
      checked += 1
    }
    #expect(checked > 30)
  }

  /// The block's changes, made write by write on a copy that inherited the key order of the state
  /// before, as after a benchmark run.
  @Test func postStateRootsOfAllBlocks() throws {
    let codes = try MainnetFixtures.codes()
    let store = CodeStore()
    for block in try MainnetFixtures.blocks() where block >= Self.firstBlock {
      let before = WorldState(
        try MainnetFixtures.preState(of: block, codes: codes), codeStore: store)
      let root = before.stateRoot()
      let state = before.copy()
      try MainnetFixtures.changes(of: block).apply(to: state)
      #expect(
        state.stateRoot() == (try MainnetFixtures.expectedRoot(of: block, after: true)),
        "block \(block)")
      #expect(before.stateRoot() == root)
      #expect(state.firstDifference(from: before) != nil)
    }
  }
}
