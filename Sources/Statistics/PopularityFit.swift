import GSL

/// The law of a sample of keys whose names say nothing: a head of some keys by Zipf's law, and a tail so
/// long that none of its keys comes twice.
///
/// Ranking keys by their own counts, as ``ZipfFit`` does, takes luck for popularity where a key has but a
/// few draws. Here ranks are unknown: what is fitted is how many keys came up once, twice, and so on. Key
/// counts are taken for Poisson's, so that as many keys come up *m* times as Poisson with mean
/// Σ P(m; draws · p) over the keys, and the likelihood of that is maximised: over the exponent and the
/// head's share by Brent's method, over the head's size on a grid.
public struct PopularityFit: Hashable, Sendable {
  /// Of the head.
  public let exponent: Double
  /// From the curvature of the likelihood along the exponent, with the others best for each; infinite where
  /// the counts say nothing of it.
  public let standardError: Double
  /// Keys of the head.
  public let head: Int
  /// Share of the draws that fall on the head; the others are used once.
  public let share: Double
  /// Draws of all samples.
  public let draws: Int

  /// The largest exponent that is looked for.
  static let largestExponent = 4.0

  /// - Parameters:
  ///   - samples: of each block, how often each key came up that did.
  ///   - head: the number of keys of the head where it is known: then there is no tail, and only the
  ///     exponent is fitted.
  /// - Returns: nil without draws.
  public init?(samples: [[Int]], head: Int? = nil) {
    let samples = samples.map(CountedKeys.init).filter { $0.draws > 0 }
    guard let most = samples.map(\.keys).max() else { return nil }
    draws = samples.reduce(0) { $0 + $1.draws }
    let heads = head.map { [max(1, $0)] } ?? Self.heads(upTo: 4 * most)
    let isKnown = head != nil
    func profile(_ exponent: Double) -> Profile {
      let profiles = heads.map { head in
        let law = RankedKeys(count: head, exponent: exponent)
        let share =
          isKnown
          ? 1
          : Minimiser.brent(in: 0.001...1, points: 7, tolerance: 5e-4) { share in
            samples.reduce(0) { $0 + $1.cost(law, share: share) }
          }
        let cost = samples.reduce(0) { $0 + $1.cost(law, share: share) }
        return Profile(head: head, share: share, cost: cost)
      }
      return profiles.min { $0.cost < $1.cost } ?? Profile(head: 1, share: 1, cost: 0)
    }
    let best = Minimiser.brent(
      in: 0...Self.largestExponent, points: 17, tolerance: 2e-3, limit: 30
    ) { profile($0).cost }
    let found = profile(best)
    exponent = best
    self.head = found.head
    share = found.share
    // Wide enough for the grid of heads not to show.
    let step = 0.1
    let sides = profile(best + step).cost + profile(max(0, best - step)).cost
    let curvature = (sides - 2 * found.cost) / (step * step)
    standardError = curvature > 0 ? 1 / curvature.squareRoot() : .infinity
  }

  private struct Profile {
    var head: Int
    var share: Double
    var cost: Double
  }

  /// 1, 2, 3, 4, 6, 9, 13, … up to the limit.
  private static func heads(upTo limit: Int) -> [Int] {
    var heads = [1]
    while let last = heads.last, last < limit {
      heads.append(max(last + 1, min(limit, last * 3 / 2)))
    }
    return heads
  }
}

/// The probabilities of a Zipf law, far ranks taken together.
private struct RankedKeys {
  /// Probability of each key with its logarithm, and how many have it.
  var bins: [(probability: Double, logarithm: Double, keys: Double)] = []

  /// Ranks to 64 one by one, beyond in steps of a 16th.
  init(count: Int, exponent: Double) {
    var first = 1
    var sum = 0.0
    while first <= count {
      let last = min(count, first <= 64 ? first : first + first / 16)
      let middle = (Double(first) * Double(last)).squareRoot()
      let weight = exponential(-exponent * logarithm(middle))
      let keys = Double(last - first + 1)
      bins.append((weight, 0, keys))
      sum += weight * keys
      first = last + 1
    }
    for place in bins.indices {
      bins[place].probability /= sum
      bins[place].logarithm = logarithm(bins[place].probability)
    }
  }
}

/// How many keys of one sample came up how often.
private struct CountedKeys {
  private var byCount: [(count: Int, keys: Double, logFactorial: Double)] = []
  private(set) var draws = 0
  private(set) var keys = 0

  init(_ counts: [Int]) {
    var tally: [Int: Int] = [:]
    for count in counts where count > 0 { tally[count, default: 0] += 1 }
    for (count, number) in tally.sorted(by: { $0.key < $1.key }) {
      let logFactorial = (1...count).reduce(0) { $0 + logarithm(Double($1)) }
      byCount.append((count, Double(number), logFactorial))
      draws += count * number
      keys += number
    }
  }

  /// The negative logarithm of the likelihood, up to a constant.
  func cost(_ law: RankedKeys, share: Double) -> Double {
    let draws = Double(draws)
    let tail = draws * (1 - share)
    var expected = tail
    for bin in law.bins {
      expected += bin.keys * (1 - exponential(-draws * share * bin.probability))
    }
    let logDraws = logarithm(draws * share)
    var cost = expected
    for observed in byCount {
      var keys = observed.count == 1 ? tail : 0
      let count = Double(observed.count)
      for bin in law.bins {
        let mean = draws * share * bin.probability
        let distance = count - mean
        // Far off, and so next to nothing.
        if distance * distance > 900 + 144 * max(count, mean) { continue }
        keys +=
          bin.keys
          * exponential(count * (logDraws + bin.logarithm) - mean - observed.logFactorial)
      }
      cost -= observed.keys * logarithm(max(keys, 1e-300))
    }
    return cost
  }
}
