import CGSL

/// Pearson's chi-square test of counted draws against the law they should follow.
public struct GoodnessOfFit: Sendable {
  public let statistic: Double
  public let degreesOfFreedom: Int
  /// The probability of a statistic at least this large if the draws do follow the law.
  public let pValue: Double

  /// Tests `counts[rank]` against `law`. Ranks are pooled in order until a pool expects at least five
  /// draws, below which the chi-square approximation is not to be trusted. O(number of ranks).
  /// - Returns: Nil if fewer than two pools come about: there is nothing to test.
  public init?(_ counts: [Int], against law: some Distribution) {
    precondition(counts.count == law.count)
    let draws = Double(counts.reduce(0, +))
    var pools: [(observed: Double, expected: Double)] = []
    var pool = (observed: 0.0, expected: 0.0)
    for (rank, count) in counts.enumerated() {
      pool.observed += Double(count)
      pool.expected += draws * law.probability(of: rank)
      if pool.expected >= 5 {
        pools.append(pool)
        pool = (0, 0)
      }
    }
    if var last = pools.popLast() {
      // What is left over expects too little to stand alone.
      last.observed += pool.observed
      last.expected += pool.expected
      pools.append(last)
    }
    guard pools.count >= 2 else { return nil }
    GSLLibrary.prepare()
    statistic = pools.reduce(0) {
      let difference = $1.observed - $1.expected
      return $0 + difference * difference / $1.expected
    }
    degreesOfFreedom = pools.count - 1
    pValue = gsl_cdf_chisq_Q(statistic, Double(degreesOfFreedom))
  }
}
