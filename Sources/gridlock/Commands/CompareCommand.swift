import ArgumentParser
import Foundation
import Reporting
import Results

/// `gridlock compare A B`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares two stored sessions, arm by arm.",
    discussion: """
      For every arm that both sessions have (workload, scheduler, workers), prints the time of B over \
      that of A, its 95% interval (paired t on log ratios), the smallest effect these runs could have \
      found (MDE), and the number of pairs. "~" marks an interval that includes 1: no evidence of a \
      difference.

      A and B are folders of results or runs.csv files. A file's last session is taken, or the one \
      named after an "@".

      Examples:
        gridlock compare Results/before Results/after
        gridlock compare Results/quick@20261120 Results/quick
        gridlock compare old/runs.csv new/runs.csv --scheduler block-stm --format markdown
        gridlock compare laptop/runs.csv server/runs.csv --metric speedup --allow-different-machine

      Runs of two sessions are paired by order, the first with the first. That is weaker than pairs \
      measured in alternation: what changed on the machine between the sessions looks like a change of \
      the code.

      Refuses (exit 3) to compare different transaction streams, outcomes, worker counts or machines. \
      Exit codes: 0 compared, 3 refused or unreadable, 64 wrong usage or no such file.
      """)

  @Argument(help: "The session to compare with: a folder of results or a runs.csv, with @SESSION.")
  var a: String

  @Argument(help: "The session to compare.")
  var b: String

  @OptionGroup var selection: ComparisonSelection

  @Option(
    help: """
      What to compare: throughput (time by gas) or speedup (over each side's own sequential runs).
      """)
  var metric: ComparisonMetric = .throughput

  func run() throws {
    let comparison = try describingRefusals {
      let (a, b) = (try StoredRuns.load(a), try StoredRuns.load(b))
      return try StoredComparison(a, b, options: selection.options(metric: metric, for: [a, b]))
    }
    print(try selection.reporter.render(comparison), terminator: "")
  }
}

/// Runs a comparison; what it cannot read or refuses to compare ends with the fitting exit code.
func describingRefusals<Value>(
  missing: GridlockExit = .usage, _ body: () throws -> Value
) throws -> Value {
  do {
    return try body()
  } catch let error as ResultsError {
    throw CommandFailure(error.kind == .notFound ? missing : .runFailed, "\(error)")
  } catch let refusal as ComparisonRefusal {
    throw CommandFailure(.runFailed, "not compared: \(refusal)")
  }
}
