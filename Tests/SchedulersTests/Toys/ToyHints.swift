import Primitives
import State
import Testing

@testable import Schedulers

/// What a scheduler may be told of the accesses of a toy block.
enum ToyHints: CaseIterable, Sendable {
  case perfect, none, empty, tooNarrow, tooWide, random, everything, otherBlock, unknownPlaces

  /// The hints of this kind where `right` are perfect; nil for none.
  func sets(from right: AccessSets, seed: UInt64) throws -> AccessSets? {
    var random = SplitMix(seed: seed)
    let count = right.locations.count
    func anyAccess() -> AccessSets.Access {
      .init(location: Int(random.next() % UInt64(count)), isWrite: random.next() % 2 == 0)
    }
    switch self {
    case .perfect: return right
    case .none: return nil
    case .empty: return AccessSets().appending(right.transactionCount)
    case .tooNarrow:
      return right.changed { _, accesses in accesses.filter { _ in random.next() % 2 == 0 } }
    case .tooWide:
      return right.changed { _, accesses in
        count == 0 ? accesses : accesses + [anyAccess(), anyAccess(), anyAccess()]
      }
    case .random:
      return right.changed { _, accesses in
        count == 0 ? [] : (0..<random.next() % 6).map { _ in anyAccess() }
      }
    case .everything:
      return right.changed { _, _ in
        right.locations.indices.map { .init(location: $0, isWrite: true) }
      }
    case .otherBlock:
      let other = HostileBlocks.random(seed: seed &+ 1000)
      let executor = ToyExecutor(block: other, seed: seed)
      let sets = BlockKnowledge.recorded(executor, on: WorldState(naive: other.genesis)).accessSets
      return try #require(sets).resized(to: right.transactionCount)
    case .unknownPlaces:
      var sets = AccessSets()
      for transaction in 0..<right.transactionCount {
        let stranger = toyAddress(5000 + transaction % 3)
        let key = Word(UInt64(transaction % 2), 9, 9, 9)
        sets.append(
          reads: [(stranger, .nonce, .zero)],
          writes: [
            (stranger, .slot, key), (stranger, .everything, .zero), (stranger, .balance, .zero),
            (toyAddress(1), .slot, key), (toyAddress(1), .everything, .zero),
          ], gas: 1)
      }
      return sets
    }
  }
}
