import Results
import Statistics

extension Report {
  /// Makes the report of one session from its runs.
  ///
  /// - Parameters:
  ///   - runs: of one session; runs that are not valid are counted and left out.
  ///   - environment: of the same session.
  public init(runs: [RunRecord], environment: EnvironmentRecord?) {
    let valid = runs.filter(\.isValid)
    var names: [String] = []
    for run in valid where !names.contains(run.workload.name) { names.append(run.workload.name) }
    self.init(
      suite: runs.first?.suite ?? environment?.plan.suite ?? "",
      session: runs.first?.session ?? environment?.session ?? "", environment: environment,
      cases: names.compactMap { name in
        CaseReport(runs: valid.filter { $0.workload.name == name })
      }, warnings: [])
    warnings = ReportWarning.of(self, invalidRuns: runs.count - valid.count)
  }
}

extension CaseReport {
  /// Of valid runs of one workload; nil where there is none.
  init?(runs: [RunRecord]) {
    guard let first = runs.first else { return nil }
    self.init(workload: first.workload, arms: [])
    let sequential = runs.filter { $0.arm.scheduler == sequentialScheduler }
    if !sequential.isEmpty { arms.append(ArmReport(runs: sequential, sequential: [], bound: nil)) }
    let others = runs.filter { $0.arm.scheduler != sequentialScheduler }
    let groups = Dictionary(grouping: others) {
      ArmKey(scheduler: $0.arm.scheduler, threads: $0.arm.threads)
    }
    for (key, group) in groups.sorted(by: { $0.key < $1.key }) {
      arms.append(
        ArmReport(runs: group, sequential: sequential, bound: bound(threads: key.threads)))
    }
    for index in arms.indices where arms[index].threads > 1 {
      let machine = copies(threads: arms[index].threads)?.speedup
      arms[index].machineSpeedup = machine?.ratio
      arms[index].speedupOverCopies = machine.flatMap { arms[index].speedup?.over($0) }
    }
  }
}

/// Orders arms by workers, then name, and sequential copies after the schedulers.
private struct ArmKey: Hashable, Comparable {
  var scheduler: String
  var threads: Int

  static func < (a: Self, b: Self) -> Bool {
    (a.isCopies ? 1 : 0, a.threads, a.scheduler) < (b.isCopies ? 1 : 0, b.threads, b.scheduler)
  }

  private var isCopies: Bool { scheduler == RunRecord.Arm.sequentialCopies }
}

extension ArmReport {
  /// - Precondition: `runs` is not empty.
  init(runs: [RunRecord], sequential: [RunRecord], bound: Double?) {
    let transactions = runs.reduce(0.0) { $0 + Double($1.workload.transactions) }
    let gas = runs.reduce(0.0) { $0 + Double($1.workload.gas) }
    func total(_ value: (RunRecord.Cost) -> Double) -> Double {
      runs.reduce(0.0) { $0 + value($1.cost) }
    }
    let count = Double(runs.count)
    self.init(
      scheduler: runs[0].arm.scheduler, threads: runs[0].arm.threads, runs: runs.count,
      transactionsPerSecond: Estimate(rates: runs.map(\.transactionsPerSecond)),
      gasPerSecond: Estimate(rates: runs.map(\.gasPerSecond)),
      speedup: pairedSpeedup(of: runs, over: sequential),
      executionsPerTransaction: total { Double($0.executions) } / transactions,
      validationsPerTransaction: total { Double($0.validations) } / transactions,
      aborts: total { Double($0.aborts) } / count,
      suspensions: total { Double($0.suspensions) } / count,
      abortCauses: causes(of: runs), attemptShares: shares(ofAttemptsIn: runs),
      schedulerCounts: countsOfSchedulers(in: runs),
      maximumAttempts: runs.map(\.cost.attempts.maximum).max() ?? 0,
      wastedGasShare: total { Double($0.wastedGas) } / gas,
      // Nanoseconds a gas are seconds a gigagas.
      cpuSecondsPerGigagas: total { Double($0.cpuNanoseconds) } / gas, bound: bound)
    let blocks = runs.reduce(0) { $0 + $1.workload.blocks }
    fallbackShare = Double(runs.reduce(0) { $0 + $1.fallbackBlocks }) / Double(blocks)
    hints = runs[0].hints
    let preparation = total { Double($0.preparationNanoseconds) }
    preparationNanosecondsPerTransaction = preparation / transactions
    preparationShare = preparation / total { Double($0.wallNanoseconds) }
  }
}

private func causes(of runs: [RunRecord]) -> [ArmReport.AbortCause] {
  let counts = runs.reduce(into: [String: Int]()) { sum, run in
    sum.merge(run.cost.abortCauses, uniquingKeysWith: +)
  }
  return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    .map { .init(name: $0.key, perRun: Double($0.value) / Double(runs.count)) }
}

private func countsOfSchedulers(in runs: [RunRecord]) -> [ArmReport.SchedulerCount] {
  let counts = runs.reduce(into: [String: Int]()) { sum, run in
    sum.merge(run.cost.schedulerCounts, uniquingKeysWith: +)
  }
  return counts.sorted { $0.key < $1.key }
    .map { .init(name: $0.key, perRun: Double($0.value) / Double(runs.count)) }
}

private func shares(ofAttemptsIn runs: [RunRecord]) -> [Double] {
  let kinds: [(RunRecord.Attempts) -> Int] = [
    { $0.one }, { $0.two }, { $0.three }, { $0.four }, { $0.fiveOrMore },
  ]
  let totals = kinds.map { kind in runs.reduce(0.0) { $0 + Double(kind($1.cost.attempts)) } }
  let all = totals.reduce(0, +)
  return totals.map { all == 0 ? 0 : $0 / all }
}

extension RunRecord {
  /// Of the whole run.
  public var transactionsPerSecond: Double { Double(workload.transactions) / seconds }
  /// Of the whole run.
  public var gasPerSecond: Double { Double(workload.gas) / seconds }
  /// Wall time by work done, the quantity that arms are compared in.
  public var nanosecondsPerGas: Double { Double(cost.wallNanoseconds) / Double(workload.gas) }

  private var seconds: Double { Double(cost.wallNanoseconds) / 1e9 }
}

/// The speedup of runs over the sequential runs of their rounds; nil where none pairs.
func pairedSpeedup(of runs: [RunRecord], over sequential: [RunRecord]) -> PairedComparison? {
  let logRatios = speedupLogRatios(of: runs, over: sequential)
  return try? PairedComparison(logRatios: logRatios)
}

/// ln(sequential time / time) of each run that has a sequential run of its round beside it.
///
/// Where a round holds several, the nearest in the order of execution is taken: what disturbed the one
/// most likely disturbed the other.
func speedupLogRatios(of runs: [RunRecord], over sequential: [RunRecord]) -> [Double] {
  let byPair = Dictionary(grouping: sequential, by: \.position.pair)
  return runs.sorted { $0.position.slot < $1.position.slot }.compactMap { run in
    let partner = (byPair[run.position.pair] ?? []).min { a, b in
      distance(a, run) < distance(b, run)
    }
    guard let partner else { return nil }
    return logarithm(partner.nanosecondsPerGas) - logarithm(run.nanosecondsPerGas)
  }
}

private func distance(_ a: RunRecord, _ b: RunRecord) -> UInt {
  // Of two numbers from 0, so neither difference overflows.
  (a.position.slot - b.position.slot).magnitude
}
