import ArgumentParser
import Reporting
import Results

/// `gridlock check RESULTS --baseline FILE`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Fails where a session is slower than its baseline: a gate for continuous integration.",
    discussion: """
      A regression is claimed only where the whole 95% interval of an arm's time ratio lies beyond the \
      tolerance. On a stable machine unchanged code rarely fails; drift between the two sessions can still \
      cause a false alarm. Where an interval reaches over the tolerance the check is inconclusive: a regression \
      is neither shown nor excluded. That passes too, unless --require-power is given; then measure so many \
      pairs that the smallest detectable effect (MDE) is well below the tolerance.

      Examples:
        gridlock check Results/quick --baseline Results/baselines/quick.csv
        gridlock check Results/quick --baseline Results/baselines/quick.csv --allow-different-machine
        gridlock check Results/full --baseline Results/main --metric throughput --tolerance 3%
        gridlock check Results/full --baseline Results/main --require-power

      A baseline is a runs.csv, or a folder with one: copy that of a session you trust, for instance to \
      Results/baselines/, a folder that you make.

      Which metric: "speedup", the default, takes each time over that of the sequential runs of its own \
      session. A runner that is slower as a whole cancels out, so a baseline measured on another machine \
      of the same kind serves (with --allow-different-machine). It cannot see what slows sequential and \
      parallel execution alike, such as a slower interpreter: gate that with "throughput", on one \
      machine that both sides were measured on.

      Exit codes: 0 no regression, 2 regression, 3 unreadable or not comparable, 5 baseline not found, \
      7 inconclusive (only with --require-power), 64 wrong usage.
      """)

  @Argument(help: "The session to check: a folder of results or a runs.csv, with @SESSION.")
  var results: String

  @Option(help: "The session to check against: a runs.csv or a folder of results.")
  var baseline: String

  @Option(help: "How much slower an arm may be: 5% or 0.05.")
  var tolerance = "5%"

  @Option(help: "What to compare: speedup or throughput.")
  var metric: ComparisonMetric = .speedup

  @Flag(
    help: """
      Fail with exit code 7 unless a regression beyond the tolerance is excluded: where an interval \
      reaches over the tolerance, for more pairs to decide, or an arm of the baseline was not run.
      """)
  var requirePower = false

  @OptionGroup var selection: ComparisonSelection

  func validate() throws {
    guard RegressionCheck.tolerance(parsing: tolerance) != nil else {
      throw ValidationError("--tolerance \(tolerance): give a share below 1, such as 5% or 0.05")
    }
  }

  func run() throws {
    let before = try describingRefusals(missing: .baselineNotFound) {
      try StoredRuns.load(baseline)
    }
    let check = try describingRefusals {
      let after = try StoredRuns.load(results)
      return RegressionCheck(
        try StoredComparison(
          before, after, options: selection.options(metric: metric, for: [before, after])),
        tolerance: RegressionCheck.tolerance(parsing: tolerance) ?? 0)
    }
    print(try selection.reporter.render(check), terminator: "")
    switch check.verdict {
    case .regression: throw CommandFailure(.regression, "regression beyond \(tolerance)")
    case .inconclusive where requirePower:
      throw CommandFailure(.inconclusive, "inconclusive at \(tolerance): measure more pairs")
    case .inconclusive, .ok, .improvement: break
    }
  }
}
