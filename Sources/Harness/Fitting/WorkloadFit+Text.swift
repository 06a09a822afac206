import Foundation

extension WorkloadFit {
  /// The real blocks beside those generated, for people.
  public var comparison: String {
    let rows: [(String, KeyPath<FitMeasures, Double>, scale: Double, unit: String)] = [
      ("top-1 share", \.topShare, 100, "%"), ("effective keys", \.effectiveKeys, 1, ""),
      ("dependent", \.dependent, 100, "%"), ("longest chain", \.longestChain, 100, "%"),
      ("parallelism", \.parallelism, 1, ""),
    ]
    var lines = [
      "\(transactions) transactions of \(blocks) block\(blocks == 1 ? "" : "s"): "
        + entries.map { "\($0.transactions) \($0.kind.rawValue)" }.joined(separator: ", ")
        + "; \(trials) trials",
      "                    real     generated         another seed",
    ]
    for (name, measure, scale, unit) in rows {
      let target = real[keyPath: measure]
      func figure(_ found: FitMeasures) -> String {
        let value = found[keyPath: measure]
        let change = target == 0 ? 0 : value / target - 1
        return String(format: "%9.4g%@ (%+.0f%%)", value * scale, unit, 100 * change)
      }
      lines.append(
        name.padding(toLength: 14, withPad: " ", startingAt: 0)
          + String(format: "%9.4g%@", target * scale, unit)
          + figure(generated) + "   " + figure(regenerated))
    }
    return lines.joined(separator: "\n")
  }
}
