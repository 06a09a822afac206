import Results
import Statistics

/// The report's figures as `summary.csv`: one row per case and arm. Empty fields are unknown, not zero.
public struct CSVReporter: Reporter {
  public init() {}

  /// Raised when a column changes its meaning, goes or comes.
  public static let schemaVersion = 5

  /// The columns, in order. Times and rates are in the units that the names end in. "bound" is what "of_bound"
  /// divides by: the smaller of the workers and the bound by time, or by gas where that is all there is; "of_machine"
  /// divides by "machine_speedup" where that is less. The columns of hints are shares of all blocks' locations, and
  /// of their edges: conflicts between two transactions.
  public static let columnNames = [
    "schema_version", "session", "suite", "case", "profile", "skew_nominal", "stream_hash",
    "scheduler", "threads", "runs", "txs_per_s", "txs_per_s_lower", "txs_per_s_upper", "gas_per_s",
    "gas_per_s_lower", "gas_per_s_upper", "pairs", "speedup", "speedup_lower", "speedup_upper",
    "speedup_p", "log_ratio_sd", "mde", "bound", "bound_by_gas", "bound_by_time", "of_bound",
    "machine_speedup", "of_machine", "of_machine_lower", "of_machine_upper",
    "executions_per_tx", "validations_per_tx", "aborts_per_run", "suspensions_per_run",
    "wasted_gas_share", "cpu_s_per_ggas", "preparation_ns_per_tx", "preparation_share",
    "fallback_share", "hint_precision", "hint_recall", "hint_edge_precision", "hint_edge_recall",
  ]

  public func render(_ report: Report) -> String {
    var text = csvLine(Self.columnNames) + "\n"
    for item in report.cases {
      for arm in item.arms { text += csvLine(row(arm, of: item, in: report)) + "\n" }
    }
    return text
  }

  private func row(_ arm: ArmReport, of item: CaseReport, in report: Report) -> [String] {
    let workload = item.workload
    let speedup = arm.speedup
    let identity = [
      "\(Self.schemaVersion)", report.session, report.suite, workload.name, workload.profile,
      number(workload.nominalSkew), workload.streamHash, arm.scheduler, "\(arm.threads)",
      "\(arm.runs)",
    ]
    let compared = [
      speedup.map { "\($0.pairs)" } ?? "", number(speedup?.ratio), number(speedup?.interval?.lower),
      number(speedup?.interval?.upper), number(speedup?.pValue),
      number(speedup?.standardDeviation), number(speedup?.minimumDetectableEffect()),
      number(arm.bound), number(item.boundByGas), number(item.boundByTime), number(arm.efficiency),
      number(arm.machineSpeedup), number(arm.shareOfMachine?.value),
      number(arm.shareOfMachine?.interval?.lower), number(arm.shareOfMachine?.interval?.upper),
    ]
    let counters = [
      arm.executionsPerTransaction, arm.validationsPerTransaction, arm.aborts, arm.suspensions,
      arm.wastedGasShare, arm.cpuSecondsPerGigagas, arm.preparationNanosecondsPerTransaction,
      arm.preparationShare, arm.fallbackShare,
    ]
    let hints = [
      arm.hints?.precision, arm.hints?.recall, arm.hints?.edgePrecision, arm.hints?.edgeRecall,
    ]
    return identity + estimate(arm.transactionsPerSecond) + estimate(arm.gasPerSecond) + compared
      + counters.map(number) + hints.map(number)
  }

  private func estimate(_ estimate: Estimate) -> [String] {
    [number(estimate.value), number(estimate.interval?.lower), number(estimate.interval?.upper)]
  }

  /// All digits: the next program decides how many it wants.
  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return "\(value)"
  }
}
