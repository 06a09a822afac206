import Foundation
import Testing

@testable import GSL

/// A law with a name for failures.
struct LawSample: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var law: any Distribution

  static let all: [LawSample] =
    [("one key", 1), ("ten keys", 10), ("a thousand", 1000)].flatMap { label, count in
      [
        LawSample(testDescription: "uniform, \(label)", law: Uniform(count: count)),
        LawSample(
          testDescription: "hot set, \(label)", law: HotSet(count: count, keys: 0.1, accesses: 0.9)),
        LawSample(
          testDescription: "all hot, \(label)", law: HotSet(count: count, keys: 1, accesses: 0.2)),
        LawSample(
          testDescription: "hot set avoided, \(label)",
          law: HotSet(count: count, keys: 0.3, accesses: 0)),
        LawSample(
          testDescription: "zipf mixture, \(label)",
          law: ZipfMixture(count: count, head: 8, exponent: 1.2, share: 0.45)),
        LawSample(
          testDescription: "geometric, \(label)", law: Geometric(count: count, success: 0.07)),
        LawSample(testDescription: "poisson, \(label)", law: Poisson(count: count, mean: 6.5)),
        LawSample(
          testDescription: "poisson cut off, \(label)", law: Poisson(count: count, mean: 2000)),
        LawSample(
          testDescription: "empirical, \(label)",
          law: Empirical(count: count, weights: Array([46, 20.5, 3, 0, 1.5].prefix(count)))),
        LawSample(
          testDescription: "exponential, \(label)",
          law: Discretised(Exponential(mean: 40), count: count)),
        LawSample(
          testDescription: "lognormal, \(label)",
          law: Discretised(Lognormal(median: 7.6, sigma: 0.74), count: count)),
        LawSample(
          testDescription: "pareto, \(label)",
          law: Discretised(Pareto(scale: 1, shape: 1.16), from: 1, count: count)),
        LawSample(
          testDescription: "pareto amounts, \(label)",
          law: Discretised(Pareto(scale: 500, shape: 2), from: 500, count: count)),
        LawSample(
          testDescription: "weighted, \(label)",
          law: Weighted((0..<count).map { Double(1 + $0 % 3) })),
      ]
        + zipfExponents.flatMap { exponent in
          [
            LawSample(
              testDescription: "zipf \(exponent) by table, \(label)",
              law: Zipf(count: count, exponent: exponent, tableLimit: .max)),
            LawSample(
              testDescription: "zipf \(exponent) by rejection, \(label)",
              law: Zipf(count: count, exponent: exponent, tableLimit: 0)),
          ]
        }
    }
}

let zipfExponents = [0, 0.3, 0.99, 1, 1.01, 1.23, 2, 3]

@Suite struct DistributionTests {
  /// 200,000 draws of a fixed seed: the p-value is a constant, and one below 10⁻⁴ among all these laws
  /// would be a fault of the sampler.
  @Test(arguments: LawSample.all)
  func drawsFollowTheLaw(sample: LawSample) throws {
    var stream = RandomStream(seed: 2026, named: sample.testDescription)
    var counts = [Int](repeating: 0, count: sample.law.count)
    for index in 0..<200_000 { counts[sample.law.draw(index, from: &stream)] += 1 }
    #expect(counts.reduce(0, +) == 200_000)
    guard let fit = goodnessOfFit(counts, sample.law) else {
      // All the probability is on one pool: every draw must be there.
      #expect(counts.contains(200_000))
      return
    }
    #expect(fit.pValue > 1e-4, "chi-square \(fit.statistic) on \(fit.degreesOfFreedom) degrees")
    for (rank, count) in counts.enumerated() where sample.law.probability(of: rank) == 0 {
      #expect(count == 0)
    }
  }

  private func goodnessOfFit(_ counts: [Int], _ law: some Distribution) -> GoodnessOfFit? {
    GoodnessOfFit(counts, against: law)
  }

  @Test(arguments: LawSample.all)
  func probabilitiesSumToOne(sample: LawSample) {
    let law = sample.law
    let sum = (0..<law.count).reduce(0.0) { $0 + law.probability(of: $1) }
    #expect(abs(sum - 1) < 1e-9)
    let squares = (0..<law.count).reduce(0.0) { $0 + pow(law.probability(of: $1), 2) }
    #expect(abs(squares - law.collisionProbability) < 1e-9 * squares)
  }

  /// Many at a time are the same as one by one, wherever they begin.
  @Test(arguments: LawSample.all)
  func batchesAreTheSameDraws(sample: LawSample) {
    var stream = RandomStream(seed: 3, named: "batch")
    let single = (0..<200).map { sample.law.draw($0, from: &stream) }
    stream = RandomStream(seed: 3, named: "batch")
    var batches: [Int] = []
    for size in [1, 64, 7, 128] {
      var ranks = [Int](repeating: -1, count: size)
      ranks.withUnsafeMutableBufferPointer {
        sample.law.draw(batches.count, into: $0, from: &stream)
      }
      batches += ranks
    }
    #expect(batches == single)
  }

  /// Ten million keys take no memory to speak of, of which every stream would have its own.
  @Test func largeZipfHasNoTable() {
    #expect(!Zipf(count: 10_000_000, exponent: 1).withColumns { _ in })
    #expect(Zipf(count: Zipf.tableLimit, exponent: 1).withColumns { _ in })
  }

  /// The test must be able to fail: draws of one law against a slightly different one.
  @Test(arguments: [(1.0, 1.05), (0.0, 0.05), (2.0, 1.9)])
  func goodnessOfFitTellsLawsApart(drawn: Double, claimed: Double) throws {
    let law = Zipf(count: 1000, exponent: drawn)
    var stream = RandomStream(seed: 1, named: "apart")
    var counts = [Int](repeating: 0, count: law.count)
    for index in 0..<200_000 { counts[law.draw(index, from: &stream)] += 1 }
    let fit = try #require(
      GoodnessOfFit(counts, against: Zipf(count: 1000, exponent: claimed)))
    #expect(fit.pValue < 1e-6)
  }

  /// Ten million keys go by rejection: the head against the law, the tail in pools.
  @Test(arguments: zipfExponents)
  func largeZipfFollowsTheLaw(exponent: Double) throws {
    let law = Zipf(count: 10_000_000, exponent: exponent)
    var stream = RandomStream(seed: 7, named: "large")
    // Pool b holds ranks 2^b - 1 ..< 2^(b+1) - 1.
    var pools = [Int](repeating: 0, count: 24)
    for index in 0..<200_000 {
      let rank = law.draw(index, from: &stream)
      #expect(rank >= 0 && rank < 10_000_000)
      pools[Int(log2(Double(rank + 1)))] += 1
    }
    let weights = pools.indices.map { pool in
      let first = 1 << pool
      let last = min((1 << (pool + 1)) - 1, 10_000_000)
      return generalisedHarmonic(last, exponent: exponent)
        - (first == 1 ? 0 : generalisedHarmonic(first - 1, exponent: exponent))
    }
    let fit = try #require(GoodnessOfFit(pools, against: Weighted(weights)))
    #expect(fit.pValue > 1e-4, "chi-square \(fit.statistic) on \(fit.degreesOfFreedom) degrees")
  }

  @Test(arguments: [0, 0.5, 0.999_999_999, 1, 1.000_000_001, 1.5, 3])
  func harmonicSumIsExact(exponent: Double) {
    for count in [1, 2, 1999, 2000, 2001, 50_000] {
      let direct = stride(from: count, through: 1, by: -1)
        .reduce(0.0) { $0 + pow(Double($1), -exponent) }
      let difference = abs(generalisedHarmonic(count, exponent: exponent) - direct)
      #expect(difference < 1e-12 * direct, "\(count)")
    }
  }

  @Test func distinctDealsEveryKeyBeforeAnyAgain() {
    var stream = RandomStream(seed: 5, named: "distinct")
    let law = Distinct(count: 100, order: &stream)
    let dealt = (0..<250).map { law.draw($0, from: &stream) }
    for start in 0..<150 { #expect(Set(dealt[start..<(start + 100)]).count == 100) }
    #expect(Array(dealt[0..<100]) != Array(0..<100))
  }
}
