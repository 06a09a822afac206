/// A continuous law over ranks or whole values: rank *k* takes the law's share of the unit interval that
/// begins at `start` + *k*, of what the law gives to all of the intervals together.
///
/// Exact truncation by inversion, without rejection: one uniform number a draw.
public struct Discretised<Law: ContinuousLaw>: Distribution {
  public let count: Int
  public let law: Law
  /// The number that rank 0 stands for.
  public let start: Double
  /// The cumulative function at both ends.
  private let below: Double
  private let share: Double

  /// - Precondition: `count` is positive, and the law gives something to the range.
  public init(_ law: Law, from start: Double = 0, count: Int) {
    precondition(count > 0)
    self.law = law
    self.start = start
    self.count = count
    below = law.cumulative(start)
    share = law.cumulative(start + Double(count)) - below
    precondition(share > 0, "the law gives nothing to the range")
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    let value = law.quantile(below + stream.unit() * share)
    // By rounding an end can be missed by one, never by more.
    return min(max(Int((value - start).rounded(.down)), 0), count - 1)
  }

  public func probability(of rank: Int) -> Double {
    let first = start + Double(rank)
    return (law.cumulative(first + 1) - law.cumulative(first)) / share
  }

  /// O(`count`), or less where the ranks that are left over hold less than 10⁻¹².
  public var collisionProbability: Double {
    var sum = 0.0
    var left = 1.0
    for rank in 0..<count where left > 1e-12 {
      let probability = probability(of: rank)
      sum += probability * probability
      left -= probability
    }
    return sum
  }
}
