/// The contention that blocks turned out to have, by the measures that a workload file can aim at.
public struct RealisedContention: Hashable, Sendable, Codable {
  /// A value over several blocks, and its standard error; nil for a single block, which tells none.
  public struct Figure: Hashable, Sendable, Codable {
    public var value: Double
    public var standardError: Double?

    public init(value: Double, standardError: Double?) {
      self.value = value
      self.standardError = standardError
    }
  }

  /// Blocks that were looked at, from the first on.
  public var blocks: Int
  /// Gas of all transactions over gas of the longest chains.
  public var parallelism: Figure
  /// Share of the transactions that wait for another of their block.
  public var dependent: Figure
  /// Longest chain over transactions, by count.
  public var longestChain: Figure
  /// Share of the pairs of transactions of a block that conflict.
  public var conflictProbability: Figure

  public init(
    blocks: Int, parallelism: Figure, dependent: Figure, longestChain: Figure,
    conflictProbability: Figure
  ) {
    self.blocks = blocks
    self.parallelism = parallelism
    self.dependent = dependent
    self.longestChain = longestChain
    self.conflictProbability = conflictProbability
  }

  /// The figure that a target is about.
  public subscript(measure: TargetSpec.Measure) -> Figure {
    switch measure {
    case .parallelism: parallelism
    case .dependent: dependent
    case .longestChain: longestChain
    case .conflictProbability: conflictProbability
    }
  }
}
