import State
import Synchronization

/// Which transactions wait for which, from access sets alone.
///
/// The state is written in place, so all hazards are edges: a read waits for the last writer, a write
/// for the readers since then, or for the last writer if there was no reader. Other edges follow from
/// these. A transaction that needs everybody's fees waits for all since the last such one.
/// Memory is kept between blocks. Building is O(accesses), and one edge for each access at most.
struct DependencyGraph: ~Copyable {
  private(set) var transactionCount = 0
  /// By transaction: gas of the heaviest chain that begins with it.
  private(set) var pathGas = GrowableBuffer<UInt64>(capacity: 1024)
  private(set) var predecessorCounts = GrowableBuffer<UInt32>(capacity: 1024)
  private(set) var edgeCount = 0

  /// Edges as found: by target ascending, with their sources.
  private var sources = GrowableBuffer<UInt32>(capacity: 8192)
  private var successorStarts = GrowableBuffer<UInt32>(capacity: 1024)
  private var successors = GrowableBuffer<UInt32>(capacity: 8192)
  /// By transaction: the last one that got an edge from it, plus one.
  private var marks = GrowableBuffer<UInt32>(capacity: 1024)
  /// By conflict key: the last writer plus one, and the newest reader since, plus one.
  private var keys = GrowableBuffer<KeyState>(capacity: 8192)
  private var readers = GrowableBuffer<Reader>(capacity: 8192)

  private struct KeyState: BitwiseCopyable {
    var lastWriter: UInt32 = 0
    var newestReader: UInt32 = 0
  }
  private struct Reader: BitwiseCopyable {
    var transaction: UInt32
    var next: UInt32
  }

  init() {}

  /// Whom `transaction` is waited for by, ascending.
  @inline(__always)
  func successors(of transaction: Int) -> UnsafeBufferPointer<UInt32> {
    let start = Int(successorStarts[transaction])
    return UnsafeBufferPointer(
      start: successors.base + start, count: Int(successorStarts[transaction &+ 1]) &- start)
  }

  /// Becomes the graph of a block.
  /// - Parameter gas: by transaction, what a path adds up.
  mutating func build(_ conflicts: ConflictTable, gas: [UInt64]) {
    reset(conflicts)
    var lastBarrier = 0
    for transaction in 0..<transactionCount {
      let number = UInt32(truncatingIfNeeded: transaction)
      for access in conflicts.accesses(of: transaction) {
        if access.isWrite {
          addWrite(number, access.location)
        } else {
          addRead(number, access.location)
        }
      }
      if conflicts.isBarrier[transaction] {
        for earlier in lastBarrier..<transaction {
          addEdge(UInt32(truncatingIfNeeded: earlier), number)
        }
        lastBarrier = transaction
      }
    }
    edgeCount = sources.count
    fileSuccessors()
    findPaths(gas)
  }

  private mutating func reset(_ conflicts: ConflictTable) {
    transactionCount = conflicts.transactionCount
    keys.removeAll()
    keys.reserve(conflicts.keyCount)
    keys.base.update(repeating: KeyState(), count: conflicts.keyCount)
    readers.removeAll()
    readers.reserve(conflicts.accessCount)
    sources.removeAll()
    Self.clear(&marks, transactionCount)
    Self.clear(&predecessorCounts, transactionCount)
    Self.clear(&successorStarts, transactionCount + 1)
  }

  private static func clear(_ buffer: inout GrowableBuffer<UInt32>, _ count: Int) {
    buffer.removeAll()
    buffer.reserve(count)
    buffer.base.update(repeating: 0, count: count)
    buffer.truncate(to: count)
  }

  // MARK: Edges

  @inline(__always)
  private mutating func addRead(_ transaction: UInt32, _ key: Int) {
    let state = keys[key]
    if state.lastWriter != 0 { addEdge(state.lastWriter &- 1, transaction) }
    readers.append(Reader(transaction: transaction, next: state.newestReader))
    keys[key].newestReader = UInt32(truncatingIfNeeded: readers.count)
  }

  @inline(__always)
  private mutating func addWrite(_ transaction: UInt32, _ key: Int) {
    let state = keys[key]
    var reader = state.newestReader
    if reader == 0 && state.lastWriter != 0 { addEdge(state.lastWriter &- 1, transaction) }
    while reader != 0 {
      let entry = readers[Int(reader) &- 1]
      addEdge(entry.transaction, transaction)
      reader = entry.next
    }
    keys[key] = KeyState(lastWriter: transaction &+ 1, newestReader: 0)
  }

  @inline(__always)
  private mutating func addEdge(_ source: UInt32, _ target: UInt32) {
    // Under one key for a whole account a transaction meets itself.
    guard source != target, marks[Int(source)] != target &+ 1 else { return }
    marks[Int(source)] = target &+ 1
    sources.append(source)
    successorStarts[Int(source)] &+= 1
    predecessorCounts[Int(target)] &+= 1
  }

  /// Sorts the edges by source: a counting sort, which leaves targets ascending.
  private mutating func fileSuccessors() {
    successors.removeAll()
    successors.reserve(edgeCount)
    var total: UInt32 = 0
    for transaction in 0..<transactionCount {
      let count = successorStarts[transaction]
      successorStarts[transaction] = total
      total &+= count
    }
    var edge = 0
    for target in 0..<transactionCount {
      for _ in 0..<predecessorCounts[target] {
        let source = Int(sources[edge])
        successors[Int(successorStarts[source])] = UInt32(truncatingIfNeeded: target)
        successorStarts[source] &+= 1
        edge &+= 1
      }
    }
    // Each start has moved to the next one's place.
    var start: UInt32 = 0
    for transaction in 0...transactionCount {
      let next = transaction < transactionCount ? successorStarts[transaction] : total
      successorStarts[transaction] = start
      start = next
    }
  }

  private mutating func findPaths(_ gas: [UInt64]) {
    pathGas.removeAll()
    pathGas.reserve(transactionCount)
    for transaction in (0..<transactionCount).reversed() {
      var longest: UInt64 = 0
      for successor in successors(of: transaction) {
        longest = max(longest, pathGas[Int(successor)])
      }
      pathGas[transaction] = longest &+ gas[transaction]
    }
  }
}
