import Glibc
import Synchronization

/// Ends the process where an execution stands still and nobody in it can end it.
///
/// Schedulers notice by themselves that nothing moves, and fail; but a lane that never comes back from
/// a transaction holds up everybody who waits for it, and with one worker nobody else is there. So a thread
/// of its own looks once a second whether every execution has begun an attempt, and after ten minutes
/// without says what it knows and exits. (The longest transaction of Ethereum's tests, 2³² rounds of BLAKE2,
/// takes 45 s on a quiet machine, and more than a minute on a crowded one.) Rows that were recorded are on the disk by then.
///
/// A store per block is registered: a lock twice a block, and a store to a line of its own an attempt.
final class StallWatch: Sendable {
  static let shared = StallWatch()

  private struct State {
    var executions: [ObjectIdentifier: Execution] = [:]
    /// What schedulers said before they waited for their lanes.
    var notes: [String] = []
    var tickMicroseconds: UInt32 = 1_000_000
    var limit = 600
    var isRunning = false
  }
  private struct Execution {
    var heartbeats: Heartbeats
    var transactionCount: Int
    var scheduler: StaticString
    var lastSeen: [UInt64] = []
    /// Ticks without a change.
    var still = 0
  }
  private let state = Locked(State())

  /// How long a tick is, and after how many without an attempt the process ends: for tests.
  func configure(tickMicroseconds: UInt32, limit: Int) {
    state.withLock {
      $0.tickMicroseconds = tickMicroseconds
      $0.limit = limit
    }
  }

  /// An execution begins; its heartbeats stay readable until ``end(_:)``.
  func begin(_ heartbeats: Heartbeats, transactionCount: Int, scheduler: StaticString) {
    let starts = state.withLock { state in
      state.executions[ObjectIdentifier(heartbeats)] = Execution(
        heartbeats: heartbeats, transactionCount: transactionCount, scheduler: scheduler)
      RunningExecutions.shared.begin(
        heartbeats, transactionCount: transactionCount, scheduler: scheduler)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if starts { startThread() }
  }

  /// The execution has ended, one way or the other.
  func end(_ heartbeats: Heartbeats) {
    state.withLock { state in
      RunningExecutions.shared.end(heartbeats)
      state.executions[ObjectIdentifier(heartbeats)] = nil
      if state.executions.isEmpty { state.notes = [] }
    }
  }

  /// Keeps what a scheduler says about its own stall, in case that it cannot end.
  func note(_ text: String) { state.withLock { $0.notes.append(text) } }

  private func startThread() {
    let thread = Schedulers.startThread(stackBytes: 1 << 20) {
      while true {
        usleep(StallWatch.shared.state.withLock { $0.tickMicroseconds })
        if let report = StallWatch.shared.tick() {
          let text = Array(report.utf8)
          _ = write(STDERR_FILENO, text, text.count)
          _exit(1)
        }
      }
    }
    pthread_detach(thread)
  }

  /// What to say before the end, if it has come to that.
  private func tick() -> String? {
    state.withLock { state in
      for (key, var execution) in state.executions {
        let beats = execution.heartbeats.counts
        execution.still = beats == execution.lastSeen ? execution.still + 1 : 0
        execution.lastSeen = beats
        state.executions[key] = execution
        if execution.still >= state.limit {
          return report(execution, state.notes, state.tickMicroseconds)
        }
      }
      return nil
    }
  }

  private func report(_ execution: Execution, _ notes: [String], _ tick: UInt32) -> String {
    let seconds = Double(execution.still) * Double(tick) / 1e6
    let beats = execution.lastSeen.map { "\($0)" }.joined(separator: ", ")
    return
      "gridlock: \(execution.scheduler), executing \(execution.transactionCount) transactions, stands "
      + "still: no attempt was begun for \(seconds) s; attempts begun by lane: \(beats)"
      + notes.map { "; \($0)" }.joined()
      + ". This is a fault of gridlock, please report it. What was recorded before is kept.\n"
  }
}

/// How many attempts each lane of an execution has begun, on lines of their own.
///
/// `@unchecked Sendable`: each word is one lane's to write, and atomic.
final class Heartbeats: @unchecked Sendable {
  private let words: UnsafeMutablePointer<Atomic<UInt64>>
  let laneCount: Int
  static let line = 16

  init(laneCount: Int) {
    self.laneCount = laneCount
    // From the start of a line on: what the heap has before it may be somebody's who writes often.
    words = UnsafeMutableRawPointer.allocate(
      byteCount: laneCount * Self.line * 8, alignment: Self.line * 8
    ).assumingMemoryBound(to: Atomic<UInt64>.self)
    for index in 0..<laneCount * Self.line { (words + index).initialize(to: Atomic(0)) }
  }

  deinit {
    words.deinitialize(count: laneCount * Self.line)
    UnsafeMutableRawPointer(words).deallocate()
  }

  func word(of lane: Int) -> UnsafeMutablePointer<Atomic<UInt64>> { words + lane * Self.line }

  var counts: [UInt64] {
    (0..<laneCount).map { word(of: $0).pointee.load(ordering: .relaxed) }
  }
}

extension Duration {
  /// How long nothing may move in an execution before its scheduler fails. One transaction may take more than a
  /// minute (see ``StallWatch``), while all other workers wait for it, and is no stall.
  static let standardStallLimit = Duration.seconds(180)
}

extension SchedulerFailure {
  /// Nothing has moved for too long. Whoever throws it has stopped the other lanes first.
  static func stalled(_ scheduler: String, for limit: Duration, _ diagnosis: String) -> Self {
    let failure = SchedulerFailure("\(scheduler) made no progress in \(limit): \(diagnosis)")
    StallWatch.shared.note(failure.description)
    return failure
  }
}
