import Foundation
import Results
import Schedulers

extension Experiment {
  /// Executes every arm as it will be measured, and checks it, but records nothing.
  mutating func warmUp(_ subject: MeasuredCase, _ arms: [ExperimentPlan.Arm]) throws {
    for _ in 0..<plan.warmups {
      for arm in [.baseline] + arms {
        let verdict = try execute(subject, under: arm, label: "warm-up")
        if let mismatch = verdict.mismatch { throw mismatch }
      }
    }
  }

  /// Runs all pairs of a case: in each round, one pair for each arm.
  mutating func measure(
    _ subject: MeasuredCase, _ arms: [ExperimentPlan.Arm],
    recording record: (RunRecord) throws -> Void
  ) throws {
    for round in 0..<plan.pairs {
      for (index, arm) in arms.enumerated() {
        let pair = round * arms.count + index + 1
        // For people, the pairs of each arm are counted: that is what they asked for.
        try measure(
          subject, arm, pair: pair, order: .init(ofRound: round),
          label: "pair \(round + 1) of \(plan.pairs)", recording: record)
      }
    }
  }

  /// Executes every arm once more, with its lanes' notes, and checks it.
  mutating func trace(
    _ subject: MeasuredCase, _ arms: [ExperimentPlan.Arm],
    keeping keep: (TracedRun) throws -> Void
  ) throws {
    for arm in [.baseline] + arms {
      let verdict = try execute(subject, under: arm, label: "traced", isTraced: true)
      if let mismatch = verdict.mismatch { throw mismatch }
      try keep(
        TracedRun(
          subject: subject.stream.name, scheduler: arm.name, workers: arm.workers,
          blocks: verdict.execution.traces, time: verdict.execution.time))
    }
  }

  /// Sequential and `arm`, back to back.
  private mutating func measure(
    _ subject: MeasuredCase, _ arm: ExperimentPlan.Arm, pair: Int, order: RunRecord.Order,
    label: String, recording record: (RunRecord) throws -> Void
  ) throws {
    for side in order.sides {
      let position = RunRecord.Position(
        pair: pair, slot: slot, order: order,
        startedMilliseconds: Int64(Date().timeIntervalSince1970 * 1000))
      slot += 1
      try measure(
        subject, side == .baseline ? .baseline : arm, at: position, label: label, recording: record)
    }
  }

  /// One run. Its figures leave this function only together with the verdict on its outcome.
  private mutating func measure(
    _ subject: MeasuredCase, _ arm: ExperimentPlan.Arm, at position: RunRecord.Position,
    label: String, recording record: (RunRecord) throws -> Void
  ) throws {
    let verdict = try execute(subject, under: arm, label: label)
    let run = session.record(
      of: verdict, workload: subject.workload, arm: arm,
      hints: arm.hints.flatMap { subject.hints[$0] }, position: position)
    try record(run)
    if let mismatch = verdict.mismatch { throw mismatch }
    observe(.recorded(run))
  }

  /// One execution and its check, measured or not.
  ///
  /// A scheduler that gave up its way has measured another one's, and is refused, unless its hints may have
  /// missed an access: then giving up is what such hints cost, and the record says in how many blocks.
  private mutating func execute(
    _ subject: MeasuredCase, under arm: ExperimentPlan.Arm, label: String, isTraced: Bool = false
  ) throws -> OutcomeVerdict {
    try interruption.check()
    observe(.running(step: step, label: "\(subject.stream.name), \(arm.label), \(label)"))
    step += 1
    guard let pool = pools[arm.workers] else {
      throw ExperimentFailure("there is no pool of \(arm.workers) workers")
    }
    if arm.isCopies { return try executeCopies(of: subject, as: arm, with: pool) }
    let execution = try StreamExecution(
      of: subject.stream(for: arm), under: arm.scheduler, with: pool, until: interruption,
      isTraced: isTraced, roomFor: subject.oracle.execution.state)
    if let fallback = execution.fallback, arm.hints?.mayMiss != true {
      throw ExperimentFailure(
        "\(subject.stream.name): \(arm.scheduler.name) did not execute a block its own way, so its times "
          + "would be another scheduler's: \(fallback)")
    }
    return try subject.oracle.verdict(on: execution, by: arm)
  }

  /// Sequential executions at once. All are checked, the first to the roots that its record has.
  private func executeCopies(
    of subject: MeasuredCase, as arm: ExperimentPlan.Arm, with pool: WorkerPool
  ) throws -> OutcomeVerdict {
    let copies = try StreamExecution.copies(
      of: subject.stream, with: pool, until: interruption,
      roomFor: subject.oracle.execution.state)
    let wrong = copies.dropFirst().first { subject.oracle.firstMismatch(of: $0, by: arm) != nil }
    return subject.oracle.compare(wrong ?? copies[0], by: arm)
  }
}
