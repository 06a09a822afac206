import Primitives
import Schedulers
import Testing

@testable import Prediction

@Suite("Quality of predictions")
struct PredictionQualityTests {
  private func name(_ key: Int) -> AccessSets.Name {
    AccessSets.Name(Address(truncating: Word(1)), .slot, key: Word(UInt64(key)))
  }

  private func sets(_ transactions: [[(Int, Bool)]]) -> AccessSets {
    var sets = AccessSets()
    for accesses in transactions {
      sets.append(accesses.map { (name: name($0.0), isWrite: $0.1) }, gas: 1)
    }
    return sets
  }

  @Test("Locations, writes, conflicts and covered transactions are counted")
  func counts() {
    let actual = sets([[(1, true), (2, false)], [(1, true)], [(2, false), (1, false)]])
    let predicted = sets([[(1, true), (3, false)], [(1, false)], [(1, false), (2, false)]])
    let quality = PredictionQuality(of: predicted, against: actual)
    #expect(quality.locations == PredictionScore(predicted: 5, actual: 5, matched: 4))
    #expect(quality.writes == PredictionScore(predicted: 1, actual: 2, matched: 1))
    // Real: 0 → 1 → 2. Predicted: 0 → 1, 0 → 2.
    #expect(quality.edges == PredictionScore(predicted: 2, actual: 2, matched: 1))
    #expect(quality.covered == 1)
    #expect(quality.transactions == 3)
  }

  @Test("Nothing predicted is precise, and recalls nothing")
  func empty() {
    let quality = PredictionQuality(of: sets([[], []]), against: sets([[(1, true)], [(1, true)]]))
    #expect(quality.locations.precision == 1)
    #expect(quality.locations.recall == 0)
    #expect(quality.edges.recall == 0)
  }
}
