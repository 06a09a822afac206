/// Two regimes: a share of the draws goes to a head of few keys by Zipf's law, the rest evenly to a long
/// tail of all others. What payments look like: exchanges, and addresses that are used once.
public struct ZipfMixture: Distribution {
  public let count: Int
  /// The share of the draws that go to the head; one where the head is all there is.
  public let headShare: Double
  private let head: Zipf
  private let tailCount: Int

  /// - Parameters:
  ///   - head: How many ranks the head has, at least one; at most all.
  ///   - share: The share of the draws that go to it, 0 to 1.
  public init(count: Int, head: Int, exponent: Double, share: Double) {
    precondition(count > 0 && head > 0 && share >= 0 && share <= 1)
    self.count = count
    self.head = Zipf(count: min(head, count), exponent: exponent)
    tailCount = count - self.head.count
    headShare = tailCount == 0 ? 1 : share
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    if stream.unit() < headShare { return head.draw(index, from: &stream) }
    return head.count + stream.below(tailCount)
  }

  public func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream
  ) {
    let hasTable = head.withColumns { columns in
      for place in ranks.indices {
        ranks[place] =
          stream.unit() < headShare
          ? columns.draw(from: &stream) : head.count &+ stream.below(tailCount)
      }
    }
    if hasTable { return }
    for place in ranks.indices { ranks[place] = draw(index &+ place, from: &stream) }
  }

  public func probability(of rank: Int) -> Double {
    rank < head.count
      ? headShare * head.probability(of: rank) : (1 - headShare) / Double(tailCount)
  }

  public var collisionProbability: Double {
    let inHead = headShare * headShare * head.collisionProbability
    guard tailCount > 0 else { return inHead }
    return inHead + (1 - headShare) * (1 - headShare) / Double(tailCount)
  }
}
