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
  var machines: Set<String>

  init(_ stored: StoredRuns, options: ComparisonOptions) {
    name = stored.name
    let all = stored.runs.filter { run in
      options.filter.map { run.workload.name.contains($0) } ?? true
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
  }

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
    for workload in orderedWorkloads where other.hashes(of: workload) != [] {
      guard hashes(of: workload) == other.hashes(of: workload) else {
        throw .differentStreams(
          case: workload, a: hashes(of: workload).sorted().joined(separator: "+"),
          b: other.hashes(of: workload).sorted().joined(separator: "+"))
      }
      guard outcomes(of: workload) == other.outcomes(of: workload) else {
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

  private var orderedWorkloads: [String] {
    var seen: Set<String> = []
    return keys.map(\.workload).filter { seen.insert($0).inserted }
  }

  private func runs(of workload: String) -> [RunRecord] {
    keys.filter { $0.workload == workload }.flatMap { cells[$0] ?? [] }
  }

  private func hashes(of workload: String) -> Set<String> {
    Set(runs(of: workload).map(\.workload.streamHash))
  }

  /// Of sequential execution, which every arm was held to; one that chose an order has another outcome.
  private func outcomes(of workload: String) -> Set<[String]> {
    Set(
      runs(of: workload).filter { $0.arm.scheduler == sequentialScheduler }.map {
        [$0.outcome.stateRoot, $0.outcome.receiptsRoot, $0.outcome.logsHash, "\($0.workload.gas)"]
      })
  }

  private func threads(_ workload: String, _ scheduler: String) -> [Int] {
    keys.filter { $0.workload == workload && $0.scheduler == scheduler }.map(\.threads).sorted()
  }
}
