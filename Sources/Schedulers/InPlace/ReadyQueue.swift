import State
import Synchronization

/// Transactions that wait for nothing any more, the most urgent one first.
///
/// Those that never waited are a list, claimed by counting; those that were released come into a heap
/// under a lock, which workers look at only if something is in it. Urgency is a number; of equally
/// urgent transactions the earlier comes first.
///
/// What workers call is not `mutating`: they share the queue, which would make that a promise nobody
/// keeps. What they change is behind pointers.
struct ReadyQueue: ~Copyable {
  private var words = ZeroedWords(count: 5 * SharedWords.line)
  private var heap = GrowableBuffer<UInt64>(capacity: 1024)
  private var initial = GrowableBuffer<UInt64>(capacity: 1024)

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
  }

  /// Adds a transaction that waits for nothing from the start: the most urgent ones first, and before
  /// any worker takes one.
  mutating func appendInitial(_ entry: UInt64) { initial.append(entry) }

  /// Replaces one of those.
  func setInitial(_ position: Int, to entry: UInt64) { initial[position] = entry }

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

  /// The most urgent transaction, nil if none is ready now.
  @inline(__always)
  func take() -> Int? {
    let next = Int(truncatingIfNeeded: claimed.pointee.load(ordering: .relaxed))
    let best = top.pointee.load(ordering: .relaxed)
    if best != 0, next >= initial.count || best > initial[next], let entry = pop() {
      return Self.transaction(entry)
    }
    if next < initial.count {
      let claim = Int(
        truncatingIfNeeded: claimed.pointee.wrappingAdd(1, ordering: .relaxed).oldValue)
      if claim < initial.count { return Self.transaction(initial[claim]) }
    }
    return pop().map(Self.transaction)
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
