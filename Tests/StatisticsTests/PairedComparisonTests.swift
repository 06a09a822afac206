import Testing

@testable import Statistics

@Suite struct PairedComparisonTests {
  /// Student's own sleep data (Biometrika 1908; `sleep` in R): mean difference 1.58, t = 4.0621 on 9
  /// degrees of freedom, p = 0.002833, 95% interval 0.7001 to 2.4599.
  static let sleep = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]

  @Test func reproducesStudentsSleepData() throws {
    let comparison = try PairedComparison(logRatios: Self.sleep)
    let interval = try #require(comparison.interval)
    #expect(abs(logarithm(comparison.ratio) - 1.58) < 1e-12)
    #expect(abs(logarithm(interval.lower) - 0.7001142) < 1e-6)
    #expect(abs(logarithm(interval.upper) - 2.4598858) < 1e-6)
    #expect(abs(try #require(comparison.pValue) - 0.00283289) < 1e-7)
    #expect(comparison.isSignificant)
  }

  /// By hand: d = ln 1.1, ln 1.2, ln 1.3.
  @Test func ratioIsTheGeometricMeanOfTheRatios() throws {
    let comparison = try PairedComparison(first: [10, 20, 30], second: [11, 24, 39])
    #expect(abs(comparison.ratio - 1.197216) < 1e-6)
    #expect(comparison.pairs == 3)
    // sd of d = 0.083551, t(0.975, 2) = 4.302653: ± 0.207554.
    let interval = try #require(comparison.interval)
    #expect(abs(interval.lower - 0.97282) < 1e-4)
    #expect(abs(interval.upper - 1.47337) < 1e-4)
    #expect(!comparison.isSignificant)
    #expect(comparison.warnings.first == .fewPairs(count: 3, needed: 6))
  }

  @Test func exchangingTheArmsInvertsTheRatio() throws {
    let (a, b) = ([1.0, 2, 4, 3, 5, 6], [1.5, 2.2, 4.1, 3.3, 5, 6.5])
    let forward = try PairedComparison(first: a, second: b)
    let backward = try PairedComparison(first: b, second: a)
    #expect(abs(forward.ratio * backward.ratio - 1) < 1e-12)
    let (up, down) = (try #require(forward.interval), try #require(backward.interval))
    #expect(abs(up.lower * down.upper - 1) < 1e-12)
  }

  /// By hand: differences 0.1, 0.3, 0.2 of logarithms that vary by much more.
  @Test func aQuotientIsOfTheDifferencesRoundByRound() throws {
    let first = try PairedComparison(logRatios: [1.1, 0.5, 2.0])
    let second = try PairedComparison(logRatios: [1.0, 0.2, 1.8, 77])
    let quotient = first.over(second)
    #expect(quotient.pairs == 3)
    #expect(abs(logarithm(quotient.ratio) - 0.2) < 1e-12)
    #expect(abs(try #require(quotient.standardDeviation) - 0.1) < 1e-12)
    // t(0.975, 2) = 4.302653, over the root of 3: ± 0.248414.
    let interval = try #require(quotient.interval)
    #expect(abs(logarithm(interval.lower) + 0.048414) < 1e-5)
    #expect(abs(logarithm(interval.upper) - 0.448414) < 1e-5)
  }

  @Test func onePairHasNoInterval() throws {
    let comparison = try PairedComparison(first: [1], second: [2])
    #expect(comparison.interval == nil)
    #expect(comparison.minimumDetectableEffect() == nil)
    #expect(!comparison.isSignificant)
    #expect(comparison.warnings == [.singlePair])
  }

  @Test func equalPairsAreSuspicious() throws {
    let comparison = try PairedComparison(logRatios: Array(repeating: 0, count: 8))
    #expect(comparison.warnings == [.zeroVariance])
    #expect(comparison.pValue == nil)
    #expect(!comparison.isSignificant)
  }

  @Test func refusesWhatHasNoLogarithm() {
    #expect(throws: PairingError.notPositive(pair: 2, value: 0)) {
      try PairedComparison(first: [1, 0], second: [1, 1])
    }
    #expect(throws: PairingError.unequalCounts(first: 1, second: 2)) {
      try PairedComparison(first: [1], second: [1, 1])
    }
    #expect(throws: PairingError.noPairs) { try PairedComparison(first: [], second: []) }
    #expect(throws: PairingError.impossibleConfidence(1)) {
      try PairedComparison(first: [1], second: [1], confidence: 1)
    }
  }

  @Test func extremeValuesDoNotOverflow() throws {
    let comparison = try PairedComparison(
      first: [.leastNonzeroMagnitude, 1e-300], second: [1e300, 1e300])
    #expect(comparison.logRatios.allSatisfy { $0.isFinite })
  }

  @Test func noiseAndDriftAreNamed() throws {
    let drifting = (0..<20).map { Double($0) * 0.01 }
    let warnings = try PairedComparison(logRatios: drifting).warnings
    #expect(warnings.contains { if case .noisyPairs = $0 { true } else { false } })
    #expect(warnings.contains { if case .drift = $0 { true } else { false } })
  }
}
