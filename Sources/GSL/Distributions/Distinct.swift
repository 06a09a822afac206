/// Deals the ranks in one random order, over and over: no rank comes twice within `count` draws.
///
/// The law of independent transactions: with as many keys as transactions in a block, no two of them
/// meet.
public struct Distinct: Distribution {
  private let order: RandomOrder
  public var count: Int { order.count }

  /// The order is taken from `stream`. See ``RandomOrder`` for its cost.
  public init(count: Int, order stream: inout RandomStream) {
    order = RandomOrder(count: count, from: &stream)
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    order[index % order.count]
  }

  /// Of a draw of unknown index.
  public func probability(of rank: Int) -> Double { 1 / Double(count) }
  public var collisionProbability: Double { 1 / Double(count) }
}
