/// How far back transactions wait: by the distance, in transactions, to the nearest one that each waits
/// for. Near ones cost an optimistic scheduler an abort; beyond some eight they are done in time.
public struct DistanceHistogram: Hashable, Sendable {
  /// Counts by power of two: element *k* counts distances from 2^k to 2^(k+1) − 1. Its last element is
  /// not zero.
  public private(set) var counts: [Int] = []

  public init() {}

  /// Of all transactions of a block that wait for another.
  public init(_ dependencies: Dependencies) {
    for index in 0..<dependencies.count {
      if let nearest = dependencies.nearest(index) { count(index - nearest) }
    }
  }

  private mutating func count(_ distance: Int) {
    precondition(distance > 0, "a transaction waits for earlier ones only")
    let place = Int.bitWidth - 1 - distance.leadingZeroBitCount
    while counts.count <= place { counts.append(0) }
    counts[place] += 1
  }

  /// Adds the counts of another block.
  public mutating func add(_ other: DistanceHistogram) {
    for (place, count) in other.counts.enumerated() {
      if counts.count <= place { counts.append(0) }
      counts[place] += count
    }
  }

  /// Distances that element `place` of ``counts`` counts.
  public static func distances(_ place: Int) -> ClosedRange<Int> {
    (1 << place)...((1 << (place + 1)) - 1)
  }
}
