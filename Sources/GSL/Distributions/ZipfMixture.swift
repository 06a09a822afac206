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
      stream.inRegisters { stream in
        for place in ranks.indices { ranks[place] = draw(columns, from: &stream) }
      }
    }
    if hasTable { return }
    for place in ranks.indices { ranks[place] = draw(index &+ place, from: &stream) }
  }

  /// One draw, given the head's table. Without a branch between head and tail, of which every other would be
  /// mispredicted: either takes one number by the count of its ranks, and the tail's may have to go back.
  @inline(__always)
  private func draw(
    _ columns: UnsafeBufferPointer<AliasTable.Column>,
    from stream: inout some RandomSource & ~Copyable
  ) -> Int {
    let isOfHead = stream.unit() < headShare
    let bound = UInt64(isOfHead ? head.count : tailCount)
    let number = stream.next()
    let (place, fraction) = number.multipliedFullWidth(by: bound)
    let inHead = columns.pick(isOfHead ? place : 0, fraction)
    // `below` rejects a number only where the fraction is that small.
    if _slowPath(fraction < bound), !isOfHead {
      return head.count &+ stream.below(tailCount, beginningWith: number)
    }
    return isOfHead ? inHead : head.count &+ Int(place)
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
