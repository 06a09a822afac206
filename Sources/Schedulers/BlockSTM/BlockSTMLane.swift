import Primitives
import State

/// What a worker keeps from block to block: memory that has grown to what blocks need.
final class LaneMemory {
  private let paddingBefore = LinePadding()
  let effects = TransactionEffects()
  var nodes = BumpArena()
  var lists = BumpArena()
  var reads = ReadSet()
  private let paddingAfter = LinePadding()

  func reset() {
    nodes.reset()
    lists.reset()
    reads.reset()
  }
}

/// One worker in one block: the steps it can take, which ``run()`` takes in the order that the
/// collaborative scheduler says, and tests in any order.
final class BlockSTMLane {
  let number: Int
  let block: BlockSTMBlock
  let memory: LaneMemory
  let effects: TransactionEffects
  let view: SpeculativeView
  private let reading: any StateView
  private let worker: any TransactionWorker
  let results: ResultLane
  let trace: LaneTrace
  /// The list of what this lane wrote last, and whose it is.
  var newestWrites = (transaction: -1, list: WriteList(words: nil))
  var counters = ExecutionCounters()
  /// Why the last read set that did not hold did not.
  private(set) var staleness = AbortCause.staleRead

  init(
    _ number: Int, of block: BlockSTMBlock, _ worker: any TransactionWorker, _ memory: LaneMemory,
    _ results: ResultLane, _ trace: LaneTrace = .off, stallLimit: Duration = .standardStallLimit
  ) {
    self.number = number
    self.block = block
    self.worker = worker
    self.memory = memory
    self.results = results
    self.trace = trace
    effects = memory.effects
    view = SpeculativeView(block, memory, stallLimit: stallLimit)
    reading = view
  }

  /// How an attempt ended.
  enum Attempt: Equatable {
    case finished
    /// It read an estimate of this transaction.
    case blocked(on: Int)
  }

  /// Runs the transaction on what is visible now. Makes nothing visible.
  @inline(__always)
  func attempt(_ version: TransactionVersion) -> Attempt {
    view.isFirstIncarnation = version.incarnation == 0
    if let writer = block.expectedWriters.unfinished(of: version.transaction, block.scheduler) {
      view.begin(version.transaction)
      return .blocked(on: writer)
    }
    return attempt(version.transaction, below: version.transaction)
  }

  /// Runs a transaction on the versions below `limit` that are visible now. Makes nothing visible.
  @inline(__always)
  func attempt(_ transaction: Int, below limit: Int) -> Attempt {
    view.begin(limit)
    if block.options.hasEstimates, block.options.waiting == .restart,
      let blocking = view.predictedBlocker
    {
      return .blocked(on: blocking)
    }
    counters.executions &+= 1
    trace.enter(.execute, transaction)
    results.beginAttempt(at: transaction)
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: reading, into: effects)
      return .finished
    } catch {
      counters.abort(.estimate)
      trace.abort(transaction, .estimate)
      return .blocked(on: error.blockingTransaction)
    }
  }

  /// Makes the attempt that finished visible and reports it.
  @inline(__always)
  func publish(_ version: TransactionVersion) -> SchedulerTask? {
    trace.enter(.publish, version.transaction)
    results.record(effects, of: version.transaction)
    let wroteNewLocation = keep(version, .visible, in: block.transactions)
    return block.scheduler.pointee.finishExecution(
      version, wroteNewLocation: wroteNewLocation, expect: expect(from:of:at:))
  }

  /// Keeps what the attempt that finished read, paid and wrote. Returns whether a location was written
  /// that the last incarnation left alone.
  @inline(__always)
  func keep(
    _ version: TransactionVersion, _ placement: WritePlacement, in table: TransactionTable
  ) -> Bool {
    table.setReadSet(of: version.transaction, memory.reads.keep())
    table.setFee(of: version.transaction, effects.fee)
    return recordWrites(version, placement, in: table)
  }

  /// Whether the version would read now what it read.
  @inline(__always)
  func isValid(_ version: TransactionVersion) -> Bool {
    counters.validations &+= 1
    trace.enter(.validate, version.transaction)
    guard let reads = block.transactions.readSet(of: version.transaction) else { return false }
    let found = block.memory.staleness(reads, of: version.transaction, block.folds)
    if let found { staleness = found }
    return found == nil
  }

  /// Aborts a version that is not valid, unless another worker does.
  @inline(never)
  func abort(_ version: TransactionVersion) -> SchedulerTask? {
    guard block.scheduler.pointee.tryValidationAbort(version) else { return nil }
    counters.abort(staleness, gas: results.gasUsed(by: version.transaction))
    trace.abort(version.transaction, staleness)
    trace.enter(.publish, version.transaction)
    let writes = block.transactions.writes(of: version.transaction)
    for index in 0..<writes.count {
      let node = writes[index]
      if node.version.isWritten { node.mark(node.version.aborted) }
    }
    return block.scheduler.pointee.finishValidation(version, aborted: true)
  }

  /// Takes all steps of a task and returns the one that follows from it, if any.
  @inline(__always)
  func perform(_ task: SchedulerTask) -> SchedulerTask? {
    switch task {
    case .execution(let version):
      switch attempt(version) {
      case .finished: return publish(version)
      case .blocked(let blocking):
        let waits = block.scheduler.pointee.addDependency(
          of: version, on: blocking, at: view.waitingPlace, expect: expect(from:of:at:))
        return waits ? nil : task
      }
    case .validation(let version):
      return isValid(version) ? nil : abort(version)
    }
  }
}
