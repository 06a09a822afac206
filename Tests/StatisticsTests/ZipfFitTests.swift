import GSL
import Testing

@testable import Statistics

@Suite struct ZipfFitTests {
  /// With many draws a key, ranks are right and so is the fit.
  @Test(arguments: [0.0, 0.5, 1.0, 1.23, 2.0])
  func exponentOfExpectedCounts(exponent: Double) throws {
    let law = Zipf(count: 100, exponent: exponent)
    let counts = (0..<100).map { Int((law.probability(of: $0) * 1e9).rounded()) }
    let fit = try #require(ZipfFit(counts: counts.reversed()))
    #expect(abs(fit.exponent - exponent) < 1e-4)
  }

  /// The error is that of the estimate's scatter.
  @Test func errorIsTheScatterOfFits() throws {
    let law = Zipf(count: 50, exponent: 1.2)
    var (fits, errors): ([Double], [Double]) = ([], [])
    for seed in 1...60 {
      var stream = RandomStream(seed: UInt64(seed), named: "fit")
      var counts = [Int](repeating: 0, count: 50)
      for index in 0..<20_000 { counts[law.draw(index, from: &stream)] += 1 }
      let fit = try #require(ZipfFit(counts: counts))
      fits.append(fit.exponent)
      errors.append(fit.standardError)
    }
    let ratio = Moments.standardDeviation(fits) / Moments.mean(errors)
    #expect((0.7...1.4).contains(ratio), "\(ratio)")
  }

  @Test func fewerThanTwoKeysHaveNoExponent() {
    #expect(ZipfFit(counts: []) == nil && ZipfFit(counts: [7, 0]) == nil)
  }
}
