/// How many locations transactions read, or write: a count of transactions by number.
public struct AccessWidths: Hashable, Sendable {
  /// Element *k*: transactions with *k* locations. Its last element is not zero.
  public private(set) var counts: [Int] = []

  public init() {}

  public init(_ widths: [Int]) {
    for width in widths {
      while counts.count <= width { counts.append(0) }
      counts[width] += 1
    }
  }

  /// Adds the counts of another block.
  public mutating func add(_ other: AccessWidths) {
    for (width, count) in other.counts.enumerated() {
      while counts.count <= width { counts.append(0) }
      counts[width] += count
    }
  }

  /// Transactions counted.
  public var transactions: Int { counts.reduce(0, +) }

  /// 0 without transactions.
  public var mean: Double {
    guard transactions > 0 else { return 0 }
    let locations = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
    return Double(locations) / Double(transactions)
  }

  public var maximum: Int { max(0, counts.count - 1) }

  /// The least number that `percent` of the transactions do not exceed.
  public func percentile(_ percent: Int) -> Int {
    var below = 0
    for (width, count) in counts.enumerated() {
      below += count
      if below * 100 >= percent * transactions { return width }
    }
    return maximum
  }
}
