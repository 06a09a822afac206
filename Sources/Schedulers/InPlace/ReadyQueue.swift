import State
import Synchronization

/// A stretch of a queue's list that one worker has claimed and not executed yet.
///
/// Neighbours in a block lie on the same cache lines in every table by transaction (results, fees): two
/// workers that take turns at claiming one write to the same lines all the time. For ERC-20 transfers under
/// static-locks two workers took 1.34 and 1.83 times the processor time of sequential execution, and with
/// stretches 1.21 and 1.18 (medians of 8 pairs, by turns).
struct ClaimedRun {
  fileprivate var next = 0
  private var end = 0

  /// At most so many are claimed at once: entries of one byte for them are a line.
  private static let longest = 64

  /// Nothing.
  init() {}

  init(_ positions: Range<Int>) {
    next = positions.lowerBound
    end = positions.upperBound
  }

  @inline(__always)
  var isEmpty: Bool { next >= end }
  @inline(__always)
  fileprivate var length: Int { end &- next }

  /// How many to claim of `rest` that nobody has claimed yet.
  @inline(__always)
  static func length(of rest: Int, workerCount: Int) -> Int {
    max(1, min(rest / (4 &* workerCount), longest))
  }
}

/// Transactions that wait for nothing any more, the most urgent one first.
///
/// Those that never waited are a list, of which a worker claims a stretch at a time (``ClaimedRun``); those
/// that were released come into a heap under a lock, which workers look at only if something is in it.
/// Urgency is a number; of equally urgent transactions the earlier comes first.
///
/// What workers call is not `mutating`: they share the queue, which would make that a promise nobody
/// keeps. What they change is behind pointers.
struct ReadyQueue: ~Copyable {
  private var words = ZeroedWords(count: 4 * SharedWords.line)
  private var heap = GrowableBuffer<UInt64>(capacity: 1024)
  private var initial = GrowableBuffer<UInt64>(capacity: 1024)
  private var singles = 0

  init() {}

  private var claimed: SharedWords { words.base }
  /// The most urgent entry of the heap; zero if it is empty.
  private var top: SharedWords { words.base + SharedWords.line }
  private var lock: SpinLock { SpinLock(word: words.base + 2 * SharedWords.line) }
  /// How many entries the heap has; touched with the lock held.
  private var size: SharedWords { words.base + 3 * SharedWords.line }

  /// An entry: comparing entries compares urgency first. Never zero.
  @inline(__always)
  static func entry(_ transaction: Int, urgency: UInt64) -> UInt64 {
    min(urgency, 0xffff_ffff) &<< 32
      | UInt64(0xffff_ffff &- UInt32(truncatingIfNeeded: transaction))
  }

  @inline(__always)
  static func transaction(_ entry: UInt64) -> Int {
    Int(0xffff_ffff &- UInt32(truncatingIfNeeded: entry))
  }

  /// Empties the queue for a block of so many transactions.
  mutating func reset(transactionCount: Int) {
    words.clear(words.count)
    heap.removeAll()
    heap.reserve(transactionCount)
    initial.removeAll()
    initial.reserve(transactionCount)
    singles = 0
  }

  /// Adds a transaction that waits for nothing from the start: the most urgent ones first, and before
  /// any worker takes one.
  mutating func appendInitial(_ entry: UInt64) { initial.append(entry) }

  /// Replaces one of those, or puts it where somebody claims it who knows that it is there.
  /// By the place itself: a change through the buffer is one of its first entry to ThreadSanitizer, which others
  /// read meanwhile.
  func setInitial(_ position: Int, to entry: UInt64) { (initial.base + position).pointee = entry }

  /// Adds a transaction that waits for nothing any more. Any worker may, at any time.
  @inline(__always)
  func push(_ entry: UInt64) {
    lock.withLock {
      let count = Int(truncatingIfNeeded: size.pointee.load(ordering: .relaxed))
      heap[count] = entry
      siftUp(from: count)
      size.pointee.store(UInt64(count &+ 1), ordering: .relaxed)
      top.pointee.store(heap[0], ordering: .relaxed)
    }
  }

  /// Claims nothing from `position` of the list on for more than itself: what lies before it is urgent
  /// enough that another worker had better begin it.
  mutating func claimSingly(below position: Int) { singles = position }

  /// Claims a stretch of the list, if anything is left of it: less the less is left, so that all workers
  /// end together.
  @inline(__always)
  func claim(_ run: inout ClaimedRun, workerCount: Int) {
    var first = Int(truncatingIfNeeded: claimed.pointee.load(ordering: .relaxed))
    while first < initial.count {
      let rest = initial.count &- first
      let count = first < singles ? 1 : ClaimedRun.length(of: rest, workerCount: workerCount)
      let claim = claimed.pointee.compareExchange(
        expected: UInt64(first), desired: UInt64(first &+ count), ordering: .relaxed)
      if claim.exchanged {
        run = ClaimedRun(first..<first &+ count)
        return
      }
      first = Int(truncatingIfNeeded: claim.original)
    }
  }

  /// The most urgent of what `run` has claimed and what was released, nil if nothing is ready now.
  @inline(__always)
  func take(_ run: inout ClaimedRun) -> Int? {
    guard !run.isEmpty else { return pop().map(Self.transaction) }
    let next = initial[run.next]
    if top.pointee.load(ordering: .relaxed) > next, let entry = pop() {
      return Self.transaction(entry)
    }
    run.next &+= 1
    return Self.transaction(next)
  }

  /// What comes so many after the next one of what `run` has claimed.
  @inline(__always)
  func upcoming(_ distance: Int, in run: ClaimedRun) -> Int? {
    run.length > distance ? Self.transaction(initial[run.next &+ distance]) : nil
  }

  /// What a worker would execute next that released `released` now, zero for nothing: that, unless something in
  /// the heap is more urgent, and else what ``take(_:)`` would give it. Takes nothing.
  @inline(__always)
  func likelyNext(_ released: UInt64, in run: ClaimedRun) -> Int? {
    let top = top.pointee.load(ordering: .relaxed)
    if released > top { return Self.transaction(released) }
    let best = max(top, run.isEmpty ? nextUnclaimed : initial[run.next])
    return best == 0 ? nil : Self.transaction(best)
  }

  /// What begins the stretch that is claimed next, zero if none is left.
  private var nextUnclaimed: UInt64 {
    let position = Int(truncatingIfNeeded: claimed.pointee.load(ordering: .relaxed))
    return position < initial.count ? initial[position] : 0
  }

  /// Whether something more urgent than `entry` is in the heap.
  @inline(__always)
  func hasMoreUrgent(than entry: UInt64) -> Bool { top.pointee.load(ordering: .relaxed) > entry }

  @inline(__always)
  private func pop() -> UInt64? {
    if top.pointee.load(ordering: .relaxed) == 0 { return nil }
    return lock.withLock { () -> UInt64? in
      let count = Int(truncatingIfNeeded: size.pointee.load(ordering: .relaxed)) &- 1
      guard count >= 0 else { return nil }
      let best = heap[0]
      if count > 0 {
        heap[0] = heap[count]
        siftDown(count)
      }
      size.pointee.store(UInt64(count), ordering: .relaxed)
      top.pointee.store(count > 0 ? heap[0] : 0, ordering: .relaxed)
      return best
    }
  }

  @inline(__always)
  private func siftUp(from position: Int) {
    var child = position
    while child > 0 {
      let parent = (child &- 1) / 2
      if heap[parent] >= heap[child] { return }
      (heap[parent], heap[child]) = (heap[child], heap[parent])
      child = parent
    }
  }

  @inline(__always)
  private func siftDown(_ count: Int) {
    var parent = 0
    while true {
      var child = 2 &* parent &+ 1
      if child >= count { return }
      if child &+ 1 < count, heap[child &+ 1] > heap[child] { child &+= 1 }
      if heap[parent] >= heap[child] { return }
      (heap[parent], heap[child]) = (heap[child], heap[parent])
      parent = child
    }
  }
}
