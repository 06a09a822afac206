/// A share of the accesses goes to a share of the keys, evenly within the hot and within the cold ones
/// ("90% of accesses to 10% of keys").
public struct HotSet: Distribution {
  public let count: Int
  /// Ranks below this are hot: at least one.
  public let hotCount: Int
  /// Probability that a draw is hot; one where every rank is.
  public let hotShare: Double

  /// - Parameters:
  ///   - keys: Share of the ranks that are hot, above 0 and at most 1; rounded to whole ranks.
  ///   - accesses: Share of the draws that go to them, 0 to 1.
  public init(count: Int, keys: Double, accesses: Double) {
    precondition(count > 0 && keys > 0 && keys <= 1 && accesses >= 0 && accesses <= 1)
    self.count = count
    hotCount = min(count, max(1, Int((keys * Double(count)).rounded())))
    hotShare = hotCount == count ? 1 : accesses
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    // A hot share of 1 must never leave the hot set: `unit` stays below 1.
    if stream.unit() < hotShare { return stream.below(hotCount) }
    return hotCount + stream.below(count - hotCount)
  }

  public func probability(of rank: Int) -> Double {
    rank < hotCount
      ? hotShare / Double(hotCount) : (1 - hotShare) / Double(count - hotCount)
  }

  public var collisionProbability: Double {
    let hot = hotShare * hotShare / Double(hotCount)
    guard hotCount < count else { return hot }
    return hot + (1 - hotShare) * (1 - hotShare) / Double(count - hotCount)
  }
}
