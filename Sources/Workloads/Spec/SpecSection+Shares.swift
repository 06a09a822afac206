extension SpecSection {
  /// The kinds of transaction of a profile by the `shares` group: `shares: {swap: 0.8, add: 0.2}`.
  ///
  /// Shares are weights: they are scaled to sum to 1. A kind that the group leaves out has none; without
  /// the group all have their defaults. A profile that reads it lists "shares" among its keys.
  public func shares(
    default kinds: [(name: String, share: Double)]
  ) throws(WorkloadError) -> [TransactionKind] {
    var weights = kinds.map(\.share)
    if let node = node("shares") {
      let section = try SpecSection(node, path: path(of: "shares"), keys: kinds.map(\.name))
      for (index, kind) in kinds.enumerated() {
        weights[index] = try section.number(kind.name, in: 0...1e9, default: 0)
      }
    }
    let sum = weights.reduce(0, +)
    guard sum > 0 else {
      throw error(
        at: "shares", "gives no kind of transaction a share",
        remedy: "give at least one of \(kinds.map(\.name).joined(separator: ", ")) more than 0")
    }
    return zip(kinds, weights).map { TransactionKind(name: $0.name, share: $1 / sum) }
  }
}
