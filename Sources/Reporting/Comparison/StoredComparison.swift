import Results
import Statistics

/// Two stored sessions compared arm by arm.
///
/// Runs of an arm are paired by order: the first of A with the first of B, and so on. That is the best
/// that two sessions allow, and weaker than pairs measured back to back: what changed on the machine
/// between the sessions looks like a change of the code (of ten sequential layouts on a drifting
/// machine two raise a false alarm, by any test). So the comparison says it, and ``ComparisonMetric``
/// offers a measure in which most of it cancels.
public struct StoredComparison: Hashable, Sendable {
  public var a: StoredRuns
  public var b: StoredRuns
  public var metric: ComparisonMetric
  /// In A's order of execution.
  public var cells: [Cell]
  /// Arms of A that B lacks: what was not compared although it was there before.
  public var missing: [String]
  public var warnings: [String]

  /// One arm on one workload.
  public struct Cell: Hashable, Sendable {
    public var workload: String
    public var scheduler: String
    public var threads: Int
    /// Time of B over time of A, by ``ComparisonMetric``: above 1 is slower.
    public var timeRatio: PairedComparison
    public var minimumDetectableEffect: Double?

    /// "erc20 block-stm ×2".
    public var label: String { "\(workload) \(scheduler) ×\(threads)" }
  }

  /// - Throws: ``ComparisonRefusal`` where the two do not compare.
  public init(
    _ a: StoredRuns, _ b: StoredRuns, options: ComparisonOptions = ComparisonOptions()
  ) throws(ComparisonRefusal) {
    let first = try ComparisonSide(a, options: options)
    let second = try ComparisonSide(b, options: options)
    try first.checkComparable(with: second, options: options)
    self.a = a
    self.b = b
    metric = options.metric
    cells = []
    missing = []
    warnings = a.notes + b.notes
    for key in first.keys {
      guard second.cells[key] != nil else {
        missing.append(key.label)
        continue
      }
      let before = try first.logTimes(of: key, metric: metric)
      let after = try second.logTimes(of: key, metric: metric)
      add(key, before, after)
    }
    guard !cells.isEmpty else { throw .nothingInCommon(a: a.name, b: b.name) }
    addWarnings(first, second)
  }

  private mutating func add(_ key: CellKey, _ before: [Double], _ after: [Double]) {
    let pairs = min(before.count, after.count)
    let logRatios = zip(before, after).map { $1 - $0 }
    guard let ratio = try? PairedComparison(logRatios: logRatios) else {
      missing.append(key.label)
      return
    }
    if before.count != after.count {
      warnings.append(
        "\(key.label): \(before.count) runs against \(after.count); the first \(pairs) are paired")
    }
    cells.append(
      Cell(
        workload: key.workload, scheduler: key.scheduler, threads: key.threads, timeRatio: ratio,
        minimumDetectableEffect: ratio.minimumDetectableEffect()))
  }

  /// Smaller changes of what the machine allows are not worth a word.
  private static let machineTolerance = 0.03

  /// Says where the machine did more or less for so many workers that share nothing than it did before:
  /// then speedups changed for a reason that is not in the code.
  private mutating func addMachineChanges(_ first: ComparisonSide, _ second: ComparisonSide) {
    let keys = first.copies.keys.filter { second.copies[$0] != nil }
    for key in keys.sorted(by: { ($0.workload, $0.threads) < ($1.workload, $1.threads) }) {
      let before = first.logMachineSpeedups(of: key)
      let after = second.logMachineSpeedups(of: key)
      guard
        let change = try? PairedComparison(logRatios: zip(before, after).map { $1 - $0 }),
        change.isSignificant, abs(change.ratio - 1) > Self.machineTolerance
      else { continue }
      warnings.append(
        "\(key.workload): \(key.threads) sequential executions at once did "
          + "\(fixed(change.ratio, 2)) times as much in \(b.name) as in \(a.name): so much of a change of "
          + "speedups at \(key.threads) workers is the machine's")
    }
  }

  private mutating func addWarnings(_ first: ComparisonSide, _ second: ComparisonSide) {
    if a.session != b.session {
      warnings.append(
        "the sides were measured one after the other, not in alternation: a change of the machine "
          + "between them looks like a change of the code")
    }
    if first.machines != second.machines {
      warnings.append(
        metric == .speedup
          ? "different machines: speedups differ with caches, memory and cores, not only with the code"
          : "different machines: these ratios compare the machines as much as the code")
    }
    addMachineChanges(first, second)
    for workload in first.workloads where second.workloads.contains(workload) {
      guard let side = [first, second].first(where: { !$0.knowsOutcome(of: workload) })
      else { continue }
      warnings.append(
        "\(workload): outcomes not compared: \(side.name) has only runs that chose an order of "
          + "their own")
    }
    if !missing.isEmpty {
      warnings.append("not compared, missing in \(b.name): \(missing.joined(separator: ", "))")
    }
    let added = second.keys.filter { first.cells[$0] == nil }
    if !added.isEmpty {
      let labels = added.map(\.label).joined(separator: ", ")
      warnings.append("not compared, missing in \(a.name): \(labels)")
    }
    if cells.count >= 5 {
      warnings.append(
        "\(cells.count) arms at 95%: expect about \(fixed(Double(cells.count) * 0.05, 1)) of them to "
          + "exclude 1 by chance alone")
    }
    var seen: Set<ComparisonWarning.Category> = []
    for warning in cells.flatMap(\.timeRatio.warnings) where seen.insert(warning.category).inserted
    {
      warnings.append(warning.description)
    }
  }
}
