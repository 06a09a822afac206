/// Ranks in proportion to given weights: the mix of profiles in a workload.
public struct Weighted: Distribution {
  public let count: Int
  private let probabilities: [Double]
  private let table: AliasTable

  /// - Precondition: there is a weight; none is negative; one is positive.
  public init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(total > 0 && total.isFinite && weights.allSatisfy { $0 >= 0 })
    count = weights.count
    probabilities = weights.map { $0 / total }
    table = AliasTable(weights: weights)
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    table.draw(from: &stream)
  }
  public func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream
  ) {
    table.draw(into: ranks, from: &stream)
  }
  public func probability(of rank: Int) -> Double { probabilities[rank] }
  public var collisionProbability: Double { probabilities.reduce(0) { $0 + $1 * $1 } }
}
