import Primitives
import State
import Synchronization

/// What one transaction came to, without its logs.
struct ResultSummary: BitwiseCopyable {
  var gasUsed: UInt64 = 0
  var status = TransactionStatus.success
  var lane: UInt8 = 0
  var rejection: UInt16 = 0
  var logCount: UInt32 = 0
  var logOffset = 0
  /// Attempts begun so far, of whatever end.
  var attempts: UInt32 = 0
  /// The execution that all of this is about: what another left here counts as nothing.
  ///
  /// To write over all summaries before each block took 20 µs of one that takes 350.
  var epoch: UInt32 = 0
}

/// Where one worker leaves results.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class ResultLane: @unchecked Sendable {
  private let paddingBefore = LinePadding()
  fileprivate let number: UInt8
  fileprivate var logs = LogArena()
  fileprivate var summaries: UnsafeMutablePointer<ResultSummary>
  fileprivate var heartbeat: UnsafeMutablePointer<Atomic<UInt64>>
  fileprivate var epoch: UInt32 = 0
  private var begun: UInt64 = 0
  private let paddingAfter = LinePadding()

  fileprivate init(
    _ number: Int, _ summaries: UnsafeMutablePointer<ResultSummary>,
    _ heartbeat: UnsafeMutablePointer<Atomic<UInt64>>
  ) {
    self.number = UInt8(number)
    self.summaries = summaries
    self.heartbeat = heartbeat
  }

  /// Notes that an attempt at `transaction` begins: for its count of attempts, and for ``StallWatch``.
  @inline(__always)
  func beginAttempt(at transaction: Int) {
    let summary = summaries + transaction
    if summary.pointee.epoch == epoch {
      summary.pointee.attempts &+= 1
    } else {
      summary.pointee = ResultSummary(attempts: 1, epoch: epoch)
    }
    begun &+= 1
    heartbeat.pointee.store(begun, ordering: .relaxed)
  }

  /// Asks for the memory of what will be noted of `transaction`.
  @inline(__always)
  func prefetch(_ transaction: Int) { prefetchToWrite(summaries + transaction) }

  /// Notes how `transaction` ended; an earlier note, of whatever lane, is replaced.
  @inline(__always)
  func record(_ effects: TransactionEffects, of transaction: Int) {
    let count = effects.logs.count
    summaries[transaction] = ResultSummary(
      gasUsed: effects.gasUsed, status: effects.status, lane: number, rejection: effects.rejection,
      logCount: UInt32(truncatingIfNeeded: count), logOffset: count == 0 ? 0 : logs.append(effects),
      attempts: summaries[transaction].attempts, epoch: epoch)
  }

  func wasAttempted(_ transaction: Int) -> Bool { summaries[transaction].epoch == epoch }

  /// Gas of the last attempt at `transaction`, which there must have been.
  @inline(__always)
  func gasUsed(by transaction: Int) -> UInt64 { summaries[transaction].gasUsed }

  /// How the last attempt at `transaction`, which there must have been, ended.
  @inline(__always)
  func status(of transaction: Int) -> TransactionStatus { summaries[transaction].status }
}

/// The results of a block as workers leave them: a summary per transaction and the logs of each lane.
///
/// `@unchecked Sendable`: while a block executes, a summary is touched only by whoever executes (or
/// aborts) that transaction and a lane only by its worker; afterwards nobody writes until it is
/// prepared again.
final class ResultStore: @unchecked Sendable {
  private var summaries = GrowableBuffer<ResultSummary>(capacity: 1024)
  private(set) var lanes: [ResultLane] = []
  private var heartbeats = Heartbeats(laneCount: 0)
  private var epoch: UInt32 = 0
  private let scheduler: StaticString
  var transactionCount: Int { summaries.count }

  /// - Parameter scheduler: who executes into it: what is said where an execution stands still or crashes.
  init(of scheduler: StaticString) { self.scheduler = scheduler }

  deinit { StallWatch.shared.end(heartbeats) }

  /// Nothing is executed into it any more.
  func end() { StallWatch.shared.end(heartbeats) }

  /// Forgets everything and makes room for an execution, which begins now: it is watched until
  /// ``end()``. O(lanes), but where there were never so many transactions.
  func prepare(transactionCount: Int, lanes laneCount: Int) {
    precondition(laneCount <= 256, "at most 256 workers")
    beginEpoch(transactionCount: transactionCount)
    heartbeats = Heartbeats(laneCount: laneCount)
    while lanes.count < laneCount {
      lanes.append(
        ResultLane(lanes.count, summaries.base, heartbeats.word(of: lanes.count)))
    }
    for (number, lane) in lanes.enumerated() {
      lane.logs.removeAll()
      lane.summaries = summaries.base
      lane.epoch = epoch
      if number < laneCount { lane.heartbeat = heartbeats.word(of: number) }
    }
    StallWatch.shared.begin(
      heartbeats, transactionCount: transactionCount, scheduler: scheduler)
  }

  /// Makes room for summaries and lets none that is there count.
  private func beginEpoch(transactionCount: Int) {
    if transactionCount > summaries.capacity || epoch == .max {
      summaries.removeAll()
      summaries.reserve(transactionCount)
      epoch = 0
    }
    if epoch == 0 {
      summaries.base.update(repeating: ResultSummary(), count: summaries.capacity)
    }
    epoch += 1
    summaries.truncate(to: transactionCount)
  }

  /// The summary of `transaction`: empty if it was not attempted.
  private func summary(of transaction: Int) -> ResultSummary {
    let summary = summaries[transaction]
    return summary.epoch == epoch ? summary : ResultSummary()
  }

  /// Gas used by the block.
  var gasUsed: UInt64 {
    (0..<transactionCount).reduce(0) { $0 &+ summary(of: $1).gasUsed }
  }

  var attempts: AttemptHistogram {
    (0..<transactionCount).reduce(into: AttemptHistogram()) {
      $0.add(Int(summary(of: $1).attempts))
    }
  }

  /// The result of `transaction` as a value of its own.
  func result(of transaction: Int) -> TransactionResult {
    let summary = summary(of: transaction)
    return TransactionResult(
      status: summary.status, gasUsed: summary.gasUsed, rejection: summary.rejection,
      logs: summary.logCount == 0
        ? []
        : lanes[Int(summary.lane)].logs.logs(at: summary.logOffset, count: Int(summary.logCount)))
  }
}

/// Stores that wait for their next block, so that a warmed-up scheduler allocates nothing.
final class ResultStorePool: Sendable {
  private let waiting = Locked<[ResultStore]>([])
  private static let kept = 4
  private let scheduler: StaticString

  init(of scheduler: StaticString) { self.scheduler = scheduler }

  func take() -> ResultStore {
    waiting.withLock { $0.popLast() } ?? ResultStore(of: scheduler)
  }

  func give(_ store: ResultStore) {
    waiting.withLock { if $0.count < Self.kept { $0.append(store) } }
  }
}

/// Holds a store as long as somebody may ask for results, and then gives it back.
final class ResultLease: Sendable {
  let store: ResultStore
  private let pool: ResultStorePool

  init(_ store: ResultStore, from pool: ResultStorePool) {
    self.store = store
    self.pool = pool
  }

  deinit { pool.give(store) }
}
