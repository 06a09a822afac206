import Schedulers
import State

/// One execution of a stream under one scheduler: what came out, and what it took.
struct StreamExecution {
  /// By block.
  private(set) var results: [[TransactionResult]] = []
  /// The state after the last block.
  let state: WorldState
  private(set) var counters = ExecutionCounters()
  /// Why the scheduler executed some block in order after all; nil if it never did.
  private(set) var fallback: String?
  /// Time inside `Scheduler.execute`, summed over the blocks; nothing else is on the clock.
  private(set) var time = ElapsedTime()

  /// Executes all blocks of `stream`, from a fresh copy of its genesis.
  /// - Throws: ``SchedulerFailure``, or ``Interrupted`` between two blocks.
  init(
    of stream: BlockStream, under scheduler: any Scheduler, with pool: WorkerPool,
    until interruption: Interruption
  ) throws {
    state = stream.genesis.copy()
    results.reserveCapacity(stream.steps.count)
    for step in stream.steps {
      try interruption.check()
      try execute(step, under: scheduler, with: pool)
    }
  }

  private mutating func execute(
    _ step: BlockStream.Step, under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(SchedulerFailure) {
    let stopwatch = Stopwatch()
    let execution = try scheduler.execute(
      step.executor, on: state, with: pool, knowing: step.knowledge)
    time += stopwatch.elapsed()
    results.append(execution.results)
    fallback = fallback ?? execution.fallback
    counters = counters + execution.counters
  }
}
