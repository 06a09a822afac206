import GSL

/// How one choice of one profile is spread over its keys: as its law has it, and as it came out.
///
/// A law says little about the contention of a block of given length, so both are given; they differ
/// by chance, and widely where draws are fewer than keys.
public struct RealisedSkew: Hashable, Sendable, Codable {
  /// The profile's place in the mix and its name, such as "0 transfers".
  public var profile: String
  public var choice: String
  /// As the workload file names it.
  public var distribution: String
  public var draws: Int
  /// Keys there are to choose from.
  public var keys: Int
  /// Keys chosen at least once.
  public var distinctKeys: Int
  /// Share of the draws that the most chosen key got; 0 without draws.
  public var topShare: Double
  /// 1/Σp² over the shares: how many equally popular keys would collide as often; 0 without draws.
  public var effectiveKeys: Double
  /// The probability of the likeliest key.
  public var nominalTopShare: Double
  /// 1/Σp² of the law.
  public var nominalEffectiveKeys: Double

  /// - Parameter drawn: the ranks that came up.
  init(profile: String, choice: ChoiceSpec, law: any Distribution, drawn: [[UInt32]]) {
    self.profile = profile
    self.choice = choice.name
    distribution = choice.distribution
    keys = law.count
    let draws = drawn.reduce(0) { $0 + $1.count }
    let counts = Self.counts(of: drawn, keys: law.count, draws: draws)
    self.draws = draws
    distinctKeys = counts.count
    topShare = draws == 0 ? 0 : Double(counts.max() ?? 0) / Double(draws)
    let squares = counts.reduce(0.0) { $0 + Double($1) * Double($1) }
    effectiveKeys = draws == 0 ? 0 : Double(draws) * Double(draws) / squares
    // The last rank is the likeliest of a hot set that is avoided.
    nominalTopShare = max(law.probability(of: 0), law.probability(of: law.count - 1))
    nominalEffectiveKeys = 1 / law.collisionProbability
  }

  /// How often each key came up that did. Takes memory by the keys or by the draws, whichever are fewer.
  private static func counts(of drawn: [[UInt32]], keys: Int, draws: Int) -> [Int] {
    if keys <= max(draws, 1 << 16) {
      var counts = [Int](repeating: 0, count: keys)
      for ranks in drawn { for rank in ranks { counts[Int(rank)] += 1 } }
      return counts.filter { $0 > 0 }
    }
    var counts: [Int] = []
    var last: UInt32?
    for rank in drawn.joined().sorted() {
      if rank == last { counts[counts.count - 1] += 1 } else { counts.append(1) }
      last = rank
    }
    return counts
  }
}
