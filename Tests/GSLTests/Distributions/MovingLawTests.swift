import Testing

@testable import GSL

/// Laws whose popular keys change: held to their law of ranks at each draw.
@Suite struct MovingLawTests {
  private func counts(
    of law: some Distribution, rank: (_ key: Int, _ index: Int) -> Int
  ) -> [Int] {
    var stream = RandomStream(seed: 2026, named: "moving")
    var counts = [Int](repeating: 0, count: law.count)
    for index in 0..<200_000 { counts[rank(law.draw(index, from: &stream), index)] += 1 }
    return counts
  }

  @Test(arguments: [(10, 1), (1000, 7), (1, 99), (50, 0)])
  func driftingKeepsTheLawOfItsRanks(period: Int, step: Int) throws {
    let base = Zipf(count: 100, exponent: 1.1)
    let law = Drifting(base, period: period, step: step)
    let counts = counts(of: law) { key, index in
      let moved = (index / period) * step % 100
      return (key - moved + 100) % 100
    }
    let fit = try #require(GoodnessOfFit(counts, against: base))
    #expect(fit.pValue > 1e-4)
  }

  /// Over a whole cycle every key is equally popular.
  @Test func driftingVisitsAllKeys() throws {
    let law = Drifting(Zipf(count: 100, exponent: 2), period: 20, step: 1)
    let counts = counts(of: law) { key, _ in key }
    let fit = try #require(GoodnessOfFit(counts, against: Uniform(count: 100)))
    // Not independent draws of one law: only that none is far off.
    #expect(fit.statistic / Double(fit.degreesOfFreedom) < 10)
    #expect(counts.allSatisfy { $0 > 1500 && $0 < 2500 })
  }

  @Test func driftingOverHugeRangesDoesNotOverflow() {
    let law = Drifting(Uniform(count: .max), period: 1, step: .max - 1)
    #expect((0..<100).allSatisfy { (0..<Int.max).contains(law.key(of: .max - 1, at: $0 << 56)) })
  }

  @Test(arguments: [1, 13])
  func latestFollowsZipfByAge(period: Int) throws {
    let law = Latest(count: 100, exponent: 0.99, period: period)
    let counts = counts(of: law) { key, index in
      let age = (index / period - key) % 100
      return age < 0 ? age + 100 : age
    }
    let fit = try #require(GoodnessOfFit(counts, against: law.ages))
    #expect(fit.pValue > 1e-4)
    #expect(abs((0..<100).reduce(0.0) { $0 + law.probability(of: $1) } - 1) < 1e-9)
  }
}
