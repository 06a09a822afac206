import GSL
import Testing

@testable import Statistics

/// Fits of samples whose law is known.
@Suite struct PopularityFitTests {
  private func counts(_ law: some Distribution, draws: Int, seed: UInt64) -> [Int] {
    var stream = RandomStream(seed: seed, named: "fit")
    var counts: [Int: Int] = [:]
    for index in 0..<draws { counts[law.draw(index, from: &stream), default: 0] += 1 }
    return counts.sorted { $0.key < $1.key }.map(\.value)
  }

  /// Standard errors that hold what they promise: the distance to the truth, in errors, has a mean square
  /// of one. Of 12 fits it lies below 2 with a probability of 98%.
  @Test(arguments: [0.6, 1.0, 1.4])
  func exponentIsRecoveredWithinItsError(exponent: Double) throws {
    var squares = 0.0
    for seed in 1...12 {
      let counts = counts(Zipf(count: 400, exponent: exponent), draws: 1000, seed: UInt64(seed))
      let fit = try #require(PopularityFit(samples: [counts], head: 400))
      let distance = (fit.exponent - exponent) / fit.standardError
      squares += distance * distance
    }
    #expect(squares / 12 < 2, "mean square \(squares / 12)")
  }

  /// Ranking by luck overstates the skew; not ranking does not.
  @Test func whereDrawsAreFewRanksAreNotTakenFromThem() throws {
    let counts = counts(Zipf(count: 5000, exponent: 0.6), draws: 1500, seed: 3)
    let byRank = try #require(ZipfFit(counts: counts))
    let fit = try #require(PopularityFit(samples: [counts], head: 5000))
    #expect(abs(fit.exponent - 0.6) < 3 * fit.standardError)
    #expect(abs(byRank.exponent - 0.6) > 3 * byRank.standardError)
  }

  @Test func aHeadAndATailAreToldApart() throws {
    let law = ZipfMixture(count: 10_000_000, head: 20, exponent: 1.1, share: 0.4)
    let samples = (1...4).map { counts(law, draws: 1500, seed: $0) }
    let fit = try #require(PopularityFit(samples: samples))
    #expect(abs(fit.share - 0.4) < 0.04)
    #expect((10...40).contains(fit.head))
    #expect(abs(fit.exponent - 1.1) < 4 * fit.standardError && fit.standardError < 0.2)
  }

  @Test func nothingAndAllAlike() throws {
    #expect(PopularityFit(samples: []) == nil && PopularityFit(samples: [[0]]) == nil)
    let once = try #require(PopularityFit(samples: [[Int](repeating: 1, count: 200)]))
    #expect(once.share < 0.02 || once.head > 400)
    let one = try #require(PopularityFit(samples: [[300]]))
    #expect(one.head == 1 && one.share > 0.98)
  }
}
