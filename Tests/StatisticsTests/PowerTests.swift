import Testing

@testable import Statistics

@Suite struct PowerTests {
  /// Sample sizes of the paired t test as printed (Cohen's d = 0.5, α 5%, power 80%: 34 pairs; d = 0.8:
  /// 15; d = 0.2: 199): the effect that a printed size finds is that effect or just less.
  @Test(arguments: [(34, 0.5), (15, 0.8), (199, 0.2)])
  func agreesWithCohensTables(pairs: Int, effect: Double) throws {
    let enough = try #require(PairedComparison.detectableDeviations(pairs: pairs))
    let tooFew = try #require(PairedComparison.detectableDeviations(pairs: pairs - 1))
    #expect(enough <= effect)
    #expect(tooFew > effect)
  }

  @Test(arguments: [(3, 3.26), (4, 2.13), (5, 1.68), (6, 1.43), (10, 1.00), (20, 0.66), (40, 0.45)])
  func matchesSimulatedPower(pairs: Int, deviations: Double) throws {
    let found = try #require(PairedComparison.detectableDeviations(pairs: pairs))
    #expect(abs(found - deviations) < 0.012)
  }

  @Test func scalesWithTheSpread() throws {
    let comparison = try PairedComparison(logRatios: [0.01, -0.01, 0.01, -0.01, 0.01, -0.01])
    let deviation = try #require(comparison.standardDeviation)
    let effect = try #require(comparison.minimumDetectableEffect())
    #expect(abs(effect - (exponential(1.4349 * deviation) - 1)) < 1e-4)
  }

  @Test func impossiblePowerIsRefused() {
    #expect(PairedComparison.detectableDeviations(pairs: 1) == nil)
    #expect(PairedComparison.detectableDeviations(pairs: 6, power: 1) == nil)
    #expect(PairedComparison.detectableDeviations(pairs: 6, power: 0.01) == nil)
  }
}
