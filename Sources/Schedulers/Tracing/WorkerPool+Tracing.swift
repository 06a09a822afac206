import State

extension WorkerPool {
  /// Where lane `number` notes what it does: nowhere, unless somebody traces the pool. Ask once a lane and
  /// block, before the lane's loop.
  public func trace(of number: Int) -> LaneTrace { recorder?.lane(number) ?? .off }
}

extension Scheduler {
  /// Executes a block as ``execute(_:on:with:knowing:)`` does, and notes what every lane does when.
  ///
  /// Not for measuring: the notes take tens of nanoseconds each. The pool must be the caller's alone.
  public func trace<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> (execution: BlockExecution, trace: ScheduleTrace) {
    let recorder = ScheduleRecorder(
      laneCount: pool.size, transactionCount: executor.transactionCount)
    pool.recorder = recorder
    defer { pool.recorder = nil }
    let start = recorder.beginBlock()
    let execution = try execute(executor, on: state, with: pool, knowing: knowledge)
    return (
      execution, recorder.endBlock(from: start, transactionCount: executor.transactionCount)
    )
  }
}
