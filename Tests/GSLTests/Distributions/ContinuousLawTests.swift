import Foundation
import Testing

@testable import GSL

/// A continuous law with a name for failures.
struct ContinuousSample: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var law: any ContinuousLaw

  static let all = [
    ContinuousSample(testDescription: "exponential", law: Exponential(mean: 250)),
    ContinuousSample(testDescription: "exponential, tiny", law: Exponential(mean: 1e-9)),
    ContinuousSample(testDescription: "lognormal", law: Lognormal(median: 7.6, sigma: 0.74)),
    ContinuousSample(testDescription: "lognormal, wide", law: Lognormal(median: 31, sigma: 1.61)),
    ContinuousSample(testDescription: "pareto", law: Pareto(scale: 21_000, shape: 1.16)),
    ContinuousSample(testDescription: "pareto without mean", law: Pareto(scale: 1, shape: 0.7)),
  ]
}

@Suite struct ContinuousLawTests {
  private func sample(_ law: some ContinuousLaw, _ name: String) -> [Double] {
    var stream = RandomStream(seed: 2026, named: name)
    return (0..<20_000).map { _ in law.draw(from: &stream) }
  }

  /// Fixed seeds: the p-value is a constant, and one below 10⁻³ among six laws would be a fault.
  @Test(arguments: ContinuousSample.all)
  func drawsFollowTheLaw(sample: ContinuousSample) throws {
    let draws = self.sample(sample.law, sample.testDescription)
    #expect(draws.allSatisfy { $0 >= sample.law.lowest && $0.isFinite })
    // Outside the macro, which cannot open the existential.
    let result = test(draws, sample.law)
    let fit = try #require(result)
    #expect(fit.pValue > 1e-3, "distance \(fit.distance)")
  }

  private func test(_ draws: [Double], _ law: some ContinuousLaw) -> KolmogorovSmirnov? {
    KolmogorovSmirnov(draws, against: law)
  }

  @Test(arguments: ContinuousSample.all)
  func quantileUndoesCumulative(sample: ContinuousSample) {
    for share in [0.001, 0.25, 0.5, 0.9, 0.9999] {
      #expect(abs(sample.law.cumulative(sample.law.quantile(share)) - share) < 1e-9)
    }
    #expect(sample.law.cumulative(sample.law.lowest - 1) == 0)
  }

  /// The formulas, not the library's.
  @Test func knownValues() {
    #expect(abs(Exponential(mean: 2).cumulative(2) - (1 - exp(-1))) < 1e-12)
    #expect(abs(Lognormal(median: 3, sigma: 1).cumulative(3) - 0.5) < 1e-12)
    #expect(abs(Lognormal(median: 3, sigma: 0.5).cumulative(3 * exp(0.5)) - 0.841_344_746) < 1e-8)
    #expect(abs(Pareto(scale: 2, shape: 3).cumulative(4) - 0.875) < 1e-12)
  }

  /// The test must be able to fail: draws of one law against a slightly different one.
  @Test func kolmogorovSmirnovTellsLawsApart() throws {
    let draws = sample(Exponential(mean: 1), "apart")
    let wrongMean = try #require(KolmogorovSmirnov(draws, against: Exponential(mean: 1.05)))
    #expect(wrongMean.pValue < 1e-4)
    let wrongLaw = try #require(
      KolmogorovSmirnov(draws, against: Lognormal(median: 0.693, sigma: 1)))
    #expect(wrongLaw.pValue < 1e-9)
    #expect(KolmogorovSmirnov([1, 2, 3], against: Exponential(mean: 1)) == nil)
  }

  /// Critical values of Kolmogorov's limit as printed tables have them: 1.36 at 5%, 1.63 at 1%.
  @Test(arguments: [(1.36, 0.05), (1.63, 0.01)])
  func limitMatchesTables(distance: Double, probability: Double) throws {
    // A sample whose greatest distance is known: evenly spaced, then pushed up.
    let count = 1_000_000.0
    let shift = distance / count.squareRoot()
    let law = UnitLaw()
    let sample = (0..<Int(count)).map { min((Double($0) + 0.5) / count + shift, 1) }
    let fit = try #require(KolmogorovSmirnov(sample, against: law))
    #expect(abs(fit.pValue / probability - 1) < 0.05)
  }
}

/// Uniform on [0, 1].
private struct UnitLaw: ContinuousLaw {
  var lowest: Double { 0 }
  func cumulative(_ x: Double) -> Double { min(max(x, 0), 1) }
  func quantile(_ probability: Double) -> Double { probability }
}
