import State
import Synchronization

/// Cuts a block into partitions that have nothing to do with each other: connected components of the
/// conflict relation, packed by gas.
///
/// Only locations that somebody writes connect. A transaction that needs everybody's fees is a
/// partition of its own, and the transactions between two such are cut by themselves.
/// Memory is kept between blocks; O(accesses) and nearly so.
struct Partitioner: ~Copyable {
  /// A partition's transactions are `members[start..<end]`, in block order.
  struct Partition: BitwiseCopyable {
    var start: UInt32
    var end: UInt32
    var gas: UInt64
  }

  /// Heaviest first within each segment.
  private(set) var partitions = GrowableBuffer<Partition>(capacity: 64)
  private(set) var members = GrowableBuffer<UInt32>(capacity: 1024)
  /// Where each segment's partitions begin in `partitions`; one more for the end. Segments follow each
  /// other: nothing of one may begin before all of the one before has ended.
  private(set) var segments = GrowableBuffer<UInt32>(capacity: 8)
  /// Gas of the heaviest component: what no packing can be shorter than.
  private(set) var heaviestComponent: UInt64 = 0

  private var parents = GrowableBuffer<UInt32>(capacity: 1024)
  private var owners = GrowableBuffer<UInt32>(capacity: 8192)
  private var isWritten = GrowableBuffer<Bool>(capacity: 8192)
  private var weights = GrowableBuffer<UInt64>(capacity: 1024)
  private var bins = GrowableBuffer<UInt32>(capacity: 1024)

  init() {}

  /// Cuts a block into at most `target` partitions a segment.
  mutating func cut(_ conflicts: ConflictTable, gas: [UInt64], target: Int) {
    prepare(conflicts)
    var start = 0
    for barrier in 0..<conflicts.transactionCount where conflicts.isBarrier[barrier] {
      cutSegment(start..<barrier, conflicts, gas, target)
      addAlone(barrier, gas)
      start = barrier + 1
    }
    cutSegment(start..<conflicts.transactionCount, conflicts, gas, target)
    segments.append(UInt32(partitions.count))
  }

  private mutating func prepare(_ conflicts: ConflictTable) {
    partitions.removeAll()
    members.removeAll()
    segments.removeAll()
    heaviestComponent = 0
    members.reserve(conflicts.transactionCount)
    parents.reserve(conflicts.transactionCount)
    weights.reserve(conflicts.transactionCount)
    bins.reserve(conflicts.transactionCount)
    owners.reserve(conflicts.keyCount)
    isWritten.reserve(conflicts.keyCount)
  }

  private mutating func addAlone(_ transaction: Int, _ gas: [UInt64]) {
    segments.append(UInt32(partitions.count))
    let start = UInt32(members.count)
    members.append(UInt32(transaction))
    partitions.append(Partition(start: start, end: start + 1, gas: gas[transaction]))
  }

  private mutating func cutSegment(
    _ segment: Range<Int>, _ conflicts: ConflictTable, _ gas: [UInt64], _ target: Int
  ) {
    if segment.isEmpty { return }
    segments.append(UInt32(partitions.count))
    connect(segment, conflicts)
    for transaction in segment { weights[transaction] = 0 }
    for transaction in segment { weights[root(transaction)] &+= gas[transaction] }
    pack(segment, into: target)
  }

  // MARK: Components

  private mutating func connect(_ segment: Range<Int>, _ conflicts: ConflictTable) {
    owners.base.update(repeating: 0, count: conflicts.keyCount)
    isWritten.base.update(repeating: false, count: conflicts.keyCount)
    for transaction in segment {
      for access in conflicts.accesses(of: transaction) where access.isWrite {
        isWritten[access.location] = true
      }
    }
    for transaction in segment {
      parents[transaction] = UInt32(transaction)
      for access in conflicts.accesses(of: transaction) {
        let key = access.location
        guard isWritten[key] else { continue }
        if owners[key] == 0 {
          owners[key] = UInt32(transaction) + 1
        } else {
          unite(transaction, Int(owners[key]) - 1)
        }
      }
    }
  }

  /// The component's first transaction, halving the way there (Tarjan and van Leeuwen 1984).
  @inline(__always)
  private func root(_ transaction: Int) -> Int {
    var node = transaction
    while Int(parents[node]) != node {
      parents[node] = parents[Int(parents[node])]
      node = Int(parents[node])
    }
    return node
  }

  @inline(__always)
  private func unite(_ a: Int, _ b: Int) {
    let (first, second) = (root(a), root(b))
    if first < second {
      parents[second] = UInt32(first)
    } else {
      parents[first] = UInt32(second)
    }
  }

  // MARK: Packing

  /// Puts the heaviest component into the lightest bin, and so on (Graham 1969: at most a third longer
  /// than the best packing).
  private mutating func pack(_ segment: Range<Int>, into target: Int) {
    let roots = segment.filter { Int(parents[$0]) == $0 }
    let order = roots.sorted { (weights[$0], $1) > (weights[$1], $0) }
    heaviestComponent = max(heaviestComponent, order.first.map { weights[$0] } ?? 0)
    var loads = Array(repeating: UInt64(0), count: min(target, roots.count))
    for component in order {
      let bin = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[bin] += weights[component]
      bins[component] = UInt32(bin)
    }
    file(segment, loads)
  }

  /// Lists each bin's transactions in block order, the heaviest bin first.
  private mutating func file(_ segment: Range<Int>, _ loads: [UInt64]) {
    var counts = Array(repeating: UInt32(0), count: loads.count)
    for transaction in segment { counts[Int(bins[root(transaction)])] += 1 }
    let order = loads.indices.sorted { (loads[$0], $1) > (loads[$1], $0) }
    var next = Array(repeating: UInt32(0), count: loads.count)
    var start = UInt32(members.count)
    for bin in order {
      next[bin] = start
      partitions.append(Partition(start: start, end: start + counts[bin], gas: loads[bin]))
      start += counts[bin]
    }
    members.truncate(to: Int(start))
    for transaction in segment {
      let bin = Int(bins[root(transaction)])
      members[Int(next[bin])] = UInt32(transaction)
      next[bin] += 1
    }
  }
}
