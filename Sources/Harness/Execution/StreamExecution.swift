import Schedulers
import State

/// One execution of a stream under one scheduler: what came out, and what it took.
struct StreamExecution {
  /// By block.
  var results: [[TransactionResult]] = []
  /// By block, the order of the outcome where the scheduler chose it; results are in block order anyway.
  private(set) var orders: [[Int]?] = []
  /// The state after the last block.
  let state: WorldState
  private(set) var counters = ExecutionCounters()
  private(set) var attempts = AttemptHistogram()
  /// What every lane did, by block, if that was asked for.
  private(set) var traces: [ScheduleTrace] = []
  /// Why the scheduler executed some block in order after all; nil if it never did.
  private(set) var fallback: String?
  /// Blocks of which it executed some transaction in order after all.
  private(set) var fallbackBlocks = 0
  /// By the way that a scheduler took which has several, how many blocks it executed so.
  private(set) var blocksByWay: [String: Int] = [:]
  /// Time inside `Scheduler.execute`, summed over the blocks; nothing else is on the clock.
  var time = ElapsedTime()

  /// Executes all blocks of `stream`, from a fresh copy of its genesis.
  /// - Parameters:
  ///   - isTraced: whether every lane notes what it does, which takes time.
  ///   - finalState: a state after the stream. Tables get its size before the clock runs, as those of a
  ///     node have theirs: tables that just fit the genesis double in the middle of some block, which takes
  ///     as long as a hundred transactions whoever executes it.
  /// - Throws: ``SchedulerFailure``, or ``Interrupted`` between two blocks.
  init(
    of stream: BlockStream, under scheduler: any Scheduler, with pool: WorkerPool,
    until interruption: Interruption, isTraced: Bool = false, roomFor finalState: WorldState? = nil
  ) throws {
    self.init(beforeAnyOf: stream, roomFor: finalState)
    for step in stream.steps {
      try interruption.check()
      if isTraced {
        try trace(step, under: scheduler, with: pool)
      } else {
        try execute(step, under: scheduler, with: pool)
      }
    }
  }

  /// One of which no block has been executed yet.
  init(beforeAnyOf stream: BlockStream, roomFor finalState: WorldState?) {
    state = stream.genesis.copy()
    if let finalState { state.makeRoom(as: finalState) }
    results.reserveCapacity(stream.steps.count)
  }

  private mutating func execute(
    _ step: BlockStream.Step, under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(SchedulerFailure) {
    let stopwatch = Stopwatch(of: pool)
    let execution = try scheduler.execute(
      step.executor, on: state, with: pool, knowing: step.knowledge)
    time += stopwatch.elapsed()
    add(execution)
  }

  private mutating func trace(
    _ step: BlockStream.Step, under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(SchedulerFailure) {
    let stopwatch = Stopwatch(of: pool)
    let (execution, trace) = try scheduler.trace(
      step.executor, on: state, with: pool, knowing: step.knowledge)
    time += stopwatch.elapsed()
    traces.append(trace)
    add(execution)
  }

  /// Adds what became of the next block.
  mutating func add(_ execution: BlockExecution) {
    results.append(execution.results)
    orders.append(execution.order)
    fallback = fallback ?? execution.fallback
    if execution.fallback != nil { fallbackBlocks += 1 }
    if let way = execution.way { blocksByWay[way, default: 0] += 1 }
    counters = counters + execution.counters
    attempts = attempts + execution.attempts
  }
}
