import Primitives
import State
import Testing

@testable import Schedulers

/// Block-STM through thousands of interleavings that a seed chooses, down to single reads.
@Suite struct VirtualWorkersTests {
  @Test(arguments: HostileBlocks.all.filter { $0.transactions.count <= 60 })
  func equalsSequentialInAnyInterleaving(block: ToyBlock) throws {
    for seed in 0..<50 as Range<UInt64> { try expectEqual(block, seed: seed) }
  }

  @Test func equalsSequentialOnRandomBlocks() throws {
    for seed in 0..<2000 as Range<UInt64> {
      try expectEqual(HostileBlocks.random(seed: seed), seed: seed)
    }
  }

  private func expectEqual(_ block: ToyBlock, seed: UInt64) throws {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    let workers = VirtualWorkers(block, on: state, workers: 1 + Int(seed % 5), seed: seed)
    let context: Comment = "\(block.name), seed \(seed)"
    try #require(workers.run(), context)
    try #require(workers.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
  }
}
