import ArgumentParser
import Harness
import Workloads

/// `gridlock run`: measures a suite or workloads, and reports.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract:
      "Executes workloads under schedulers, checks every outcome, and reports the comparison.",
    discussion: """
      Each workload is generated once and executed sequentially as the oracle. Then each scheduler and \
      worker count is measured in pairs with sequential execution, back to back, in ABBA order. After \
      every run its state root, receipts roots, gas and logs are compared with the oracle's, off the \
      clock; a difference ends everything with exit code 6 and names the first wrong key.

      Examples:
        gridlock run Workloads/suites/quick.yaml
        gridlock run Workloads/transfers.yaml --threads 1,2 --pairs 20
        gridlock run Workloads/swaps.yaml -p profiles.0.pool.exponent=1.2 --seed 7
        gridlock run Workloads/suites/quick.yaml --filter swaps --dry-run
        gridlock run Workloads/swaps.yaml --threads 2 --trace-schedule swaps.json
        gridlock run Workloads/nft.yaml --scheduler static-dag --hints perfect,learned:missing=0.1

      Results/<suite>/runs.csv gets one row per run, and keeps the rows of earlier sessions; summary.csv \
      and env.json beside it and Reports/<suite>.md are of the newest, and so is schedule.csv with \
      --trace-schedule. Ctrl-C keeps the rows of all runs that ended.
      """)

  @Argument(
    help: ArgumentHelp("A suite, or workload files.", valueName: "suite-or-workload"),
    completion: .file(extensions: ["yaml", "yml"]))
  var paths: [String]

  @Option(
    name: .customLong("scheduler"),
    help: ArgumentHelp(
      "Schedulers to compare with sequential execution, with settings (default: those that the suite names, or "
        + "block-stm).",
      valueName: "a,b:key=value"))
  var schedulers: CommaSeparated<String>?

  @Option(
    help: ArgumentHelp(
      "Worker counts at which each is run (default: what the suite says, or "
        + SuiteSpec.defaultThreads.map(String.init).joined(separator: ",") + ").",
      valueName: "1,2"),
    transform: Numbers.list)
  var threads: CommaSeparated<Int>?

  @Option(
    help: ArgumentHelp(
      "Hints for the schedulers that take some: perfect, stale, declared, learned or none, with :age, "
        + ":missing and :over-wide.", valueName: "a,b"))
  var hints: CommaSeparated<String>?

  @Option(
    help: ArgumentHelp(
      "Blocks at the beginning that predictors learn from and nobody is measured on.",
      valueName: "n"), transform: Numbers.whole)
  var learningBlocks: Int?

  @Option(
    help: ArgumentHelp(
      "Pairs of runs for each comparison (default: what the suite says, or \(SuiteSpec.defaultPairs)).",
      valueName: "n"),
    transform: Numbers.whole)
  var pairs: Int?

  @Option(
    help: ArgumentHelp(
      "Executions of each arm before the measured ones (default: what the suite says, or "
        + "\(SuiteSpec.defaultWarmup)).", valueName: "n"),
    transform: Numbers.whole)
  var warmup: Int?

  @Flag(
    inversion: .prefixedNo,
    help: ArgumentHelp(
      "Measure, too, what the machine allows: as many sequential executions at once as there are workers "
        + "(default: what the suite says, or --copies)."))
  var copies: Bool?

  @Option(help: ArgumentHelp("Seed of every workload, instead of its file's.", valueName: "n"))
  var seed: UInt64?

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: ArgumentHelp(
      "Override a key of every workload; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only workloads in whose name this regular expression is found.", valueName: "regex"))
  var filter: String?

  @Option(
    help: ArgumentHelp(
      "After the measured runs, execute each arm once more and write what every worker did when to this "
        + "new file (Trace Event Format: open it in ui.perfetto.dev).", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var traceSchedule: String?

  @Flag(help: "Let --trace-schedule replace a file.")
  var force = false

  @Option(help: ArgumentHelp("Folder that gets Results/ and Reports/.", valueName: "folder"))
  var out = "."

  @Flag(
    help: ArgumentHelp(
      "A first look: at most \(ExperimentSettings.quickPairs) pairs unless --pairs says more; marked as not for "
        + "decisions."))
  var quick = false

  @Flag(help: "Check everything and print the plan; generate and run nothing.")
  var dryRun = false

  @Flag(name: .shortAndLong, help: "Print the result only: neither plan nor progress.")
  var quiet = false

  func run() throws {
    var plan = try ExperimentPlan(paths: paths, settings: settings)
    plan.isTraced = traceSchedule != nil
    if let traceSchedule { _ = try OutputTarget(traceSchedule, replacing: force) }
    if dryRun { try check(plan) }
    if !quiet || dryRun { print(plan.description) }
    if dryRun { return }
    // Before the progress, which goes to another stream.
    StandardOutput.flush()
    try MeasuringSession(
      plan, folder: out, seed: seed, quiet: quiet,
      schedule: try ScheduleOutput(traceSchedule, replacing: force)
    ).measure()
  }

  /// What else would end a run before its first measurement; nothing is made.
  private func check(_ plan: ExperimentPlan) throws {
    try ResultFiles(folder: out, suite: plan.suite).checkCreatable()
    for planned in plan.cases {
      if case .stream(let path, _) = planned.source { _ = try StreamFile.read(path) }
    }
  }

  /// What the options say, for the planner.
  private var settings: ExperimentSettings {
    var settings = ExperimentSettings()
    settings.schedulers = schedulers?.elements
    settings.workers = threads?.elements
    settings.hints = hints?.elements
    settings.learningBlocks = learningBlocks
    settings.pairs = pairs
    settings.warmups = warmup
    settings.measuresCopies = copies
    settings.seed = seed
    settings.filter = filter
    settings.overrides = overrides
    settings.isQuick = quick
    return settings
  }
}
