/// Two regimes: a share of the draws goes to a head of few keys by Zipf's law, the rest evenly to a long
/// tail of all others. What payments look like: exchanges, and addresses that are used once.
public struct ZipfMixture: Distribution {
  public let count: Int
  /// The share of the draws that go to the head; one where the head is all there is.
  public let headShare: Double
  private let head: Zipf
  private let tailCount: Int
  /// ``headShare`` of 2⁵³, rounded up: as many of the numbers with 53 bits are below the share of 2⁵³.
  private let headBound: UInt64

  /// - Parameters:
  ///   - head: How many ranks the head has, at least one; at most all.
  ///   - share: The share of the draws that go to it, 0 to 1.
  public init(count: Int, head: Int, exponent: Double, share: Double) {
    precondition(count > 0 && head > 0 && share >= 0 && share <= 1)
    self.count = count
    self.head = Zipf(count: min(head, count), exponent: exponent)
    tailCount = count - self.head.count
    headShare = tailCount == 0 ? 1 : share
    headBound = UInt64((headShare * 0x1p53).rounded(.up))
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
  ///
  /// By masks of all bits or none, because the compiler makes branches of choices that depend on one
  /// condition.
  @inline(__always)
  private func draw(
    _ columns: UnsafeBufferPointer<AliasTable.Column>,
    from stream: inout some RandomSource & ~Copyable
  ) -> Int {
    // Below 2⁵³ both, so that the difference has a sign.
    let headMask = UInt64(bitPattern: Int64(bitPattern: stream.next() >> 11 &- headBound) >> 63)
    let tailBound = UInt64(truncatingIfNeeded: tailCount) & ~headMask
    let number = stream.next()
    let (place, fraction) = number.multipliedFullWidth(
      by: tailBound | UInt64(truncatingIfNeeded: head.count) & headMask)
    // `below` rejects a number only where the fraction is that small.
    if _slowPath(fraction < tailBound) {
      return head.count &+ stream.below(tailCount, beginningWith: number)
    }
    let inHead = columns.pick(place & headMask, fraction)
    let inTail = head.count &+ Int(truncatingIfNeeded: place)
    return inTail ^ (inTail ^ inHead) & Int(truncatingIfNeeded: headMask)
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
