import Primitives
import State
import Testing

@testable import Contention

@Suite struct KeySkewTests {
  @Test func equalKeys() {
    let skew = KeySkew(counts: [5, 5, 0, 5, 5])
    #expect(skew.keys == 4 && skew.accesses == 20)
    #expect(skew.topShare == 0.25 && skew.effectiveKeys == 4 && skew.gini == 0)
    #expect((skew.zipf?.exponent ?? 1) < 1e-6)
  }

  @Test func oneKeyAmongMany() {
    let skew = KeySkew(counts: [97, 1, 1, 1])
    #expect(skew.topShare == 0.97)
    #expect(abs(skew.collisionProbability - (0.97 * 0.97 + 3 * 0.0001)) < 1e-12)
    // Mean difference over twice the mean: 3 pairs of 96 among 16 ordered ones, twice, over 2 · 25.
    #expect(abs(skew.gini - 2.0 * 3 * 96 / 16 / 50) < 1e-12)
  }

  @Test func nothing() {
    let skew = KeySkew(counts: [])
    #expect(skew.topShare == 0 && skew.effectiveKeys == 0 && skew.gini == 0 && skew.zipf == nil)
  }

  @Test func percentilesOfWidths() {
    let widths = AccessWidths([1, 1, 1, 1, 1, 2, 2, 2, 2, 9])
    #expect(widths.mean == 2.2 && widths.maximum == 9)
    #expect(widths.percentile(50) == 1 && widths.percentile(90) == 2 && widths.percentile(99) == 9)
    #expect(AccessWidths().mean == 0 && AccessWidths().percentile(50) == 0)
  }

  /// Against a look at each pair.
  @Test func conflictsAreCountedInPairs() {
    var generator = RepeatableGenerator(seed: 11)
    for _ in 0..<50 {
      let block = RandomBlocks.make(&generator, transactions: 70, erasures: false)
      var (both, one) = (0, 0)
      for (index, later) in block.transactions.enumerated() {
        for earlier in block.transactions[..<index] {
          let writes = (Set(earlier.writes), Set(later.writes))
          if !writes.0.isDisjoint(with: writes.1) {
            both += 1
          } else if !writes.0.isDisjoint(with: later.reads)
            || !writes.1.isDisjoint(with: earlier.reads)
          {
            one += 1
          }
        }
      }
      let pairs = ConflictPairs(block)
      #expect(pairs.writeWrite == both && pairs.readWrite == one && pairs.total == 35 * 69)
    }
  }

  @Test func theHottestComeFirstAndAlwaysInTheSameOrder() {
    let state = WorldState([
      account(1): AccountAllocation(nonce: 1), account(2): AccountAllocation(nonce: 1),
    ])
    let block = BlockAccesses.record(
      ToyExecutor(transactions: [
        ToyTransaction(steps: [.writeBalance(account(2), 7), .writeSlot(account(2), 5, 1)]),
        ToyTransaction(steps: [.readBalance(account(2)), .writeSlot(account(1), 5, 1)]),
        ToyTransaction(steps: [.readSlot(account(2), 6), .writeSlot(account(2), 5, 2)]),
      ]), on: state)
    let contention = BlockContention(block, on: state)
    #expect(
      contention.hottest(3).map(\.key) == [
        LocationKey(address: account(2), field: .slot(5)),
        LocationKey(address: account(2), field: .balance),
        LocationKey(address: account(1), field: .slot(5)),
      ])
    #expect(contention.hottest(1)[0].touches == .init(transactions: 2, changes: 2))
    // Slot 6 is changed by nobody.
    #expect(contention.contended.count == 3)
  }
}
