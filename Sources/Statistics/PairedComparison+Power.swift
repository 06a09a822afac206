import GSL

extension PairedComparison {
  /// The smallest effect that this many pairs, as noisy as these, find with probability `power`.
  ///
  /// As a share: 0.02 says that a difference of 2% would be found in four of five such experiments, and
  /// that "no difference seen" excludes nothing smaller. Nil of one pair. The exact power of the
  /// two-sided t test, by the noncentral t distribution. Cost: some milliseconds.
  public func minimumDetectableEffect(power: Double = 0.8) -> Double? {
    guard let standardDeviation else { return nil }
    guard
      let inDeviations = Self.detectableDeviations(
        pairs: pairs, confidence: confidence, power: power)
    else { return nil }
    return exponential(inDeviations * standardDeviation) - 1
  }

  /// The same in units of the standard deviation of the pairs: 1.43 for 6 pairs, 0.66 for 20.
  ///
  /// Nil of fewer than two pairs, and where `power` is no share between `1 - confidence` and 1.
  public static func detectableDeviations(
    pairs: Int, confidence: Double = 0.95, power: Double = 0.8
  ) -> Double? {
    guard pairs >= 2, power > 1 - confidence, power < 1 else { return nil }
    let freedom = Double(pairs - 1)
    let bound = StudentT(degreesOfFreedom: freedom).quantile((1 + confidence) / 2)
    func achieved(_ noncentrality: Double) -> Double {
      NoncentralT(degreesOfFreedom: freedom, noncentrality: noncentrality)
        .twoSidedProbability(beyond: bound)
    }
    var low = 0.0
    var high = bound + 1
    while achieved(high) < power, high < 1e6 { high *= 2 }
    // Power grows with noncentrality: 40 halvings leave twelve digits.
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if achieved(middle) < power { low = middle } else { high = middle }
    }
    return high / Double(pairs).squareRoot()
  }
}
