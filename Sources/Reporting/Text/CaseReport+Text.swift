extension CaseReport {
  /// Such as "bound 1.91× by gas, 1.21× by time": the second is what speedups are held to. Nil where neither is
  /// known.
  var boundText: String? {
    let parts = [(boundByGas, "gas"), (boundByTime, "time")].compactMap { bound, weight in
      bound.map { "\(significant($0))× by \(weight)" }
    }
    return parts.isEmpty ? nil : "bound " + parts.joined(separator: ", ")
  }
}

extension Estimate {
  /// A share and its interval, "84% [82%, 86%]".
  var shareText: String {
    percent(value) + (interval.map { " [\(percent($0.lower)), \(percent($0.upper))]" } ?? "")
  }

  /// A share and half its interval's width, "84% +-2%", where room is short. In points, as one reads it.
  var shortShareText: String {
    percent(value) + (interval.map { " +-\(percent(($0.upper - $0.lower) / 2))" } ?? "")
  }
}
