import Foundation
import Statistics
import Testing

@testable import Reporting

@Suite struct RegressionCheckTests {
  private func check(
    _ baseline: SyntheticSession, _ results: SyntheticSession,
    metric: ComparisonMetric = .throughput, tolerance: Double = 0.05, allowing: Bool = false
  ) throws -> RegressionCheck {
    RegressionCheck(
      try StoredComparison(
        baseline.stored, results.stored,
        options: ComparisonOptions(metric: metric, allowsDifferentMachines: allowing)),
      tolerance: tolerance)
  }

  @Test(arguments: ComparisonMetric.allCases)
  func aPlantedSlowdownIsARegression(metric: ComparisonMetric) throws {
    let slower = SyntheticSession(name: "B", slowdown: 1.10, seed: 2)
    let check = try check(SyntheticSession(), slower, metric: metric)
    #expect(check.verdict == .regression)
    let cell = try #require(check.comparison.cells.first { $0.scheduler == "block-stm" })
    #expect(abs(cell.timeRatio.ratio - 1.10) < 0.01)
    if metric == .throughput {
      // Only the arm that was slowed.
      let sequential = try #require(check.comparison.cells.first { $0.scheduler == "sequential" })
      #expect(check.verdict(on: sequential) == .ok)
    }
  }

  /// Two hundred comparisons of equal code: none is called a regression.
  @Test(arguments: ComparisonMetric.allCases)
  func equalCodePasses(metric: ComparisonMetric) throws {
    for seed in 1...100 as ClosedRange<UInt64> {
      let check = try check(
        SyntheticSession(noise: 0.03, seed: seed),
        SyntheticSession(name: "B", noise: 0.03, seed: seed + 1_000), metric: metric)
      #expect(check.verdict != .regression)
    }
  }

  @Test func aSlowdownWithinTheTolerancePasses() throws {
    let slower = SyntheticSession(name: "B", slowdown: 1.03, seed: 2)
    #expect(try check(SyntheticSession(), slower).verdict == .ok)
    #expect(try check(SyntheticSession(), slower, tolerance: 0.01).verdict == .regression)
  }

  @Test func aSpeedupIsNoRegression() throws {
    let faster = SyntheticSession(name: "B", sequential: 60e6, seed: 2)
    #expect(try check(SyntheticSession(), faster).verdict == .improvement)
  }

  /// What noise allows neither to show nor to exclude is neither ok nor a regression.
  @Test func noiseIsInconclusive() throws {
    let noisy = SyntheticSession(name: "B", noise: 0.2, seed: 4)
    #expect(try check(SyntheticSession(), noisy).verdict == .inconclusive)
    #expect(
      try check(SyntheticSession(pairs: 1), SyntheticSession(name: "B")).verdict == .inconclusive)
  }

  /// Six pairs that could have seen 3%, whose interval is 4% to 8%: not shown, and not excluded either.
  @Test func anIntervalOverTheToleranceIsInconclusiveWhateverThePower() throws {
    var check = try check(SyntheticSession(), SyntheticSession(name: "B", seed: 2))
    var cell = check.comparison.cells[0]
    let ratio = try PairedComparison(
      logRatios: [-0.02, 0.02, -0.02, 0.02, -0.01, 0.01].map { log(1.06) + $0 })
    cell.timeRatio = ratio
    cell.minimumDetectableEffect = ratio.minimumDetectableEffect()
    check.comparison.cells = [cell]
    let interval = try #require(ratio.interval)
    #expect(interval.lower > 1.035 && interval.lower < 1.05 && interval.upper > 1.05)
    #expect(try #require(cell.minimumDetectableEffect) < 0.05)
    #expect(check.verdict == .inconclusive)
    check.tolerance = 0.1
    #expect(check.verdict == .ok)
    check.tolerance = 0.03
    #expect(check.verdict == .regression)
  }

  @Test func aVanishedArmIsInconclusive() throws {
    let check = try check(SyntheticSession(threads: [2, 4]), SyntheticSession(name: "B", seed: 2))
    #expect(check.comparison.missing == ["erc20 block-stm ×4"])
    #expect(check.verdict == .inconclusive)
  }

  /// A slower runner slows both arms: speedup does not see it, throughput does.
  @Test func speedupIsRobustToTheMachine() throws {
    let runner = SyntheticSession(name: "B", machine: "other", machineFactor: 1.4, seed: 2)
    let bySpeedup = try check(SyntheticSession(), runner, metric: .speedup, allowing: true)
    #expect(bySpeedup.verdict == .ok)
    #expect(bySpeedup.comparison.warnings.contains { $0.hasPrefix("different machines") })
    let byThroughput = try check(SyntheticSession(), runner, allowing: true)
    #expect(byThroughput.verdict == .regression)
  }

  @Test(
    arguments: [
      ("5%", 0.05), ("0.05", 0.05), ("0", 0.0), ("2.5%", 0.025), ("5", nil), ("-5%", nil),
      ("", nil),
      ("%", nil), ("100%", nil), ("nan", nil), ("0x1p-4", nil), ("1.2.3%", nil),
    ] as [(String, Double?)])
  func tolerancesAreReadStrictly(text: String, expected: Double?) {
    let tolerance = RegressionCheck.tolerance(parsing: text)
    #expect(tolerance.map { ($0 * 1e6).rounded() } == expected.map { ($0 * 1e6).rounded() })
  }
}
