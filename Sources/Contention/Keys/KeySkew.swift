import Statistics

/// How unequally accesses are spread over the keys that were accessed at all.
public struct KeySkew: Hashable, Sendable {
  /// Keys accessed at least once.
  public let keys: Int
  public let accesses: Int
  /// Share of the accesses that the most accessed key got; 0 without accesses.
  public let topShare: Double
  /// Σp² over the keys' shares: the probability that two accesses meet.
  public let collisionProbability: Double
  /// Of the counts, from 0, where all are equal, towards 1.
  public let gini: Double
  /// By rank and count; nil for fewer than two keys.
  public let zipf: ZipfFit?

  /// - Parameter counts: accesses of each key.
  public init(counts: [Int]) {
    let ranked = counts.filter { $0 > 0 }.sorted(by: >)
    keys = ranked.count
    accesses = ranked.reduce(0, +)
    let total = Double(accesses)
    topShare = ranked.first.map { Double($0) / total } ?? 0
    let squares = ranked.reduce(0.0) { $0 + Double($1) * Double($1) }
    collisionProbability = accesses == 0 ? 0 : squares / (total * total)
    // Σ (2·place − keys − 1)·count over the counts in ascending order, over keys·total.
    var weighted = 0.0
    for (place, count) in ranked.reversed().enumerated() {
      weighted += Double(2 * (place + 1) - ranked.count - 1) * Double(count)
    }
    gini = accesses == 0 ? 0 : weighted / (Double(ranked.count) * total)
    zipf = ZipfFit(counts: ranked)
  }

  /// How many equally popular keys would collide as often; 0 without accesses.
  public var effectiveKeys: Double { collisionProbability == 0 ? 0 : 1 / collisionProbability }
}
