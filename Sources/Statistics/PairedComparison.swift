import GSL

/// Two arms measured in pairs: how many times as large the second is as the first, and how sure that is.
///
/// A pair is two runs of one stream on one machine back to back, so that what the machine does to one
/// it does to both. Each pair gives d = ln(second / first); the effect is exp(mean d), its interval
/// Student's interval of the mean of d, taken back by exp. Of the usual tests on few pairs only this
/// one keeps its false-alarm rate: a percentile bootstrap over six pairs alarms twice to three times
/// as often as it says, pooling blocks ten times.
public struct PairedComparison: Hashable, Sendable {
  /// d of each pair, in the order of measurement.
  public let logRatios: [Double]
  /// Of the interval, a share of 1.
  public let confidence: Double
  /// The estimate: the geometric mean of second / first. 1 means equal, 1.10 ten percent larger.
  public let ratio: Double
  /// Of the ratio. Nil of one pair, which says nothing about its own error.
  public let interval: ConfidenceInterval?
  /// Standard deviation of d over the pairs, in effect relative: 0.01 is one percent. Nil of one pair.
  public let standardDeviation: Double?
  /// Two-sided p-value of the paired t test; nil of one pair and where all pairs are equal.
  public let pValue: Double?
  /// The exact signed-rank test over the same pairs, as a check that needs no normal errors.
  public let signedRank: WilcoxonSignedRank?
  /// What a reader must know before believing the figures; most serious first.
  public let warnings: [ComparisonWarning]

  /// The least number of pairs with which the exact signed-rank test can reach 5% at all.
  public static let leastPairs = 6

  /// Compares `second` with `first`, pair by pair.
  ///
  /// - Throws: ``PairingError`` where the arms do not pair or a value has no logarithm.
  public init(
    first: [Double], second: [Double], confidence: Double = 0.95
  ) throws(PairingError) {
    guard first.count == second.count else {
      throw .unequalCounts(first: first.count, second: second.count)
    }
    guard confidence > 0, confidence < 1 else { throw .impossibleConfidence(confidence) }
    var logRatios: [Double] = []
    logRatios.reserveCapacity(first.count)
    for (index, (a, b)) in zip(first, second).enumerated() {
      guard a > 0, a.isFinite else { throw .notPositive(pair: index + 1, value: a) }
      guard b > 0, b.isFinite else { throw .notPositive(pair: index + 1, value: b) }
      // A difference of logarithms: the quotient of two extreme values could overflow.
      logRatios.append(logarithm(b) - logarithm(a))
    }
    try self.init(logRatios: logRatios, confidence: confidence)
  }

  /// Compares from the log ratios themselves.
  ///
  /// - Throws: ``PairingError`` where there is none, or one is not finite.
  public init(logRatios: [Double], confidence: Double = 0.95) throws(PairingError) {
    guard !logRatios.isEmpty else { throw .noPairs }
    guard confidence > 0, confidence < 1 else { throw .impossibleConfidence(confidence) }
    if let index = logRatios.firstIndex(where: { !$0.isFinite }) {
      throw .notPositive(pair: index + 1, value: logRatios[index])
    }
    let sample = Sample(logRatios)
    let deviation: Double? = logRatios.count > 1 ? sample.standardDeviation : nil
    self.logRatios = logRatios
    self.confidence = confidence
    ratio = exponential(sample.mean)
    interval = sample.meanInterval(confidence: confidence)?.mapped(exponential)
    standardDeviation = deviation
    pValue = Self.pValue(mean: sample.mean, deviation: deviation, count: sample.count)
    signedRank = WilcoxonSignedRank(differences: logRatios)
    warnings = ComparisonWarning.of(sample, deviation: deviation, pValue: pValue)
  }

  /// How many times as large this effect is as another one, where the pairs of both were measured in turn: the
  /// first of this after the first of the other, or the reverse, and so on. What disturbed a whole round is in
  /// both, and drops out; what disturbed one pair is in the interval. Pairs that have no partner are left out.
  ///
  /// Of speedups over the same baseline, the speedup of the one over the other.
  public func over(_ other: Self) -> Self {
    let differences = zip(logRatios, other.logRatios).map { $0 - $1 }
    guard let quotient = try? Self(logRatios: differences, confidence: confidence) else {
      preconditionFailure("no quotient of \(pairs) and \(other.pairs) pairs, all of them finite")
    }
    return quotient
  }

  /// Number of pairs.
  public var pairs: Int { logRatios.count }

  /// The effect as a share: 0.10 means that the second is ten percent larger.
  public var effect: Double { ratio - 1 }

  /// Whether the interval excludes 1. False of one pair.
  public var isSignificant: Bool { interval.map { !$0.contains(1) } ?? false }

  private static func pValue(mean: Double, deviation: Double?, count: Int) -> Double? {
    guard let deviation, deviation > 0 else { return nil }
    let t = mean / (deviation / Double(count).squareRoot())
    return StudentT(degreesOfFreedom: Double(count - 1)).twoSidedProbability(beyond: t)
  }
}

/// Why two arms cannot be compared pair by pair.
public enum PairingError: Error, Hashable, Sendable, CustomStringConvertible {
  case noPairs
  case unequalCounts(first: Int, second: Int)
  /// A measurement that is zero, negative or not a number; `pair` counts from 1.
  case notPositive(pair: Int, value: Double)
  case impossibleConfidence(Double)

  public var description: String {
    switch self {
    case .noPairs:
      "there is no pair to compare"
    case .unequalCounts(let first, let second):
      "the arms do not pair: \(first) runs against \(second)"
    case .notPositive(let pair, let value):
      "pair \(pair) holds \(value), which has no logarithm: measurements must be above zero"
    case .impossibleConfidence(let confidence):
      "a confidence of \(confidence) is impossible: give a share between 0 and 1, such as 0.95"
    }
  }
}
