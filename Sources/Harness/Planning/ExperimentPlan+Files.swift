import Foundation
import Schedulers
import Workloads

extension ExperimentPlan {
  /// Plans what the files ask for, as far as the settings do not ask for something else.
  ///
  /// - Throws: `WorkloadError` for what a file or an override says, ``PlanError`` for the rest. Nothing
  ///   is generated, so this is quick.
  public init(paths: [String], settings: ExperimentSettings) throws {
    try settings.check()
    var overrides = settings.overrides
    if let seed = settings.seed { overrides.append("seed=\(seed)") }
    var suites: [SuiteSpec] = []
    var cases: [Case] = []
    for path in paths {
      if StreamFile.isStream(path) {
        let stream = try Self.streamCase(path, settings)
        suites.append(SuiteSpec(named: stream.name))
        cases.append(stream)
        continue
      }
      suites.append(
        try SuiteSpec.load(
          path: path, overrides: overrides, checkingSchedulers: SchedulerSelection.check,
          checkingHints: SchedulerSelection.checkHints))
      let suite = suites[suites.count - 1]
      cases += suite.cases.map {
        var planned = Case(
          $0.name, source: .generated($0.workload), readLatency: suite.readLatency)
        planned.learningBlocks = suite.learningBlocks
        planned.hintTexts = $0.hints ?? suite.hints
        return planned
      }
    }
    guard !suites.isEmpty else { throw PlanError("name at least one suite or workload file") }

    let contenders = try SchedulerSelection.contenders(
      settings.schedulers ?? shared(suites, \.schedulers, option: "--scheduler"))
    let workers = try settings.workers ?? shared(suites, \.threads, option: "--threads")
    let hints = try settings.hints.map(SchedulerSelection.hints)
    func arms(_ hints: [HintSetting]) -> [Arm] {
      unique(workers).flatMap { workers in
        contenders.flatMap { $0.arms(workers: workers, hints: hints) }
      }
    }
    for index in cases.indices {
      cases[index].learningBlocks = settings.learningBlocks ?? cases[index].learningBlocks
      if hints == nil, let texts = cases[index].hintTexts {
        cases[index].arms = arms(try SchedulerSelection.hints(texts))
      }
    }
    guard (cases.map { $0.arms ?? arms(hints ?? []) }).allSatisfy({ !$0.isEmpty }) else {
      throw PlanError(
        "none of the schedulers can do without access sets: give other hints than none")
    }
    cases = try Self.select(cases, matching: settings.filter)
    for planned in cases { try planned.checkLearning() }
    self.init(
      suite: Self.name(of: suites), cases: cases, arms: arms(hints ?? []),
      pairs: try settings.pairs ?? shared(suites, \.pairs, option: "--pairs"),
      warmups: try settings.warmups ?? shared(suites, \.warmup, option: "--warmup"),
      isQuick: settings.isQuick)
    if try settings.measuresCopies ?? shared(suites, \.measuresCopies, option: "--copies") {
      copiedUpTo = ProcessInfo.processInfo.activeProcessorCount
    }
    ignoresHints =
      hints != nil && !contenders.contains { $0.scheduler.takesHints && $0.hints == nil }
    if isQuick && settings.pairs == nil { pairs = min(pairs, ExperimentSettings.quickPairs) }
  }

  /// The case of a stream, named as its file is.
  private static func streamCase(_ path: String, _ settings: ExperimentSettings) throws -> Case {
    if let override = settings.overrides.first ?? settings.seed.map({ "seed=\($0)" }) {
      throw PlanError(
        "\(path) is a stream, whose blocks are made: '\(override)' cannot change them; generate another"
      )
    }
    let file = (path as NSString).lastPathComponent
    return Case(
      name: (file as NSString).deletingPathExtension,
      source: .stream(path: path, try StreamFile.header(of: path)))
  }

  private static func select(
    _ cases: [Case], matching filter: String?
  ) throws(PlanError) -> [Case] {
    let names = cases.map(\.name)
    if let repeated = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw PlanError("two cases are called '\(repeated)': run their files one at a time")
    }
    guard let filter else { return cases }
    guard let pattern = try? Regex(filter) else {
      throw PlanError(
        "--filter '\(filter)' is not a regular expression: did you mean to escape it?")
    }
    let chosen = cases.filter { $0.name.firstMatch(of: pattern) != nil }
    guard !chosen.isEmpty else {
      throw PlanError(
        "--filter '\(filter)' matches none of the cases: \(names.joined(separator: ", "))")
    }
    return chosen
  }

  /// Of several files, their names together: "swaps+transfers".
  private static func name(of suites: [SuiteSpec]) -> String {
    let names = suites.map(\.name)
    guard names.count > 3 else { return names.joined(separator: "+") }
    return "\(names[0])+\(names.count - 1)-more"
  }
}

/// What all suites say of one thing; if they do not agree, the user has to.
private func shared<Value: Equatable>(
  _ suites: [SuiteSpec], _ value: (SuiteSpec) -> Value, option: String
) throws(PlanError) -> Value {
  let first = value(suites[0])
  guard suites.allSatisfy({ value($0) == first }) else {
    throw PlanError("the files ask for different things here: say what you want with \(option)")
  }
  return first
}

/// Each element once, in the order of its first occurrence.
func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
  var seen: Set<Element> = []
  return elements.filter { seen.insert($0).inserted }
}
