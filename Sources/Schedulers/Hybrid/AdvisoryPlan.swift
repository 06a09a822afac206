import Primitives
import State

/// Whom each transaction of a block is expected to wait for.
///
/// It hangs on one lower transaction, the highest that it is expected to conflict with: where there are
/// several, those mostly wait for each other, and the highest is last. When its turn comes, it looks whether the
/// others have ended too, and hangs on the next that has not. (Without that, of 10,000 NFT transactions with
/// perfect hints 4,300 were executed too early; of 3,000 swaps by what was learnt, 330 instead of 14.)
/// Nothing here has to be right, and nothing that is wrong costs more than time.
/// Memory is kept between blocks.
struct AdvisoryPlan: ~Copyable {
  private(set) var transactionCount = 0
  /// By transaction: whom it waits for, plus one; zero for nobody.
  private(set) var predecessors = GrowableBuffer<UInt32>(capacity: 1024)
  private(set) var edgeCount = 0
  /// Whether anything was known to plan by.
  private(set) var isInformed = false
  /// What all transactions are expected to take, in gas.
  private(set) var totalWeight: UInt64 = 0
  /// What the heaviest chain of transactions that wait for each other takes.
  private(set) var longestPath: UInt64 = 0

  /// By transaction: the chain that ends with it.
  private var paths = GrowableBuffer<UInt64>(capacity: 1024)
  /// By location: its last writer so far, plus one.
  private var lastWriters = GrowableBuffer<UInt32>(capacity: 4096)
  /// Besides the predecessor: others that are expected to write what a transaction accesses, end to end,
  /// and by transaction where they begin; one more for the end.
  private var others = GrowableBuffer<UInt32>(capacity: 1024)
  private var otherStarts = GrowableBuffer<UInt32>(capacity: 1024)
  /// More than so many others are not looked at.
  private static let mostOthers = 16

  init() {}

  /// The plan of a block of which nothing is expected.
  mutating func makeEmpty(transactionCount count: Int) {
    begin(count)
    for _ in 0..<count { append(after: 0, weight: 1) }
    isInformed = false
  }

  /// By predicted access sets: whoever accesses a location waits for its last writer. O(accesses).
  mutating func make(_ sets: AccessSets) {
    begin(sets.transactionCount)
    lastWriters.removeAll()
    lastWriters.reserve(sets.locations.count)
    lastWriters.base.update(repeating: 0, count: sets.locations.count)
    sets.accesses.withUnsafeBufferPointer { accesses in
      sets.starts.withUnsafeBufferPointer { starts in
        for transaction in 0..<sets.transactionCount {
          var latest = beginTransaction()
          for index in starts[transaction]..<starts[transaction + 1] {
            let access = accesses[index]
            noteWriter(lastWriters[access.location], &latest)
            if access.isWrite {
              lastWriters[access.location] = UInt32(truncatingIfNeeded: transaction &+ 1)
            }
          }
          append(after: latest, weight: sets.gas[transaction])
        }
      }
    }
    otherStarts.append(UInt32(truncatingIfNeeded: others.count))
  }

  /// Nobody yet whom the next transaction waits for.
  private mutating func beginTransaction() -> UInt32 {
    otherStarts.append(UInt32(truncatingIfNeeded: others.count))
    return 0
  }

  /// Makes the transaction that is being planned wait for number `writer` − 1 too, if there is one; `latest` is the
  /// highest of these so far.
  @inline(__always)
  private mutating func noteWriter(_ writer: UInt32, _ latest: inout UInt32) {
    if writer == latest || writer == 0 { return }
    if latest != 0 { noteOther(min(writer, latest)) }
    latest = max(latest, writer)
  }

  /// Adds number `writer` − 1 to the others of the transaction that is being planned, if it is not there.
  private mutating func noteOther(_ writer: UInt32) {
    let number = writer &- 1
    let start = Int(otherStarts[otherStarts.count &- 1])
    guard others.count &- start < Self.mostOthers else { return }
    for index in start..<others.count where others[index] == number { return }
    others.append(number)
  }

  /// For the lanes: valid until the next block is planned.
  var expectedWriters: ExpectedWriters {
    ExpectedWriters(
      starts: others.count == 0 ? nil : UnsafePointer(otherStarts.base),
      writers: UnsafePointer(others.base))
  }

  /// By what senders wrote and what `model` has learnt. O(transactions), some tens of nanoseconds each.
  mutating func make(_ transactions: [Transaction], _ model: inout ConflictModel) {
    begin(transactions.count)
    model.beginBlock(transactionCount: transactions.count)
    transactions.withUnsafeBufferPointer { transactions in
      for index in transactions.indices {
        var latest = beginTransaction()
        model.expect(UInt32(truncatingIfNeeded: index &+ 1), transactions, index) {
          noteWriter($0, &latest)
        }
        append(after: latest, weight: transactions[index].gasLimit)
      }
    }
    otherStarts.append(UInt32(truncatingIfNeeded: others.count))
  }

  private mutating func begin(_ count: Int) {
    transactionCount = count
    predecessors.removeAll()
    predecessors.reserve(count)
    paths.removeAll()
    paths.reserve(count)
    others.removeAll()
    otherStarts.removeAll()
    (edgeCount, totalWeight, longestPath, isInformed) = (0, 0, 0, true)
  }

  /// Adds the next transaction, which waits for number `earlier` − 1.
  @inline(__always)
  private mutating func append(after earlier: UInt32, weight: UInt64) {
    // Sums of claimed gas limits may be anything; a plan that wraps is a bad plan and no more.
    var path = weight
    if earlier != 0 {
      edgeCount &+= 1
      path = path &+ paths[Int(earlier) &- 1]
    }
    predecessors.append(earlier)
    paths.append(path)
    totalWeight = totalWeight &+ weight
    longestPath = max(longestPath, path)
  }

  /// Makes the transactions wait as planned. Before any worker starts.
  func impose(on scheduler: borrowing CollaborativeScheduler) {
    if edgeCount == 0 { return }
    for transaction in (0..<transactionCount).reversed() where predecessors[transaction] != 0 {
      scheduler.wait(transaction, for: Int(predecessors[transaction]) &- 1)
    }
  }

  /// How much faster than in order the block could be if the plan were right.
  var parallelism: Double {
    longestPath == 0 ? 1 : Double(totalWeight) / Double(longestPath)
  }
}
