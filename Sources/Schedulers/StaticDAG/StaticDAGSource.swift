import State
import Synchronization

/// A dependency graph being worked off, the transaction with the heaviest chain behind it first.
///
/// `@unchecked Sendable`: set up by one thread; workers share the counts of predecessors, which are
/// atomic, and the queue, which locks.
final class StaticDAGSource: TransactionSource, @unchecked Sendable {
  private var graph = DependencyGraph()
  private var queue = ReadyQueue()
  /// By transaction: predecessors that have not been executed.
  private var waiting = ZeroedWords(count: 0)
  private var workerCount = 1
  private var buckets = GrowableBuffer<UInt32>(capacity: 257)

  /// How finely the first transactions are sorted by the length of their paths.
  private static let bucketCount = 256
  /// A path of more than this part of what each worker has to do is heavy.
  private static let heavyShare = 64
  /// Successors looked at to guess who is next.
  private static let longestLook = 4

  /// Becomes that of a block, with nothing executed.
  func begin(_ conflicts: ConflictTable, gas: [UInt64], workerCount: Int) {
    self.workerCount = workerCount
    graph.build(conflicts, gas: gas)
    let count = graph.transactionCount
    if waiting.count < count { waiting = ZeroedWords(count: count) }
    for transaction in 0..<count {
      (waiting.base + transaction).pointee.store(
        UInt64(graph.predecessorCounts[transaction]), ordering: .relaxed)
    }
    queue.reset(transactionCount: count)
    enqueueFirst(heavy: gas.reduce(0, &+) / UInt64(Self.heavyShare * workerCount))
  }

  /// A counting sort by path into so many classes: longer paths first, earlier transactions first. Paths of
  /// more gas than `heavy` are claimed one at a time.
  private func enqueueFirst(heavy: UInt64) {
    let count = graph.transactionCount
    let first = (0..<count).lazy.filter { [self] in graph.predecessorCounts[$0] == 0 }
    let longest = first.reduce(1) { max($0, graph.pathGas[$1]) }
    func bucket(_ transaction: Int) -> Int {
      let share = Double(graph.pathGas[transaction]) / Double(longest)
      return Self.bucketCount - 1 - Int(share * Double(Self.bucketCount - 1))
    }
    buckets.removeAll()
    buckets.reserve(Self.bucketCount + 1)
    buckets.base.update(repeating: 0, count: Self.bucketCount + 1)
    for transaction in first { buckets[bucket(transaction) + 1] += 1 }
    for index in 0..<Self.bucketCount { buckets[index + 1] += buckets[index] }
    let total = Int(buckets[Self.bucketCount])
    for _ in 0..<total { queue.appendInitial(0) }
    queue.claimSingly(below: first.count { graph.pathGas[$0] > heavy })
    for transaction in first {
      let place = bucket(transaction)
      queue.setInitial(Int(buckets[place]), to: entry(transaction))
      buckets[place] += 1
    }
  }

  @inline(__always)
  private func entry(_ transaction: Int) -> UInt64 {
    ReadyQueue.entry(transaction, urgency: graph.pathGas[transaction])
  }

  func take(_ run: inout ClaimedRun) -> Int? {
    if run.isEmpty { queue.claim(&run, workerCount: workerCount) }
    return queue.take(&run)
  }

  func upcoming(_ distance: Int, in run: ClaimedRun) -> Int? {
    queue.upcoming(distance, in: run)
  }

  @inline(__always)
  func likelyNext(after transaction: Int, in run: ClaimedRun) -> Int? {
    var best: UInt64 = 0
    for successor in graph.successors(of: transaction).prefix(Self.longestLook)
    where (waiting.base + Int(successor)).pointee.load(ordering: .relaxed) == 1 {
      best = max(best, entry(Int(successor)))
    }
    return queue.likelyNext(best, in: run)
  }

  @inline(__always)
  func complete(_ transaction: Int) -> Int? {
    var best: UInt64 = 0
    for successor in graph.successors(of: transaction) {
      let count = (waiting.base + Int(successor)).pointee
        .wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue
      guard count == 0 else { continue }
      let released = entry(Int(successor))
      if released > best {
        if best != 0 { queue.push(best) }
        best = released
      } else {
        queue.push(released)
      }
    }
    if best == 0 { return nil }
    guard queue.hasMoreUrgent(than: best) else { return ReadyQueue.transaction(best) }
    queue.push(best)
    return nil
  }

  var diagnosis: String {
    let count = (0..<graph.transactionCount).count {
      (waiting.base + $0).pointee.load(ordering: .relaxed) != 0
    }
    return "\(count) transactions wait in a graph of \(graph.edgeCount) edges"
  }
}
