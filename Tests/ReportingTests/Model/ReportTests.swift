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

  /// Of four processors two are there: a speedup of 1.6 is nine tenths of what they did with nothing to schedule.
  @Test func speedupsAreHeldToWhatTheMachineAllows() throws {
    let session = SyntheticSession(threads: [1, 2, 4], copies: [2: 1.75, 4: 2.5], noise: 0)
    let report = Report(runs: session.runs, environment: nil)
    let arms = report.cases[0].arms
    #expect(
      arms.map(\.label) == [
        "sequential", "block-stm ×1", "block-stm ×2", "block-stm ×4", "sequential-copies ×2",
        "sequential-copies ×4",
      ])
    let machine = arms.map { $0.machineSpeedup.map { ($0 * 100).rounded() / 100 } }
    #expect(machine == [nil, nil, 1.75, 2.5, 1.75, 2.5])
    let shares = arms.map { $0.shareOfMachine.map { ($0.value * 1000).rounded() / 1000 } }
    #expect(shares == [nil, nil, 0.914, 0.96, nil, nil])
    #expect(arms.map { $0.efficiency == nil } == [true, false, false, false, true, true])
    #expect(report.verdicts.count == 3)
    #expect(
      report.verdicts[1].hasSuffix(
        "80% of the 2.00× that its workers allow and 91% (95% interval 91% to 91%) of the 1.75× that "
          + "this machine does with nothing to schedule."))
    #expect(
      report.warnings.map(\.description).filter { $0.contains("at once") } == [
        "2 sequential executions at once did 1.75 times the work of one: what speedups lack of 2 is "
          + "partly the machine's (`of machine` is over that).",
        "4 sequential executions at once did 2.50 times the work of one: what speedups lack of 4 is "
          + "partly the machine's (`of machine` is over that).",
      ])
  }

  @Test func aBoundBelowTheMachinesIsTheOneThatCounts() throws {
    let session = SyntheticSession(
      threads: [2, 8], speedup: [2: 1.2, 8: 1.25], copies: [2: 1.95], noise: 0,
      nanoseconds: (80_000_000, 100_000_000))
    let report = Report(runs: session.runs, environment: nil)
    let arms = report.cases[0].arms
    // Eight workers have the processors of two.
    #expect(arms[2].threads == 8)
    #expect(abs(try #require(arms[2].machineSpeedup) - 1.95) < 1e-6)
    #expect(abs(try #require(arms[1].shareOfMachine).value - 1.2 / 1.25) < 1e-6)
    #expect(abs(try #require(arms[1].shareOfMachine?.interval).lower - 1.2 / 1.25) < 1e-6)
    #expect(
      report.verdicts[0].hasSuffix("of the 1.25× that the transactions' own dependencies allow."))
    #expect(!report.warnings.contains { $0.description.contains("at once") })
  }

  /// The machine gives half as much in every other round, to schedulers and copies alike: their speedups over
  /// sequential execution vary by that, and their share of what the machine allows does not.
  @Test func theShareOfTheMachineIsComparedRoundByRound() throws {
    var runs = SyntheticSession(pairs: 8, copies: [2: 1.8], noise: 0).runs
    for index in runs.indices where runs[index].arm.scheduler != "sequential" {
      if runs[index].position.pair.isMultiple(of: 2) { runs[index].cost.wallNanoseconds *= 2 }
    }
    let arm = Report(runs: runs, environment: nil).cases[0].arms[1]
    let speedup = try #require(arm.speedup?.interval)
    #expect(speedup.upper / speedup.lower > 1.5)
    let share = try #require(arm.shareOfMachine)
    #expect(abs(share.value - 1.6 / 1.8) < 1e-6)
    let interval = try #require(share.interval)
    #expect(interval.upper - interval.lower < 1e-6)
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

  @Test func anIntervalThatIncludesOneDistinguishesNothing() {
    let report = Report(
      runs: SyntheticSession(speedup: [2: 1.01], noise: 0.1).runs, environment: nil)
    #expect(report.verdicts.count == 1)
    #expect(
      report.verdicts[0].hasPrefix(
        "**erc20**, 2 workers: block-stm cannot be distinguished from sequential execution (95% interval 0."
      )
    )
    #expect(report.verdicts[0].contains("×), "))
    #expect(report.selectionNote == nil)
  }

  /// Whoever reads that one of several is the fastest has to know that it was looked for.
  @Test func theFastestOfSeveralIsSelectedAfterTheFact() {
    var runs = SyntheticSession(noise: 0).runs
    for var run in runs where run.arm.scheduler == "block-stm" {
      run.arm.scheduler = "occ-rounds"
      run.cost.wallNanoseconds *= 2
      runs.append(run)
    }
    let report = Report(runs: runs, environment: nil)
    #expect(
      report.verdicts == [
        "**erc20**, 2 workers: block-stm, the fastest of 2, is **1.600× as fast** as sequential (95% "
          + "interval 1.600× to 1.600×), 80% of the 2.00× that its workers allow."
      ])
    #expect(
      MarkdownReporter().render(report).contains(
        "allow.\n\nA scheduler that is called the fastest of several was selected after the fact: its interval "
          + "is not adjusted for that.\n\n"))
  }

  @Test func nothingIsAReportToo() {
    let report = Report(runs: [], environment: nil)
    #expect(report.cases.isEmpty && report.verdicts.isEmpty)
    #expect(MarkdownReporter().render(report).contains("Nothing was measured"))
    #expect(!TerminalReporter().render(report).isEmpty)
  }
}
