import ArgumentParser
import Foundation
import Harness
import Schedulers
import Workloads

/// `gridlock regret`: how good a scheduler's choices are.
struct RegretCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regret",
    abstract: "Compares a scheduler that chooses with the best choice for each block in hindsight.",
    discussion: """
      Every block of the workload is executed by every candidate and by the scheduler that chooses, one \
      right after the other on copies of the same state, round after round, and every outcome is compared \
      with that of sequential execution. The regret is how much longer the chooser took than the \
      candidates that were best for each block in the other rounds. A first round, in which the chooser \
      knows nothing yet, is said apart.

      The choices of 'adaptive' depend on measured times: they may differ from run to run, their outcomes \
      cannot.

      Examples:
        gridlock regret Workloads/mixed-stream.yaml
        gridlock regret Workloads/mixed-stream.yaml --hints learned
        gridlock regret Workloads/mixed-stream.yaml --untold --candidate sequential,hybrid,block-stm

      Exit codes: 0 ok, 3 it could not be carried out, 6 an outcome differs, 64 wrong usage.
      """)

  @Argument(
    help: ArgumentHelp("A workload file, a stream, or a suite of one case.", valueName: "workload"),
    completion: .file(extensions: ["yaml", "yml", "stream"]))
  var path: String

  @Option(help: "The scheduler that chooses.")
  var scheduler = AdaptiveScheduler().name

  @Option(
    name: .customLong("candidate"),
    help: ArgumentHelp(
      "What it is compared with (default: what adaptive chooses among, without the scheduler itself).",
      valueName: "a,b"))
  var candidates: CommaSeparated<String>?

  @Option(help: "Workers.")
  var threads = 2

  @Option(help: ArgumentHelp("Rounds that count, after the first.", valueName: "n"))
  var rounds = 5

  @Option(help: ArgumentHelp("Seed of the workload, instead of its file's.", valueName: "n"))
  var seed: UInt64?

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: ArgumentHelp("Override a key of the workload; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: ArgumentHelp("Also write all times to this new file, as CSV.", valueName: "file"))
  var csv: String?

  @Flag(help: "Let --csv replace a file.")
  var force = false

  @Option(
    help: ArgumentHelp(
      """
      What all who take hints are told: perfect, stale, declared, learned or none, with :age, :missing \
      and :over-wide (default: what the suite says, or perfect).
      """, valueName: "hints"))
  var hints: String?

  @Flag(
    help: "Tell no scheduler anything, as --hints none: leave out those that have to be told.")
  var untold = false

  @Flag(name: .shortAndLong, help: "Print the result only, no progress.")
  var quiet = false

  func validate() throws {
    guard (2...1000).contains(rounds) else {
      throw ValidationError(
        "--rounds \(rounds): give 2 to 1000; the best are found in other rounds")
    }
    try ThreadCount.check(threads, for: "--threads")
    guard !untold || hints == nil else {
      throw ValidationError("--untold is --hints none: give one of them")
    }
  }

  func run() throws {
    let plan = try plan()
    try ThreadCount.require(threads)
    let target = try csv.map { try OutputTarget($0, replacing: force) }
    let interruption = Interruption()
    let watch = SignalWatch(requesting: interruption) { _exit(GridlockExit.runFailed.rawValue) }
    defer { withExtendedLifetime(watch) {} }
    let shows = !quiet && Terminal.standardError.isInteractive
    let figures = try onLargeStack { () throws -> RegretFigures in
      try RegretStudy(plan, until: interruption).run { round, block in
        if shows, block % 10 == 0 {
          writeToStandardError("\rround \(round) of \(plan.rounds), block \(block)  ")
        }
      }
    }
    if shows { writeToStandardError("\r\u{1b}[K") }
    print(figures.text)
    if let csv = target?.path {
      do { try figures.csv.write(toFile: csv, atomically: true, encoding: .utf8) } catch {
        throw CommandFailure(.runFailed, "\(csv): cannot be written: \(error.localizedDescription)")
      }
    }
  }

  private func plan() throws -> RegretStudy.Plan {
    let subject = try SchedulerNames.scheduler(scheduler)
    let hints = try told()
    let isUntold = hints?.source == HintSetting.Source.none
    let names =
      candidates?.elements
      ?? AdaptiveScheduler.choices.filter { name in
        if name == subject.name { return false }
        guard isUntold, let known = try? SchedulerNames.scheduler(name) else { return true }
        return [.nothing, .hints].contains(known.requirement)
      }
    let chosen = try names.map { try SchedulerNames.scheduler($0) }
    guard !chosen.contains(where: { $0.name == subject.name }) else {
      throw CommandFailure(
        .usage, "\(subject.name) cannot be a candidate for itself: leave it out of --candidate")
    }
    guard !chosen.isEmpty else { throw CommandFailure(.usage, "name at least one --candidate") }
    if isUntold,
      let needy = (chosen + [subject]).first(where: {
        $0.requirement != .nothing && $0.requirement != .hints
      })
    {
      throw CommandFailure(
        .usage,
        "\(needy.name) has to be told the \(needy.requirement.rawValue) of a block: leave it out, or "
          + "give hints")
    }
    var settings = ExperimentSettings()
    settings.seed = seed
    settings.overrides = overrides
    let experiment = try ExperimentPlan(paths: [path], settings: settings)
    guard experiment.cases.count == 1 else {
      throw CommandFailure(
        .usage, "\(path) has \(experiment.cases.count) cases: name one workload file")
    }
    return try RegretStudy.Plan(
      experiment.cases[0], of: subject, against: chosen, workers: threads, rounds: rounds,
      hints: hints)
  }

  /// The hints that were asked for; nil if none were.
  private func told() throws -> HintSetting? {
    guard let text = untold ? HintSetting.Source.none.rawValue : hints else { return nil }
    do { return try HintSetting(spelling: text) } catch {
      throw CommandFailure(.usage, "--hints: \(error)")
    }
  }
}
