extension RunRecord {
  /// The version of the columns below; raised when one changes its meaning, goes or comes.
  public static let schemaVersion = 5

  /// The columns of `runs.csv`, in order, after `schema_version`.
  ///
  /// The one list that reading, writing and the header are made of. `valid` stays last: a row that ends
  /// in "true" or "false" is whole, even where a crash took its line end.
  static let columns: [RunColumn] = [
    .text("session", \.session, required: true),
    .text("suite", \.suite, required: true),
    .text("case", \.workload.name, required: true),
    .text("profile", \.workload.profile),
    .text("stream_hash", \.workload.streamHash, required: true),
    .unsigned("seed", \.workload.seed),
    .optionalNumber("skew_nominal", \.workload.nominalSkew),
    .text("scheduler", \.arm.scheduler, required: true),
    .count("threads", \.arm.threads, atLeast: 1),
    .count("pair", \.position.pair, atLeast: 1),
    .count("slot", \.position.slot, atLeast: 0),
    .order("order", \.position.order),
    .milliseconds("started_ms", \.position.startedMilliseconds),
    .text("machine", \.machine),
    .text("commit", \.arm.commit),
    .text("build_id", \.arm.build),
    .count("blocks", \.workload.blocks, atLeast: 1),
    .count("txs", \.workload.transactions, atLeast: 1),
    .unsigned("gas", \.workload.gas, atLeast: 1),
    .optionalUnsigned("critical_path_gas", \.workload.criticalPathGas),
    .optionalUnsigned("critical_path_ns", \.workload.criticalPathNanoseconds),
    .optionalUnsigned("transactions_ns", \.workload.transactionsNanoseconds),
    .unsigned("wall_ns", \.cost.wallNanoseconds, atLeast: 1),
    .unsigned("cpu_ns", \.cost.cpuNanoseconds),
    .count("exec_count", \.cost.executions, atLeast: 0),
    .count("validate_count", \.cost.validations, atLeast: 0),
    .count("abort_count", \.cost.aborts, atLeast: 0),
    .count("suspension_count", \.cost.suspensions, atLeast: 0),
    .unsigned("wasted_gas", \.cost.wastedGas),
    .counts("abort_causes", \.cost.abortCauses),
    .count("attempts_1", \.cost.attempts.one, atLeast: 0),
    .count("attempts_2", \.cost.attempts.two, atLeast: 0),
    .count("attempts_3", \.cost.attempts.three, atLeast: 0),
    .count("attempts_4", \.cost.attempts.four, atLeast: 0),
    .count("attempts_5_or_more", \.cost.attempts.fiveOrMore, atLeast: 0),
    .count("attempts_max", \.cost.attempts.maximum, atLeast: 0),
    .counts("scheduler_counts", \.cost.schedulerCounts),
    .unsigned("preparation_ns", \.cost.preparationNanoseconds),
    .count("fallback_blocks", \.fallbackBlocks, atLeast: 0),
    .hints("hint_precision", \.precision),
    .hints("hint_recall", \.recall),
    .hints("hint_edge_precision", \.edgePrecision),
    .hints("hint_edge_recall", \.edgeRecall),
    .hintTime("hint_ns"),
    .text("state_root", \.outcome.stateRoot),
    .text("receipts_root", \.outcome.receiptsRoot),
    .text("logs_hash", \.outcome.logsHash),
    .flag("valid", \.isValid),
  ]

  /// The names of all columns, `schema_version` first.
  public static let columnNames: [String] = ["schema_version"] + columns.map(\.name)

  /// The header line of `runs.csv`, without its line end.
  public static let csvHeader = csvLine(columnNames)

  /// The record's row of `runs.csv`, without its line end.
  public var csvRow: String {
    csvLine(["\(Self.schemaVersion)"] + Self.columns.map { $0.write(self) })
  }

  /// What a row is read into, field by field.
  static let blank = RunRecord(
    session: "", suite: "", machine: "",
    workload: Workload(
      name: "", profile: "", streamHash: "", seed: 0, nominalSkew: nil, blocks: 1,
      transactions: 1, gas: 1, criticalPathGas: nil),
    arm: Arm(scheduler: "", threads: 1, commit: "", build: ""),
    position: Position(pair: 1, slot: 0, order: .forward, startedMilliseconds: 0),
    cost: Cost(
      wallNanoseconds: 1, cpuNanoseconds: 0, executions: 0, validations: 0, aborts: 0,
      suspensions: 0, wastedGas: 0),
    outcome: Outcome(stateRoot: "", receiptsRoot: "", logsHash: ""), isValid: false)
}
