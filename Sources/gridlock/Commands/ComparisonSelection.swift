import ArgumentParser
import Harness
import Reporting
import Results
import Schedulers

/// What `compare` and `check` have in common.
struct ComparisonSelection: ParsableArguments {
  @Option(help: "Only these schedulers; repeat the option or separate names with commas.")
  var scheduler: [String] = []

  @Option(help: .init("Only workloads whose name this matches.", valueName: "regex"))
  var filter: String?

  @Option(help: "How to print it: text, markdown, csv or json.")
  var format: ComparisonReporter.Format = .text

  @Flag(help: "Compare runs of different machines too, with a warning in the output.")
  var allowDifferentMachine = false

  /// What the options ask of the two sides.
  ///
  /// - Throws: ``CommandFailure`` and `PlanError` where a name or the filter picks nothing of either: what is
  ///   misspelt must not narrow a gate unseen.
  func options(
    metric: ComparisonMetric, for sides: [StoredRuns]
  ) throws -> ComparisonOptions {
    let runs = sides.flatMap(\.runs)
    try checkFilter(Set(runs.map(\.workload.name)).sorted())
    let arms = Set(runs.map(\.arm.scheduler)).subtracting([RunRecord.Arm.sequentialCopies])
    let names = scheduler.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return ComparisonOptions(
      metric: metric, schedulers: try names.map { try Self.arm(String($0), among: arms) },
      filter: filter, allowsDifferentMachines: allowDifferentMachine,
      orderChoosers: Set(allSchedulers.filter(\.choosesOrder).map(\.name)))
  }

  var reporter: ComparisonReporter { ComparisonReporter(format: format) }

  private func checkFilter(_ workloads: [String]) throws {
    guard let filter else { return }
    guard let pattern = try? Regex(filter) else {
      throw CommandFailure(
        .usage, "--filter '\(filter)' is not a regular expression: did you mean to escape it?")
    }
    guard workloads.contains(where: { $0.firstMatch(of: pattern) != nil }) else {
      throw CommandFailure(
        .usage,
        "--filter '\(filter)' matches none of the workloads: \(workloads.joined(separator: ", "))")
    }
  }

  /// The name of an arm in `stored`, which may be one that only an older version knows.
  private static func arm(_ spelling: String, among stored: Set<String>) throws -> String {
    if stored.contains(spelling) { return spelling }
    let name = try armName(spelling: spelling)
    guard stored.contains(name) else {
      throw CommandFailure(
        .usage,
        "--scheduler \(name): neither session has runs of it; they have "
          + stored.sorted().joined(separator: ", "))
    }
    return name
  }
}

extension ComparisonMetric: ExpressibleByArgument {}
extension ComparisonReporter.Format: ExpressibleByArgument {}
