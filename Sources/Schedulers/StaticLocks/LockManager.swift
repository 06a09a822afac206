import State
import Synchronization

/// Grants read and write locks on what access sets name, in block order, while earlier transactions
/// are already being executed: no graph of the block is ever there.
///
/// A request waits in the line of each of its locks. The lines are kept as links from each transaction
/// that holds or awaits a lock to those that come directly after it; a transaction that has been
/// executed closes its list, and with that has given its locks back.
///
/// `@unchecked Sendable`: the lines are touched by whoever is the manager, one worker at a time; counts
/// and lists are atomic.
final class LockManager: TransactionSource, @unchecked Sendable {
  private var transactionCount = 0
  private var workerCount = 1
  private var conflicts: ConflictTable?
  private var queue = ReadyQueue()

  /// By key: who holds or awaits it last.
  private var lines = GrowableBuffer<Line>(capacity: 8192)
  private var readers = GrowableBuffer<Reader>(capacity: 8192)
  /// Links never move within a block, so that workers walk them while the manager adds more behind.
  private var linkMemory = GrowableBuffer<Link>(capacity: 8192)
  private var links: UnsafeMutablePointer<Link>
  private var linkCount = 0
  /// By transaction: for how many it waits, and the list of those that wait for it.
  private var nodes = ZeroedWords(count: 0)
  private var words = ZeroedWords(count: 2 * SharedWords.line)
  private var lastBarrier = 0

  private struct Line: BitwiseCopyable {
    /// The last request to write, plus one.
    var writer: UInt32 = 0
    /// The newest request to read since then, plus one.
    var newestReader: UInt32 = 0
  }
  private struct Reader: BitwiseCopyable {
    var transaction: UInt32
    var next: UInt32
  }
  private struct Link: BitwiseCopyable {
    var target: UInt32
    /// The next link of the same list, plus one.
    var next: UInt32
  }

  private static let stride = 2
  private static let closed = UInt64.max
  /// Followers looked at to guess who is next.
  private static let longestLook = 4

  init() {
    links = linkMemory.base
  }

  /// Becomes the manager of a block of which nothing was granted yet. The table must stay as it is.
  func begin(_ conflicts: ConflictTable, workerCount: Int) {
    self.workerCount = workerCount
    transactionCount = conflicts.transactionCount
    self.conflicts = conflicts
    lines.removeAll()
    lines.reserve(conflicts.keyCount)
    lines.base.update(repeating: Line(), count: conflicts.keyCount)
    readers.removeAll()
    readers.reserve(conflicts.accessCount)
    // Links must not move while others walk them. Each access ends one wait for a writer or for one
    // reader, each reader is waited for by one writer, and barriers wait for everybody once.
    linkMemory.reserve(2 * conflicts.accessCount + transactionCount)
    links = linkMemory.base
    linkCount = 0
    let needed = transactionCount * Self.stride
    if nodes.count < needed { nodes = ZeroedWords(count: needed) } else { nodes.clear(needed) }
    words.clear(words.count)
    lastBarrier = 0
    queue.reset(transactionCount: transactionCount)
  }

  @inline(__always)
  private func waiting(_ transaction: Int) -> SharedWords {
    nodes.base + transaction &* Self.stride
  }
  @inline(__always)
  private func followers(_ transaction: Int) -> SharedWords { waiting(transaction) + 1 }
  private var granted: SharedWords { words.base }
  private var management: SpinLock { SpinLock(word: words.base + SharedWords.line) }

  // MARK: Granting

  func take(_ run: inout ClaimedRun) -> Int? {
    if let ready = queue.take(&run) { return ready }
    while granted.pointee.load(ordering: .relaxed) < UInt64(transactionCount) {
      guard management.tryAcquire() else { return queue.take(&run) }
      run = grantChunk()
      management.release()
      if let ready = queue.take(&run) { return ready }
    }
    return queue.take(&run)
  }

  func upcoming(_ distance: Int, in run: ClaimedRun) -> Int? {
    queue.upcoming(distance, in: run)
  }

  @inline(__always)
  func likelyNext(after transaction: Int, in run: ClaimedRun) -> Int? {
    // Not closed yet: only who executes the transaction closes it, and that is who asks.
    var link = followers(transaction).pointee.load(ordering: .acquiring)
    var best: UInt64 = 0
    for _ in 0..<Self.longestLook where link != 0 {
      let entry = links[Int(link) &- 1]
      link = UInt64(entry.next)
      if waiting(Int(entry.target)).pointee.load(ordering: .relaxed) == 1 {
        best = max(best, ReadyQueue.entry(Int(entry.target), urgency: 0))
      }
    }
    return queue.likelyNext(best, in: run)
  }

  /// Makes the requests of the next transactions. Those that wait for nothing are the manager's own; the
  /// others come into the queue when they are released.
  private func grantChunk() -> ClaimedRun {
    let first = Int(truncatingIfNeeded: granted.pointee.load(ordering: .relaxed))
    let end =
      first + ClaimedRun.length(of: max(transactionCount - first, 0), workerCount: workerCount)
    guard end <= transactionCount else { return ClaimedRun() }
    var ready = first
    guard let conflicts else { return ClaimedRun() }
    for transaction in first..<end {
      if transaction + 2 < end { prefetchLines(of: transaction + 2, conflicts) }
      guard request(transaction, conflicts) else { continue }
      queue.setInitial(ready, to: ReadyQueue.entry(transaction, urgency: 0))
      ready += 1
    }
    granted.pointee.store(UInt64(end), ordering: .relaxed)
    return ClaimedRun(first..<ready)
  }

  /// Asks for the lines of the transaction's locks, which the other workers managed meanwhile.
  @inline(__always)
  private func prefetchLines(of transaction: Int, _ conflicts: ConflictTable) {
    for access in conflicts.accesses(of: transaction) {
      prefetchToWrite(lines.base + access.location)
    }
  }

  /// Puts the transaction into the lines of all its locks. Returns whether it has them all at once.
  private func request(_ transaction: Int, _ conflicts: ConflictTable) -> Bool {
    // One more, so that nobody takes it for ready before all requests are made.
    waiting(transaction).pointee.store(1, ordering: .relaxed)
    let firstLink = linkCount
    for access in conflicts.accesses(of: transaction) {
      if access.isWrite {
        requestWrite(transaction, access.location)
      } else {
        requestRead(transaction, access.location)
      }
    }
    if _slowPath(conflicts.isBarrier[transaction]) {
      for earlier in lastBarrier..<transaction { wait(transaction, for: earlier) }
      lastBarrier = transaction
    }
    // Nobody knows of it then, so nothing is to be locked.
    if linkCount == firstLink {
      waiting(transaction).pointee.store(0, ordering: .relaxed)
      return true
    }
    return waiting(transaction).pointee
      .wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue == 0
  }

  @inline(__always)
  private func requestRead(_ transaction: Int, _ key: Int) {
    let line = lines[key]
    if line.writer != 0 { wait(transaction, for: Int(line.writer) &- 1) }
    readers.append(
      Reader(transaction: UInt32(truncatingIfNeeded: transaction), next: line.newestReader))
    lines[key].newestReader = UInt32(truncatingIfNeeded: readers.count)
  }

  @inline(__always)
  private func requestWrite(_ transaction: Int, _ key: Int) {
    let line = lines[key]
    var reader = line.newestReader
    if reader == 0 && line.writer != 0 { wait(transaction, for: Int(line.writer) &- 1) }
    while reader != 0 {
      let entry = readers[Int(reader) &- 1]
      wait(transaction, for: Int(entry.transaction))
      reader = entry.next
    }
    lines[key] = Line(writer: UInt32(truncatingIfNeeded: transaction) &+ 1, newestReader: 0)
  }

  /// Links the transaction to an earlier one, unless that has been executed.
  @inline(__always)
  private func wait(_ transaction: Int, for earlier: Int) {
    guard earlier != transaction else { return }
    let list = followers(earlier)
    var first = list.pointee.load(ordering: .acquiring)
    if first == Self.closed { return }
    // It waits for that one already, in the line of another lock: only one manager adds links, all of one
    // transaction before those of the next, so its own would be the first.
    if first != 0, Int(links[Int(first) &- 1].target) == transaction { return }
    waiting(transaction).pointee.wrappingAdd(1, ordering: .relaxed)
    let number = linkCount
    linkCount &+= 1
    while true {
      links[number] = Link(
        target: UInt32(truncatingIfNeeded: transaction), next: UInt32(truncatingIfNeeded: first))
      let push = list.pointee.compareExchange(
        expected: first, desired: UInt64(number) &+ 1, ordering: .acquiringAndReleasing)
      if push.exchanged { return }
      first = push.original
      if first == Self.closed {
        waiting(transaction).pointee.wrappingSubtract(1, ordering: .relaxed)
        return
      }
    }
  }

  // MARK: Releasing

  @inline(__always)
  func complete(_ transaction: Int) -> Int? {
    var link = followers(transaction).pointee.exchange(
      Self.closed, ordering: .acquiringAndReleasing)
    var best: UInt64 = 0
    while link != 0 {
      let entry = links[Int(link) &- 1]
      link = UInt64(entry.next)
      let count = waiting(Int(entry.target)).pointee
        .wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue
      guard count == 0 else { continue }
      let released = ReadyQueue.entry(Int(entry.target), urgency: 0)
      if best != 0 { queue.push(min(best, released)) }
      best = max(best, released)
    }
    if best == 0 { return nil }
    guard queue.hasMoreUrgent(than: best) else { return ReadyQueue.transaction(best) }
    queue.push(best)
    return nil
  }

  var diagnosis: String {
    let granted = granted.pointee.load(ordering: .relaxed)
    let waits = (0..<Int(granted)).count { waiting($0).pointee.load(ordering: .relaxed) != 0 }
    return "locks requested for \(granted) transactions, of which \(waits) wait"
  }
}
