/// Contention asked for by its effect: `target: {parallelism: 8}`.
///
/// A parameter of the workload, its knob, is turned until blocks have it. Which knob the profiles say, or
/// the file: `target: {dependent: 0.4, by: profiles.0.pool.exponent, from: 0, to: 3}`.
public struct TargetSpec: Hashable, Sendable {
  /// What can be asked for.
  public enum Measure: String, Hashable, Sendable, CaseIterable, Codable {
    /// Gas of all transactions over gas of the longest chains: how much faster than one after the other.
    case parallelism
    /// Share of the transactions that wait for another of their block.
    case dependent
    /// Length of the longest chain over the transactions of its block, by count.
    case longestChain = "longest_chain"
    /// Probability that two transactions of a block conflict: that one changes what the other reads or
    /// changes.
    case conflictProbability = "conflict_probability"
  }

  public let measure: Measure
  public let value: Double
  /// Dotted paths of the knobs, all of which get the same value.
  public let knobs: [String]
  /// The knob's range.
  public let range: ClosedRange<Double>

  static let keys = Measure.allCases.map(\.rawValue) + ["by", "from", "to"]

  init(_ section: SpecSection, mix: [WorkloadSpec.MixEntry]) throws(WorkloadError) {
    let given = Measure.allCases.filter { section.has($0.rawValue) }
    let remedy = "give one of \(Measure.allCases.map(\.rawValue).joined(separator: ", "))"
    guard let measure = given.first else {
      throw WorkloadError(
        at: section.origin, key: section.path, "says nothing to aim at", remedy: remedy)
    }
    guard given.count == 1 else {
      throw section.error(at: given[1].rawValue, "is one too many", remedy: remedy)
    }
    self.measure = measure
    value = try section.number(
      measure.rawValue, in: measure == .parallelism ? 1...1_000_000 : 0...1)
    let knobs = try section.knobs(mix)
    self.knobs = knobs
    let isExponent = knobs.allSatisfy { $0.hasSuffix(".exponent") }
    let from = try section.number("from", in: -1e9...1e9, default: 0)
    let to = try section.number("to", in: -1e9...1e9, default: isExponent ? 4 : 1)
    guard from < to else {
      throw section.error(
        at: section.has("to") ? "to" : "from", "leaves nothing between \(from) and \(to)",
        remedy: "give a 'from' below 'to'")
    }
    range = from...to
  }
}

extension SpecSection {
  /// The knobs that `by` names, one path or a list; else those of the profiles' contention choices whose
  /// laws have one.
  fileprivate func knobs(_ mix: [WorkloadSpec.MixEntry]) throws(WorkloadError) -> [String] {
    let remedy = "name a number of the file, such as 'by: profiles.0.receiver.exponent'"
    if let node = node("by") {
      let items: [SpecNode]
      if case .sequence(let list) = node.value { items = list } else { items = [node] }
      let paths = items.compactMap { item in
        if case .scalar(let text, _) = item.value, !text.isEmpty { text } else { String?.none }
      }
      guard !paths.isEmpty, paths.count == items.count else {
        throw error("by", "must be a path or a list of them", remedy: remedy)
      }
      return paths
    }
    let knobs = mix.enumerated().flatMap { index, entry in
      entry.profile.contentionKnobs.map { "profiles.\(index).\($0)" }
    }
    guard !knobs.isEmpty else {
      throw missing("by", remedy: "no choice that matters here has a knob: " + remedy)
    }
    return knobs
  }
}

extension WorkloadProfile {
  /// The parameters that turn its contention, such as "pool.exponent".
  var contentionKnobs: [String] {
    let declared = Self.contentionChoices
    let names =
      declared.isEmpty
      ? choices.filter { if case .values = $0.keys { false } else { true } }.prefix(1).map(\.name)
      : declared
    return choices.filter { names.contains($0.name) }.compactMap { choice in
      switch choice.distribution {
      case "zipf", "latest", "drifting": "\(choice.name).exponent"
      // Reaches further than the exponent of its head, which leaves the tail as it is.
      case "zipf-mixture": "\(choice.name).share"
      case "hot-set": "\(choice.name).accesses"
      case "geometric": "\(choice.name).success"
      default: nil
      }
    }
  }
}
