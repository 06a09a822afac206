import GSL

/// What a reader must know before believing a comparison.
public enum ComparisonWarning: Hashable, Sendable, CustomStringConvertible {
  /// One pair has no spread, so the estimate has no interval.
  case singlePair
  /// Too few for the exact check to reach 5%, and for the interval to survive one odd pair.
  case fewPairs(count: Int, needed: Int)
  /// All pairs gave exactly the same ratio: measurements do not, copies do.
  case zeroVariance
  /// Standard deviation of the pairs above 5%, as on shared machines.
  case noisyPairs(standardDeviation: Double)
  /// Consecutive pairs resemble each other: the machine drifted while measuring.
  case drift(autocorrelation: Double)
  /// The t test says 5%, the signed-rank test could have and does not: one odd pair may decide.
  case testsDisagree(t: Double, signedRank: Double)

  public var description: String {
    switch self {
    case .singlePair:
      "one pair only: no interval can be given; measure at least \(PairedComparison.leastPairs) pairs"
    case .fewPairs(let count, let needed):
      "\(count) pairs are few: measure at least \(needed) before deciding on the result"
    case .zeroVariance:
      "every pair gave exactly the same ratio: real measurements differ, so look at the data"
    case .noisyPairs(let deviation):
      "noisy: the pairs scatter by \(percent(deviation)); use a quieter machine or more pairs"
    case .drift(let autocorrelation):
      "consecutive pairs are alike (lag-1 autocorrelation \(hundredths(autocorrelation))): "
        + "the machine drifted, so the interval is too narrow"
    case .testsDisagree(let t, let signedRank):
      "paired t gives p = \(hundredths(t)), the exact signed-rank test \(hundredths(signedRank)): "
        + "an odd pair may decide; look at the pairs"
    }
  }

  /// The warnings that `sample`, the log ratios, earns.
  static func of(_ sample: Sample, deviation: Double?, pValue: Double?) -> [Self] {
    guard let deviation else { return [.singlePair] }
    var warnings: [Self] = []
    let needed = PairedComparison.leastPairs
    if sample.count < needed { warnings.append(.fewPairs(count: sample.count, needed: needed)) }
    if deviation == 0 { return warnings + [.zeroVariance] }
    if deviation > 0.05 { warnings.append(.noisyPairs(standardDeviation: deviation)) }
    // Under independence the autocorrelation scatters by 1/√n around 0; 2.5 of those is rare.
    let autocorrelation = Moments.lag1Autocorrelation(sample.values)
    if sample.count >= 10, autocorrelation > 2.5 / Double(sample.count).squareRoot() {
      warnings.append(.drift(autocorrelation: autocorrelation))
    }
    if let pValue, pValue < 0.05, sample.count >= 8,
      let check = WilcoxonSignedRank(differences: sample.values), check.pValue > 0.1
    {
      warnings.append(.testsDisagree(t: pValue, signedRank: check.pValue))
    }
    return warnings
  }
}

/// "1.2%" of 0.0123. Values here are small and finite.
private func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10)%" }

private func hundredths(_ value: Double) -> String { "\((value * 1_000).rounded() / 1_000)" }
