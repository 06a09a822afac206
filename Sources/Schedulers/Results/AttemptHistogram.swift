/// How many transactions took how many attempts.
public struct AttemptHistogram: Hashable, Sendable {
  /// Transactions that took one attempt, two, three, four, and five or more.
  public private(set) var counts = [0, 0, 0, 0, 0]
  /// The most that any transaction took.
  public private(set) var maximum = 0
  /// Attempts of all transactions together.
  public private(set) var attempts = 0

  public init() {}

  /// Adds one transaction.
  mutating func add(_ attempts: Int) {
    counts[min(max(attempts, 1), counts.count) - 1] += 1
    maximum = max(maximum, attempts)
    self.attempts += attempts
  }

  /// Transactions in all.
  public var transactions: Int { counts.reduce(0, +) }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    for index in a.counts.indices { sum.counts[index] += b.counts[index] }
    sum.maximum = max(a.maximum, b.maximum)
    sum.attempts += b.attempts
    return sum
  }
}
