import Results
import Statistics

/// What a reader must know before believing a report.
public struct ReportWarning: Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) { self.description = description }

  /// What the report and its environment give reason to say.
  static func of(_ report: Report, invalidRuns: Int) -> [Self] {
    var warnings: [Self] = []
    if invalidRuns > 0 {
      warnings.append(
        Self(
          "\(counted(invalidRuns, "run")) failed the outcome check and \(invalidRuns == 1 ? "is" : "are") left out."
        ))
    }
    if let environment = report.environment { warnings += of(environment) }
    warnings += ofArms(report)
    return warnings
  }

  private static func of(_ environment: EnvironmentRecord) -> [Self] {
    var warnings: [Self] = []
    let machine = environment.machine
    if environment.plan.isQuick {
      warnings.append(
        Self("Quick run (`--quick`): **not for decisions**. Run without it to decide."))
    }
    if !environment.plan.isComplete {
      warnings.append(Self("The session did not finish: these are the runs that did."))
    }
    if environment.build.configuration != "release" {
      warnings.append(
        Self("Measured with a \(environment.build.configuration) build: build with `-c release`."))
    }
    if let load = environment.loadBefore, load.oneMinute > 0.5 * Double(machine.usableProcessors) {
      warnings.append(
        Self(
          "The machine was busy before the first run (load \(fixed(load.oneMinute, 1)) on "
            + "\(counted(machine.usableProcessors, "processor"))): close other programs."))
    }
    if let governor = machine.governor, governor != "performance" {
      warnings.append(
        Self("Frequency governor `\(governor)`: set `performance` for steadier times."))
    }
    if let limit = environment.container.processorLimit, limit < Double(machine.usableProcessors) {
      warnings.append(
        Self("A container limit of \(significant(limit)) processors throttles the runs."))
    }
    return warnings
  }

  private static func ofArms(_ report: Report) -> [Self] {
    var places: [ComparisonWarning.Category: (example: ComparisonWarning, arms: [String])] = [:]
    var warnings: [Self] = []
    for item in report.cases {
      if !item.arms.contains(where: { $0.scheduler == sequentialScheduler }) {
        warnings.append(
          Self("\(item.workload.name): sequential execution was not run, so no speedup."))
      }
      if let warning = ofFallbacks(item) { warnings.append(warning) }
      for arm in item.arms {
        if let environment = report.environment, arm.threads > environment.machine.usableProcessors
        {
          let text =
            "\(counted(arm.threads, "worker")) on "
            + "\(counted(environment.machine.usableProcessors, "processor")): they take turns."
          if !warnings.contains(Self(text)) { warnings.append(Self(text)) }
        }
        for warning in arm.speedup?.warnings ?? [] {
          let label = "\(item.workload.name) \(arm.label)"
          places[warning.category, default: (warning, [])].arms.append(label)
        }
      }
    }
    warnings += ofMachine(report)
    let total = report.cases.reduce(0) { $0 + $1.arms.count { $0.speedup != nil } }
    for category in ComparisonWarning.Category.allCases {
      guard let (example, arms) = places[category] else { continue }
      warnings.append(Self(collected(example, arms: arms, of: total)))
    }
    return warnings
  }

  /// Less of what so many workers would do if each were alone is worth a word.
  private static let wholeMachine = 0.9

  /// That the machine has less to give than its processors, by numbers of workers.
  private static func ofMachine(_ report: Report) -> [Self] {
    let copies = report.cases.flatMap(\.arms).filter(\.isCopies)
    return Set(copies.map(\.threads)).sorted().compactMap { threads in
      let ratios = copies.filter { $0.threads == threads }.compactMap(\.speedup?.ratio)
      guard let least = ratios.min(), let most = ratios.max(),
        least < wholeMachine * Double(threads)
      else { return nil }
      let range = ratios.count == 1 ? fixed(least, 2) : "\(fixed(least, 2)) to \(fixed(most, 2))"
      return Self(
        "\(counted(threads, "sequential execution")) at once did \(range) times the work of one: "
          + "what speedups lack of \(threads) is partly the machine's (`of machine` is over that).")
    }
  }

  /// That figures of arms are partly those of sequential execution: their hints missed accesses.
  private static func ofFallbacks(_ item: CaseReport) -> Self? {
    let arms = item.arms.filter { $0.fallbackShare > 0 }
    if arms.isEmpty { return nil }
    let shown = arms.prefix(3).map { "\($0.label) in \(percent($0.fallbackShare)) of its blocks" }
    let more = arms.count > 3 ? " and \(arms.count - 3) more" : ""
    return Self(
      "\(item.workload.name): hints missed accesses, so the rest of a block was executed in order by "
        + shown.joined(separator: ", ") + more + " (`fallback_blocks` of `runs.csv`).")
  }

  /// One sentence for a warning that several arms earned.
  private static func collected(
    _ example: ComparisonWarning, arms: [String], of total: Int
  ) -> String {
    if arms.count == total, total > 1 { return "All comparisons: \(example)." }
    if arms.count == 1 { return "\(arms[0]): \(example)." }
    let shown = arms.prefix(3).joined(separator: ", ")
    let more = arms.count > 3 ? " and \(arms.count - 3) more" : ""
    return "\(shown)\(more): \(example) (figures of the first)."
  }
}

extension ComparisonWarning {
  /// The kind of warning, without its figures; most serious first.
  enum Category: Hashable, CaseIterable { case singlePair, fewPairs, zero, noisy, drift, disagree }

  var category: Category {
    switch self {
    case .singlePair: .singlePair
    case .fewPairs: .fewPairs
    case .zeroVariance: .zero
    case .noisyPairs: .noisy
    case .drift: .drift
    case .testsDisagree: .disagree
    }
  }
}
