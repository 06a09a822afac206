import Primitives
import Schedulers
import State

extension StreamExecution {
  /// Executes `stream` on every worker of `pool` at once, each sequentially and on a state of its own: what the
  /// machine does with so many workers that wait for nobody.
  ///
  /// Two cores need not do twice the work of one: they share caches, memory, a clock that falls when both are
  /// busy, and in a virtual machine a host that gives them to others. A scheduler that falls short of the
  /// number of its workers may fall short by its own doing or by that, and only this tells which. It is
  /// the rate of work without conflicts, order or anything to agree on; a scheduler's workers have one
  /// state in their caches where the copies have one each, so that of small caches more can be got.
  ///
  /// - Returns: by worker. Each has as its time what one passage through the stream takes at the rate of all
  ///   copies together: block by block, one over the sum of what each does in a nanosecond; and the mean
  ///   processor time of a passage.
  /// - Throws: ``SchedulerFailure``, or ``Interrupted`` between two blocks.
  ///
  /// Takes as long as sequential execution if every worker has a processor, and the memory of as many states.
  static func copies(
    of stream: BlockStream, with pool: WorkerPool, until interruption: Interruption,
    roomFor finalState: WorldState? = nil
  ) throws -> [StreamExecution] {
    let copies = (0..<pool.size).map {
      StreamCopy(StreamExecution(beforeAnyOf: stream, roomFor: finalState), lane: $0)
    }
    var time = ElapsedTime()
    for step in stream.steps {
      try interruption.check()
      pool.gather()
      try pool.run { lane throws(SchedulerFailure) in try copies[lane].execute(step) }
      time += atOnce(copies.map(\.blockTime))
    }
    return copies.map { copy in
      var execution = copy.execution
      execution.time = time
      return execution
    }
  }

  /// The time for one piece of work where workers, each at its own rate, do such pieces at once.
  /// - Parameter times: what each worker takes for one; at least one.
  static func atOnce(_ times: [ElapsedTime]) -> ElapsedTime {
    let rate = times.reduce(0.0) { $0 + 1 / Double(max($1.wall, 1)) }
    return ElapsedTime(
      wall: UInt64((1 / rate).rounded()),
      processor: times.reduce(0) { $0 + $1.processor } / UInt64(times.count))
  }
}

/// One worker's copy of everything that an execution changes.
///
/// `@unchecked Sendable`: during a run of the pool it is its lane's, before and after the calling thread's.
private final class StreamCopy: @unchecked Sendable {
  private(set) var execution: StreamExecution
  /// What the last block took.
  private(set) var blockTime = ElapsedTime()
  private let lane: Int
  private let scheduler = SequentialScheduler()
  private let pool = WorkerPool(size: 1)

  init(_ execution: StreamExecution, lane: Int) {
    self.execution = execution
    self.lane = lane
  }

  func execute(_ step: BlockStream.Step) throws(SchedulerFailure) {
    try execute(step.executor)
  }

  private func execute(_ executor: some TransactionExecutor) throws(SchedulerFailure) {
    let executor = ExecutorOfLane(base: executor, lane: lane)
    let stopwatch = Stopwatch()
    let outcome = try scheduler.execute(
      executor, on: execution.state, with: pool, knowing: .nothing)
    blockTime = stopwatch.elapsed()
    execution.add(outcome)
  }
}

/// A block's transactions for a scheduler that has one lane, and believes that it is the first.
private struct ExecutorOfLane<Base: TransactionExecutor>: TransactionExecutor {
  let base: Base
  let lane: Int

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }
  var transactions: [Transaction]? { base.transactions }
  func makeWorker(lane: Int) -> any TransactionWorker { base.makeWorker(lane: self.lane) }
}
