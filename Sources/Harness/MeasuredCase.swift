import EVM
import Results
import Schedulers
import State
import Workloads

/// A case made ready to be measured: its blocks, the outcome that every run must have, and what its
/// records say of it.
struct MeasuredCase {
  let stream: BlockStream
  let oracle: OutcomeOracle
  let workload: RunRecord.Workload
  /// What arms are told that ask for hints.
  var hints: [HintSetting: PreparedHints] = [:]

  /// The blocks with what the arm is told of them.
  func stream(for arm: ExperimentPlan.Arm) -> BlockStream {
    guard let prepared = arm.hints.flatMap({ hints[$0] }) else { return stream }
    return stream.informed(prepared.sets.map { BlockKnowledge(accessSets: $0) })
  }
}

extension MeasuredCase {
  /// Generates or reads the case's blocks, executes them sequentially, measures what each transaction takes
  /// (``TransactionTimes``), and finds their critical paths.
  ///
  /// - Parameters:
  ///   - arms: what will execute it: knowledge of the blocks is recorded if one of them needs it.
  ///   - isTimed: whether the transactions' times are measured, which takes six sequential executions more.
  ///     Without them there is no bound by time.
  /// - Throws: ``ExperimentFailure`` where a transaction does not end as it is meant to, or a stream cannot
  ///   be read; ``UnreachableTarget``; `WorkloadError`; `SchedulerFailure`; ``OutcomeMismatch``;
  ///   ``Interrupted``.
  init(
    _ planned: ExperimentPlan.Case, for arms: [ExperimentPlan.Arm], isTimed: Bool = true,
    until interruption: Interruption
  ) throws {
    let made = try MadeWorkload(planned.source, until: interruption)
    try interruption.check()
    let whole = try BlockStream(made.workload, name: planned.name)
    let learning = planned.learningBlocks
    guard learning < whole.steps.count else {
      throw ExperimentFailure(
        "\(planned.name) has \(whole.steps.count) blocks, so after learning from \(learning) there is "
          + "nothing left to measure: give more blocks or fewer learning blocks")
    }
    let request = StreamAnalysis.Request(
      informs: arms.contains { $0.scheduler.requirement != .nothing && $0.hints == nil },
      hints: unique(arms.compactMap(\.hints)), learningBlocks: learning, seed: made.workload.seed)
    let analysis = try StreamAnalysis(of: whole, request, until: interruption)
    let stream = BlockStream(
      name: whole.name, genesis: analysis.start, steps: Array(whole.steps.dropFirst(learning))
    ).informed(analysis.knowledge)
    let intended = Array(made.workload.intended.dropFirst(learning))
    var oracle = try OutcomeOracle(for: stream, until: interruption)
    try oracle.refuseUnmeant(intended)
    oracle.intended = intended
    let measured = stream.withReadLatency(microseconds: planned.readLatency)
    let times =
      isTimed
      ? try TransactionTimes(of: measured, checkedBy: oracle, until: interruption) : nil
    self.init(
      stream: measured, oracle: oracle,
      workload: RunRecord.Workload(
        name: planned.name,
        profile: made.workload.transactionsByProfile.map(\.profile).joined(separator: "+"),
        streamHash: made.workload.streamHash, seed: made.workload.seed,
        nominalSkew: made.nominalSkew, blocks: stream.steps.count,
        transactions: stream.transactionCount, gas: oracle.outcome.totalGasUsed,
        criticalPathGas: analysis.criticalPathGas,
        criticalPathNanoseconds: times.map { analysis.criticalPath(weighing: $0.nanoseconds) },
        transactionsNanoseconds: times?.total),
      hints: analysis.hints)
  }
}

/// A case's blocks, and the skew that its parameters ask for.
private struct MadeWorkload {
  let workload: GeneratedWorkload
  /// The largest Zipf exponent among the choices of keys, nil where none is by Zipf's law. One number for
  /// a column: what came of all the choices is ``GeneratedWorkload/realised``.
  let nominalSkew: Double?

  init(_ source: ExperimentPlan.Case.Source, until interruption: Interruption) throws {
    switch source {
    case .generated(let asked):
      let spec = try TargetSolver.solve(asked, until: interruption)?.workload ?? asked
      workload = try BlockGenerator(spec).generate(threads: 1) { () throws(Interrupted) in
        try interruption.check()
      }
      nominalSkew = Harness.nominalSkew(of: spec)
    case .stream(let path, _):
      let stream: StreamFile
      do { stream = try StreamFile.read(path) } catch {
        throw ExperimentFailure(error.description)
      }
      workload = stream.workload
      nominalSkew = stream.header.nominalSkew
    }
  }
}

extension StreamHeader {
  /// As ``nominalSkew(of:)`` has it of the workload, from what its file said.
  var nominalSkew: Double? {
    let values = Dictionary(parameters.map { ($0.path, $0.value) }) { first, _ in first }
    return parameters.compactMap { parameter in
      guard parameter.path.hasSuffix(".exponent") else { return nil }
      let law = parameter.path.dropLast("exponent".count) + "distribution"
      return values[String(law)] == "zipf" ? Double(parameter.value) : nil
    }.max()
  }
}

/// The largest Zipf exponent among the choices of keys, nil where none is by Zipf's law.
func nominalSkew(of workload: WorkloadSpec) -> Double? {
  let choices = workload.mix.flatMap(\.profile.choices).filter { choice in
    if case .values = choice.keys { return false }
    return choice.distribution == "zipf"
  }
  return choices.flatMap(\.parameters).filter { $0.name == "exponent" }.map(\.value).max()
}

extension OutcomeOracle {
  /// Refuses a stream of which a transaction does not end as `intended` says, by block and transaction:
  /// one that fails unmeant does next to nothing, and would pass for a very fast one.
  func refuseUnmeant(_ intended: [[IntendedOutcome]]) throws(ExperimentFailure) {
    for (block, (results, outcomes)) in zip(execution.results, intended).enumerated() {
      for (index, (result, outcome)) in zip(results, outcomes).enumerated()
      where result.status != outcome.status {
        throw ExperimentFailure(
          "\(stream.name): transaction \(index) of block \(block) \(Self.fate(of: result)), and was "
            + "meant to \(outcome.verb), so its times would mean nothing")
      }
    }
  }

  private static func fate(of result: TransactionResult) -> String {
    switch result.status {
    case .success: return "succeeds"
    case .reverted: return "reverts after \(result.gasUsed) gas"
    case .halted: return "halts after \(result.gasUsed) gas"
    case .rejected:
      let reason = TransactionRejection(rawValue: result.rejection)?.description
      return "is not valid (\(reason ?? "rejection code \(result.rejection)"))"
    }
  }
}

extension IntendedOutcome {
  fileprivate var status: TransactionStatus {
    switch self {
    case .success: .success
    case .revert: .reverted
    case .halt: .halted
    }
  }

  fileprivate var verb: String {
    switch self {
    case .success: "succeed"
    case .revert: "revert"
    case .halt: "halt"
    }
  }
}
