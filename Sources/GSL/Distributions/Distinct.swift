/// Deals the ranks in one random order, over and over: no rank comes twice within `count` draws.
///
/// The law of independent transactions: with as many keys as transactions in a block, no two of them
/// meet.
public struct Distinct: Distribution {
  private let order: [UInt32]
  public var count: Int { order.count }

  /// The order is taken from `stream`. O(`count`) time and 4 bytes a rank.
  public init(count: Int, order stream: inout RandomStream) {
    precondition(count > 0)
    order = stream.permutation(of: count)
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    Int(order[index % order.count])
  }

  /// Of a draw of unknown index.
  public func probability(of rank: Int) -> Double { 1 / Double(count) }
  public var collisionProbability: Double { 1 / Double(count) }
}
