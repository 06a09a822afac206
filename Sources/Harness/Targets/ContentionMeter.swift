import Contention
import GSL
import State
import Workloads

/// Measures what a workload file can aim at, by executing blocks with a record of every access.
public struct ContentionMeter {
  /// What one block has.
  private struct BlockFigures {
    var gas: Double
    var chainGas: Double
    var dependent: Double
    var longestChain: Double
    var conflicts: Double
  }
  private var blocks: [BlockFigures] = []

  /// How many transactions are looked at, or some more, where nobody says.
  public static let standardLimit = 100_000

  /// The contention of the first blocks of `workload`. Takes a large stack: see `onLargeStack`.
  /// - Parameter limit: Stop after the block that brings the transactions to this many.
  /// - Throws: ``ExperimentFailure`` for a fork whose rules we have not; ``Interrupted`` between blocks.
  public static func measure(
    _ workload: GeneratedWorkload, transactions limit: Int = standardLimit,
    until interruption: Interruption = Interruption()
  ) throws -> RealisedContention {
    let stream = try BlockStream(workload, name: workload.name)
    let state = stream.genesis.copy()
    var meter = ContentionMeter()
    var seen = 0
    for step in stream.steps where seen < limit {
      try interruption.check()
      meter.add(BlockAccesses.record(step.executor, on: state))
      seen += step.executor.transactionCount
    }
    return meter.contention
  }

  private mutating func add(_ accesses: BlockAccesses) {
    // An empty block has no contention to speak of.
    guard !accesses.transactions.isEmpty else { return }
    let dependencies = Dependencies(accesses)
    let byGas = CriticalPath(dependencies, weights: accesses.transactions.map(\.gasUsed))
    let byCount = CriticalPath(dependencies, weights: accesses.transactions.map { _ in 1 })
    blocks.append(
      BlockFigures(
        gas: Double(byGas.totalWeight), chainGas: Double(byGas.length),
        dependent: byCount.dependentRatio,
        longestChain: Double(byCount.length) / Double(byCount.transactionCount),
        conflicts: ConflictPairs(accesses).share))
  }

  private var contention: RealisedContention {
    RealisedContention(
      blocks: blocks.count, parallelism: parallelism, dependent: mean(\.dependent),
      longestChain: mean(\.longestChain), conflictProbability: mean(\.conflicts))
  }

  private func mean(_ figure: KeyPath<BlockFigures, Double>) -> RealisedContention.Figure {
    let values = blocks.map { $0[keyPath: figure] }
    guard values.count > 1 else {
      return .init(value: values.first ?? 0, standardError: nil)
    }
    return .init(value: Moments.mean(values), standardError: standardError(values))
  }

  /// A ratio of sums; its error by leaving out one block at a time (jackknife).
  private var parallelism: RealisedContention.Figure {
    let gas = blocks.reduce(0) { $0 + $1.gas }
    let chains = blocks.reduce(0) { $0 + $1.chainGas }
    guard chains > 0 else { return .init(value: 1, standardError: nil) }
    guard blocks.count > 1 else { return .init(value: gas / chains, standardError: nil) }
    let without = blocks.map { (gas - $0.gas) / max(chains - $0.chainGas, 1) }
    let count = Double(blocks.count)
    let error = standardError(without) * (count - 1)
    return .init(value: gas / chains, standardError: error)
  }

  private func standardError(_ values: [Double]) -> Double {
    Moments.standardDeviation(values) / Double(values.count).squareRoot()
  }
}
