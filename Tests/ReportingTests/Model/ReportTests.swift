import Results
import Testing

@testable import Reporting

@Suite struct ReportTests {
  @Test func figuresFollowFromTheRuns() throws {
    let report = Report(
      runs: SyntheticSession(threads: [1, 2], noise: 0).runs, environment: syntheticEnvironment())
    let item = try #require(report.cases.first)
    #expect(item.arms.map(\.label) == ["sequential", "block-stm ×1", "block-stm ×2"])
    #expect(item.boundByGas == 4 && item.boundByTime == nil)
    let sequential = item.arms[0]
    #expect(abs(sequential.transactionsPerSecond.value - 40_000) < 1)
    #expect(abs(sequential.gasPerSecond.value - 2e9) < 1e4)
    #expect(sequential.speedup == nil)
    // 100 ms of one processor for 0.2 Ggas.
    #expect(abs(sequential.cpuSecondsPerGigagas - 0.5) < 1e-9)
    let parallel = item.arms[2]
    #expect(abs(try #require(parallel.speedup).ratio - 1.6) < 1e-6)
    #expect(abs(try #require(parallel.efficiency) - 0.8) < 1e-6)
    #expect(parallel.executionsPerTransaction == 1.1)
    #expect(parallel.validationsPerTransaction == 1.25)
    #expect(parallel.wastedGasShare == 0.1)
    #expect(parallel.aborts == 400)
  }

  @Test func theWorkloadsOwnBoundLimitsManyWorkers() throws {
    let report = Report(
      runs: SyntheticSession(threads: [2, 4], criticalPathGas: 100_000_000).runs, environment: nil)
    #expect(report.cases[0].arms.map(\.bound) == [nil, 2, 2])
  }

  /// Gas says four, time says one and a quarter: the second is what speedups are held to.
  @Test func theBoundByTimeIsTheOneThatCounts() throws {
    let report = Report(
      runs: SyntheticSession(threads: [1, 2, 4], noise: 0, nanoseconds: (80_000_000, 100_000_000))
        .runs, environment: nil)
    let item = report.cases[0]
    #expect(item.boundByGas == 4 && item.boundByTime == 1.25)
    #expect(item.arms.map(\.bound) == [nil, 1, 1.25, 1.25])
    #expect(abs(try #require(item.arms[2].efficiency) - 1.6 / 1.25) < 1e-6)
    #expect(
      report.verdicts[1].hasSuffix("of the 1.25× that the transactions' own dependencies allow."))
  }

  @Test func aBoundNeedsBothTimesOrGas() {
    func bounds(_ path: UInt64?, _ all: UInt64?, gas: UInt64? = nil) -> [Double?] {
      let item = CaseReport(
        workload: RunRecord.Workload(
          name: "a", profile: "a", streamHash: "a", seed: 1, nominalSkew: nil, blocks: 1,
          transactions: 2, gas: 30, criticalPathGas: gas, criticalPathNanoseconds: path,
          transactionsNanoseconds: all), arms: [])
      return [item.boundByGas, item.boundByTime, item.bound(threads: 8)]
    }
    #expect(bounds(nil, nil) == [nil, nil, nil])
    #expect(bounds(10, nil) == [nil, nil, nil])
    #expect(bounds(0, 40, gas: 10) == [3, nil, 3])
    #expect(bounds(10, 40) == [nil, 4, 4])
    #expect(bounds(4, 40, gas: 10) == [3, 10, 8])
  }

  /// Within a round the sequential run nearest in time is the partner, also where it ran twice.
  @Test func roundsPairWithTheirOwnSequentialRun() throws {
    var runs = SyntheticSession(pairs: 1, noise: 0).runs
    var far = runs[0]
    far.position.slot = 50
    far.cost.wallNanoseconds *= 3
    runs.append(far)
    let report = Report(runs: runs, environment: nil)
    #expect(abs(try #require(report.cases[0].arms[1].speedup).ratio - 1.6) < 1e-6)
  }

  @Test func runsThatFailedTheirCheckNeverEnterAFigure() {
    var runs = SyntheticSession(noise: 0).runs
    let clean = Report(runs: runs, environment: nil)
    var bad = runs[1]
    bad.isValid = false
    bad.cost.wallNanoseconds = 1
    runs.append(bad)
    let report = Report(runs: runs, environment: nil)
    #expect(report.cases == clean.cases)
    #expect(report.warnings.first?.description == "1 run failed the outcome check and is left out.")
  }

  @Test func conditionsThatSpoilFiguresAreWarnedOf() {
    var environment = syntheticEnvironment()
    environment.plan.isQuick = true
    environment.plan.isComplete = false
    environment.build.configuration = "debug"
    environment.machine.governor = "powersave"
    environment.machine.usableProcessors = 1
    environment.loadBefore?.oneMinute = 3
    environment.container.processorLimit = 0.5
    let report = Report(runs: SyntheticSession(pairs: 2).runs, environment: environment)
    let text = report.warnings.map(\.description).joined(separator: "\n")
    for words in [
      "not for decisions", "did not finish", "debug build", "powersave", "2 workers on 1 processor",
      "busy before", "container limit", "2 pairs are few",
    ] { #expect(text.contains(words), "\(words)") }
    #expect(
      Report(runs: SyntheticSession().runs, environment: syntheticEnvironment()).warnings == [])
  }

  @Test func nothingIsAReportToo() {
    let report = Report(runs: [], environment: nil)
    #expect(report.cases.isEmpty && report.verdicts.isEmpty)
    #expect(MarkdownReporter().render(report).contains("Nothing was measured"))
    #expect(!TerminalReporter().render(report).isEmpty)
  }
}
