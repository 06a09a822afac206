import Statistics

extension PairedComparison {
  /// "1.72× [1.65, 1.80]", "1.01× [0.98, 1.04] ~", "1.72× (1 pair)".
  ///
  /// - Parameter times: the sign after the ratio: "×", or "x" where the text must be ASCII.
  func text(times: String) -> String {
    guard let interval else { return "\(fixed(ratio, 2))\(times) (1 pair)" }
    let digits = ratioDigits(margin: (interval.upper - interval.lower) / 2 / ratio)
    return "\(fixed(ratio, digits))\(times) "
      + "[\(fixed(interval.lower, digits)), \(fixed(interval.upper, digits))]"
      + (isSignificant ? "" : " ~")
  }
}
