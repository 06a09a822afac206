import Results
import Statistics

/// What identifies an arm across sessions.
struct CellKey: Hashable {
  var workload: String
  var scheduler: String
  var threads: Int

  init(_ run: RunRecord) {
    workload = run.workload.name
    scheduler = run.arm.scheduler
    threads = run.arm.threads
  }

  var label: String { "\(workload) \(scheduler) ×\(threads)" }
}

/// One side of a comparison, its runs in groups.
struct ComparisonSide {
  var name: String
  /// In the order of execution.
  var keys: [CellKey]
  var cells: [CellKey: [RunRecord]]
  /// Runs of what the machine allows, which no code is to be judged by.
  var copies: [CellKey: [RunRecord]]
  /// All sequential runs by workload, also where the options leave them out as an arm.
  var sequential: [String: [RunRecord]]
  /// What the runs of a workload left, of all arms, also of those that the options leave out.
  private var outcomes: [String: Set<Outcome>] = [:]
  private var hashes: [String: Set<String>] = [:]
  var machines: Set<String>

  init(_ stored: StoredRuns, options: ComparisonOptions) throws(ComparisonRefusal) {
    name = stored.name
    var all = stored.runs
    if let filter = options.filter {
      guard let pattern = try? Regex(filter) else { throw .wrongFilter(filter) }
      all = all.filter { $0.workload.name.firstMatch(of: pattern) != nil }
    }
    let named = all.filter { $0.arm.scheduler != RunRecord.Arm.sequentialCopies }
    copies = Dictionary(
      grouping: all.filter { $0.arm.scheduler == RunRecord.Arm.sequentialCopies },
      by: CellKey.init)
    sequential = Dictionary(
      grouping: named.filter { $0.arm.scheduler == sequentialScheduler }, by: \.workload.name)
    let runs = named.filter { run in
      // Sequential execution is 1 by definition in terms of itself.
      (options.metric == .throughput || run.arm.scheduler != sequentialScheduler)
        && (options.schedulers.isEmpty || options.schedulers.contains(run.arm.scheduler))
    }
    cells = Dictionary(grouping: runs, by: CellKey.init)
    keys = []
    for run in runs where !keys.contains(CellKey(run)) { keys.append(CellKey(run)) }
    machines = Set(named.map(\.machine))
    for run in all {
      hashes[run.workload.name, default: []].insert(run.workload.streamHash)
      // One that chose an order was held to that order's outcome, and not to that of the others.
      guard !options.orderChoosers.contains(run.arm.schedulerWithoutSettings) else { continue }
      outcomes[run.workload.name, default: []].insert(Outcome(run))
    }
  }

  /// Whether there is anything to compare another side's outcomes with.
  func knowsOutcome(of workload: String) -> Bool { outcomes[workload] != nil }

  /// ln of what the machine allowed, run by run: the speedup of sequential executions at once.
  func logMachineSpeedups(of key: CellKey) -> [Double] {
    speedupLogRatios(of: copies[key] ?? [], over: sequential[key.workload] ?? [])
  }

  /// ln of the time of each run, in the order of execution, in terms of the metric.
  func logTimes(of key: CellKey, metric: ComparisonMetric) throws(ComparisonRefusal) -> [Double] {
    let runs = cells[key] ?? []
    switch metric {
    case .throughput:
      return runs.map { logarithm($0.nanosecondsPerGas) }
    case .speedup:
      let speedups = speedupLogRatios(of: runs, over: sequential[key.workload] ?? [])
      guard !speedups.isEmpty else { throw .noSequential(case: key.workload, name: name) }
      return speedups.map { -$0 }
    }
  }

  /// Refuses what would answer another question than it seems to.
  func checkComparable(
    with other: ComparisonSide, options: ComparisonOptions
  ) throws(ComparisonRefusal) {
    for workload in workloads where other.workloads.contains(workload) {
      let (own, others) = (hashes[workload] ?? [], other.hashes[workload] ?? [])
      guard own == others else {
        throw .differentStreams(
          case: workload, a: own.sorted().joined(separator: "+"),
          b: others.sorted().joined(separator: "+"))
      }
      if let before = outcomes[workload], let after = other.outcomes[workload], before != after {
        throw .differentOutcomes(case: workload)
      }
      for scheduler in Set(keys.filter { $0.workload == workload }.map(\.scheduler)).sorted() {
        let threads = threads(workload, scheduler)
        let others = other.threads(workload, scheduler)
        guard others.isEmpty || !Set(threads).isDisjoint(with: others) else {
          throw .differentWorkers(case: workload, scheduler: scheduler, a: threads, b: others)
        }
      }
    }
    guard keys.contains(where: { other.cells[$0] != nil }) else {
      throw .nothingInCommon(a: name, b: other.name)
    }
    guard machines == other.machines || options.allowsDifferentMachines else {
      throw .differentMachines(a: machines.sorted(), b: other.machines.sorted())
    }
  }

  /// Of the arms that the options leave, in the order of execution.
  var workloads: [String] {
    var seen: Set<String> = []
    return keys.map(\.workload).filter { seen.insert($0).inserted }
  }

  private func threads(_ workload: String, _ scheduler: String) -> [Int] {
    keys.filter { $0.workload == workload && $0.scheduler == scheduler }.map(\.threads).sorted()
  }
}

/// What a run left behind. Every arm of a session was held to that of sequential execution, so that any of
/// them tells it.
private struct Outcome: Hashable {
  let roots: RunRecord.Outcome
  let gas: UInt64

  init(_ run: RunRecord) {
    roots = run.outcome
    gas = run.workload.gas
  }
}

extension RunRecord.Arm {
  /// "static-locks" of "static-locks:granularity=slots".
  fileprivate var schedulerWithoutSettings: String { String(scheduler.prefix { $0 != ":" }) }
}
