import Results
import Testing

@testable import Reporting

/// Columns that not every report has: of hints, of preparation, of traced executions.
@Suite struct OptionalColumnTests {
  /// Hints that lack one location in a thousand, and a scheduler that takes an eighth of its time to get ready.
  private var report: Report {
    Report(
      runs: SyntheticSession(
        noise: 0,
        hints: .init(
          precision: 1, recall: 0.9990, edgePrecision: 0.5, edgeRecall: 0.99996, nanoseconds: 7),
        preparationShare: 0.125
      ).runs, environment: nil)
  }

  private func rows(of text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func terminal() {
    #expect(
      TerminalReporter(width: 116).render(report) == """
        erc20  skew 0.9  2 blocks, 4,000 txs  bound 4.00x by gas  stream 9f2c4e5d
        scheduler   workers                speedup  precision  recall       txs/s  gas/s  of bound  exec/tx  wasted  prepare
        sequential        1                     1x          -       -  40.0k +-0%  2.00G         -     1.00      0%        -
        block-stm         2  1.600x [1.600, 1.600]       100%   99.9%  64.0k +-0%  3.20G       80%     1.10     10%      13%

        too narrow to show: CPU s/Ggas, valid/tx, aborts, runs
        speedup: over sequential, 95% interval of paired runs; ~ = no evidence of a difference
        precision, recall: of hinted locations, share accessed; of accessed ones, share hinted
        prepare: share of the time that passed before a first transaction could run
        warning: erc20 block-stm x2: every pair gave exactly the same ratio: real measurements differ, so look at \
        the data.

        """)
    let narrow = TerminalReporter(width: 80).render(report)
    #expect(narrow.contains("too narrow to show: of bound, exec/tx, wasted, prepare,"))
    #expect(narrow.contains("\nprecision, recall: ") && !narrow.contains("\nprepare: "))
  }

  @Test func markdown() {
    let text = MarkdownReporter().render(report)
    #expect(
      text.contains(
        "| hint precision | hint recall | edge precision | edge recall | of bound | executions/tx |"
      ))
    #expect(
      text.contains(
        "|           100% |       99.9% |            50% |      >99.9% |      80% |          1.10 |"
      ))
    #expect(text.contains("| wasted gas | preparation | CPU s/Ggas |"))
    #expect(text.contains("|        10% |         13% |"))
    #expect(text.contains("\n- **hint precision**: ") && text.contains("\n- **preparation**: "))
    let plain = MarkdownReporter().render(
      Report(runs: SyntheticSession(noise: 0).runs, environment: nil))
    #expect(!plain.contains("hint precision") && !plain.contains("preparation"))
    #expect(plain.contains("speedups do so roughly.\n\n\n## Conditions"))
  }

  @Test func summary() {
    let rows = rows(of: CSVReporter().render(report))
    #expect(rows[0]["hint_recall"] == "" && rows[0]["preparation_share"] == "0.0")
    #expect(rows[1]["hint_precision"] == "1.0" && rows[1]["hint_recall"] == "0.999")
    #expect(rows[1]["hint_edge_precision"] == "0.5" && rows[1]["hint_edge_recall"] == "0.99996")
    #expect(rows[1]["preparation_share"] == "0.125" && rows[1]["fallback_share"] == "0.0")
    // An eighth of 62.5 ms over 4,000 transactions.
    #expect(rows[1]["preparation_ns_per_tx"] == "1953.125")
  }

  @Test func tracedExecutions() {
    var report = report
    #expect(rows(of: ScheduleCSVReporter().render(report)).isEmpty)
    let split = [("execute", 700), ("wait", 300)].map {
      ScheduleFigures.Share(activity: $0.0, nanoseconds: $0.1)
    }
    report.schedules = [nil, 90].map { latency in
      ScheduleFigures(
        workload: "erc20", scheduler: "block-stm", threads: 2, transactions: 10,
        wallNanoseconds: 500, processorNanoseconds: 800, split: split,
        medianCommitLatency: latency, lateCommitLatency: latency.map { $0 * 2 })
    }
    #expect(
      ScheduleCSVReporter().render(report) == """
        schema_version,session,suite,case,scheduler,threads,txs,wall_ns,cpu_ns,execute_ns,wait_ns,\
        commit_p50_ns,commit_p99_ns
        1,session-A,quick,erc20,block-stm,2,10,500,800,700,300,,
        1,session-A,quick,erc20,block-stm,2,10,500,800,700,300,90,180

        """)
  }

  @Test func whatTracedExecutionsPreparedIsNoColumnOfArms() {
    var report = Report(runs: SyntheticSession(noise: 0).runs, environment: nil)
    report.schedules = [
      ScheduleFigures(
        workload: "erc20", scheduler: "block-stm", threads: 2, transactions: 10,
        wallNanoseconds: 500, processorNanoseconds: 800,
        split: [.init(activity: "prepare", nanoseconds: 9)], medianCommitLatency: nil,
        lateCommitLatency: nil)
    ]
    let text = TerminalReporter().render(report)
    #expect(text.contains("  prepare  CPU us/tx") && !text.contains("\nprepare: "))
  }

  @Test func repetitionsAreSaidPerTransactionAndPerRun() {
    var runs = SyntheticSession(pairs: 2, noise: 0).runs
    for index in runs.indices where runs[index].arm.scheduler == "block-stm" {
      runs[index].cost.attempts.one = 3_990
      runs[index].cost.attempts.two = 10
      runs[index].cost.attempts.maximum = 2
      runs[index].cost.abortCauses = ["stale-read": 9, "estimate": 1]
      runs[index].cost.schedulerCounts = ["rounds": 3]
    }
    let text = MarkdownReporter().render(Report(runs: runs, environment: nil))
    #expect(
      text.contains(
        """
        - block-stm ×2: attempts per transaction: 1 in 99.8%, 2 in 0.3%, at most 2; aborts and suspensions \
        per run: stale-read 9.00, estimate 1.00
        - block-stm ×2: per run: rounds 3.00

        """))
  }
}
