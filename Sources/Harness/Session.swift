import Results
import Schedulers

/// What all runs of one experiment have in common in their records.
struct Session: Sendable {
  var identifier: String
  var suite: String
  var machine: String
  var commit: String
  var build: String

  init(_ environment: EnvironmentRecord) {
    identifier = environment.session
    suite = environment.plan.suite
    machine = environment.machine.label
    commit = environment.build.commitLabel
    build = environment.build.identifier
  }

  /// The record of one run.
  func record(
    of verdict: OutcomeVerdict, workload: RunRecord.Workload, arm: ExperimentPlan.Arm,
    hints: PreparedHints? = nil, position: RunRecord.Position
  ) -> RunRecord {
    var record = RunRecord(
      session: identifier, suite: suite, machine: machine, workload: workload,
      arm: RunRecord.Arm(
        scheduler: arm.name, threads: arm.workers, commit: commit, build: build),
      hints: hints.map { RunRecord.Hints($0) }, position: position,
      cost: RunRecord.Cost(verdict.execution),
      outcome: RunRecord.Outcome(verdict.outcome), isValid: verdict.mismatch == nil)
    record.fallbackBlocks = verdict.execution.fallbackBlocks
    return record
  }
}

extension RunRecord.Cost {
  init(_ execution: StreamExecution) {
    let counters = execution.counters
    let blocksByWay = execution.blocksByWay.map { ("blocks-\($0.key)", $0.value) }
    self.init(
      wallNanoseconds: execution.time.wall, cpuNanoseconds: execution.time.processor,
      executions: counters.executions, validations: counters.validations,
      aborts: counters.aborts, suspensions: counters.suspensions, wastedGas: counters.wastedGas,
      abortCauses: Dictionary(
        uniqueKeysWithValues: counters.abortCounts.nonZero.map { ($0.cause.name, $0.count) }),
      attempts: RunRecord.Attempts(execution.attempts),
      schedulerCounts: [
        "rounds": counters.rounds, "reused": counters.reused,
        "in-order": counters.executionsInOrder,
      ].filter { $0.value > 0 }.merging(blocksByWay) { $1 },
      preparationNanoseconds: UInt64(max(0, counters.preparation / .nanoseconds(1))))
  }
}

extension RunRecord.Attempts {
  init(_ histogram: AttemptHistogram) {
    self.init()
    (one, two, three, four, fiveOrMore) = (
      histogram.counts[0], histogram.counts[1], histogram.counts[2], histogram.counts[3],
      histogram.counts[4]
    )
    maximum = histogram.maximum
  }
}

extension RunRecord.Hints {
  init(_ prepared: PreparedHints) {
    self.init(
      precision: prepared.quality.locations.precision, recall: prepared.quality.locations.recall,
      edgePrecision: prepared.quality.edges.precision, edgeRecall: prepared.quality.edges.recall,
      nanoseconds: prepared.nanoseconds)
  }
}

extension RunRecord.Outcome {
  init(_ outcome: StreamOutcome) {
    self.init(
      stateRoot: outcome.stateRoot.hex, receiptsRoot: outcome.receiptsRoot.hex,
      logsHash: outcome.logsHash.hex)
  }
}
