import GSL
import Schedulers
import Workloads

/// What generating a workload's blocks takes beside executing them, on one core.
public struct GenerationTiming: Sendable {
  /// Medians over the rounds, in nanoseconds of processor time a transaction.
  public let blocks: Double
  /// Tables of laws and orders of keys, in nanoseconds in all: made once, however many blocks follow.
  public let preparation: Double
  /// Genesis state, headers and hash, which no block has to wait for.
  public let assembly: Double
  /// Lean sequential execution.
  public let execution: Double

  /// Time for the blocks over time for their execution.
  public var ratio: Double { blocks / execution }

  /// Generates and executes `spec` in turn, `rounds` times after one round that is not counted. Takes a
  /// large stack: see `onLargeStack`.
  /// - Throws: ``ExperimentFailure``, `SchedulerFailure`, ``Interrupted``.
  public static func measure(
    _ spec: WorkloadSpec, rounds: Int, until interruption: Interruption = Interruption()
  ) throws -> GenerationTiming {
    var samples: (preparation: [Double], blocks: [Double], assembly: [Double], execution: [Double])
    samples = ([], [], [], [])
    let pool = WorkerPool(size: 1)
    for round in 0...max(rounds, 1) {
      try interruption.check()
      let (workload, time) = BlockGenerator(spec).timedGenerate()
      let stream = try BlockStream(workload, name: spec.name)
      let run = try StreamExecution(
        of: stream, under: SchedulerSelection.baseline, with: pool, until: interruption)
      guard round > 0 else { continue }
      let count = Double(max(workload.transactionCount, 1))
      samples.preparation.append(Double(time.preparation))
      samples.blocks.append(Double(time.blocks) / count)
      samples.assembly.append(Double(time.assembly) / count)
      samples.execution.append(Double(run.time.processor) / count)
    }
    return GenerationTiming(
      blocks: Moments.quantile(0.5, of: samples.blocks),
      preparation: Moments.quantile(0.5, of: samples.preparation),
      assembly: Moments.quantile(0.5, of: samples.assembly),
      execution: Moments.quantile(0.5, of: samples.execution))
  }
}
