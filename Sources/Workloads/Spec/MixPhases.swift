/// Blocks of changing character: each phase has a mix, and if it wants a block size, of its own, for so
/// many blocks; after the last phase the first begins again. In the file:
/// `phases: [{blocks: 8, shares: [1, 0]}, {blocks: 4, shares: [0.2, 0.8], transactions: 300}]`.
public struct MixPhases: Hashable, Sendable {
  /// One phase.
  public struct Phase: Hashable, Sendable {
    /// How many blocks it lasts.
    public let blocks: Int
    /// By entry of the mix: its weight, in place of its share.
    public let weights: [Double]
    /// Transactions a block.
    public let transactions: Int
  }

  public let phases: [Phase]
  /// Blocks until the first phase comes again.
  private let cycle: Int

  init(_ phases: [Phase]) {
    self.phases = phases
    cycle = phases.reduce(0) { $0 + $1.blocks }
  }

  /// Which phase block `number`, from 1, is in.
  func index(ofBlock number: UInt64) -> Int {
    var place = Int(number - 1) % cycle
    for (index, phase) in phases.enumerated() {
      if place < phase.blocks { return index }
      place -= phase.blocks
    }
    return 0
  }

  /// Transactions of all blocks before block `number`.
  func transactions(before number: UInt64) -> Int {
    let blocks = Int(number - 1)
    let whole = phases.reduce(0) { $0 + $1.blocks * $1.transactions }
    var rest = blocks % cycle
    var sum = blocks / cycle * whole
    for phase in phases where rest > 0 {
      sum += min(rest, phase.blocks) * phase.transactions
      rest -= min(rest, phase.blocks)
    }
    return sum
  }
}

extension SpecSection {
  /// The `phases` of a workload whose mix has so many entries; nil if it has none.
  func phases(entries: Int, transactions: Int) throws(WorkloadError) -> MixPhases? {
    guard has("phases") else { return nil }
    for other in ["arrivals", "bursts"] where has(other) {
      throw error(
        at: "phases", "cannot be had together with '\(other)'",
        remedy: "delete one of the two; a burst is a phase too")
    }
    var phases: [MixPhases.Phase] = []
    let remedy = "write, for instance, '- {blocks: 10, shares: [0.5, 0.5]}'"
    for (index, item) in try list("phases", remedy: remedy).enumerated() {
      let section = try SpecSection(
        item, path: path(of: "phases.\(index)"), keys: ["blocks", "shares", "transactions"])
      phases.append(
        MixPhases.Phase(
          blocks: try section.integer("blocks", in: 1...100_000),
          weights: try section.weights("shares", count: entries),
          transactions: try section.integer(
            "transactions", in: 1...1_000_000, default: transactions)))
    }
    return MixPhases(phases)
  }

  /// A list of `count` numbers that are not negative, and not all zero.
  private func weights(_ key: String, count: Int) throws(WorkloadError) -> [Double] {
    let remedy = "give \(count), one for each entry of 'profiles', in their order"
    var weights: [Double] = []
    for item in try list(key, remedy: remedy) {
      guard case .scalar(let text, false) = item.value, let weight = Double(text),
        (0...1e9).contains(weight)
      else {
        throw WorkloadError(
          at: item.origin, key: path(of: key), "\(item.kind) is no share",
          remedy: "give a number from 0 up")
      }
      weights.append(weight)
    }
    guard weights.count == count else {
      throw error(at: key, "has \(weights.count) numbers", remedy: remedy)
    }
    guard weights.contains(where: { $0 > 0 }) else {
      throw error(at: key, "leaves no transactions to a phase", remedy: "give one a share above 0")
    }
    return weights
  }
}
