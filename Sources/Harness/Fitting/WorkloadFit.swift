import Contention
import EVM
import Foundation
import GSL
import Primitives
import Schedulers
import State
import Statistics
import Synchronization
import Workloads

/// A workload whose blocks contend as given real ones do.
///
/// Each kind of transaction becomes an entry of the mix: payments and token transfers of `transfers`, trades
/// of `swaps`, collectibles of `nft`, everything else of `structured`. Those who meet in the block's most
/// changed location are a kind of their own (``ObservedKind/hotspot``), with their own gas, unless they are
/// next to payments alone: the hottest chain is as heavy as they are, whatever they call. How senders repeat
/// and how objects are contended for is fitted to each by maximum likelihood (``PopularityFit``). That leaves
/// out how objects are tied together, and what ours cost in gas; so four numbers are then adjusted by the
/// simplex method until generated blocks are like the real ones in top share, dependent ratio and
/// parallelism: a factor on the share of the hotspot or of the most contended head, one on that of all
/// other heads, one on the gas of the hotspot or else of other calls, and how many objects each of the
/// other calls touches.
public struct WorkloadFit: Sendable {
  /// The real blocks' names.
  public let sources: [String]
  public let blocks: Int
  public let transactions: Int
  public let entries: [FittedEntry]
  public let real: FitMeasures
  /// Of the workload below.
  public let generated: FitMeasures
  /// Of the same workload with another seed: what was adjusted to the first one's luck shows here.
  public let regenerated: FitMeasures
  public let adjustment: FitAdjustment
  /// The workload, for `gridlock generate` and `gridlock run`.
  public let yaml: String

  /// How often blocks were generated and executed.
  public let trials: Int

  private static let leastTransactions = 5

  /// Fits the real blocks of these folders, which are checked against their headers first. Takes a large
  /// stack: see `onLargeStack`.
  /// - Throws: ``PlanError`` if there is nothing to fit; `InterchangeError`, ``ExperimentFailure`` for a
  ///   block that is not what its header says; ``Interrupted``.
  public init(
    folders: [String], name: String, until interruption: Interruption = Interruption()
  ) throws {
    var observed: [ObservedBlock] = []
    var accesses: [BlockAccesses] = []
    var archives = ArchiveCache()
    for folder in folders {
      try interruption.check()
      let replay = BlockReplay(try archives.load(folder))
      let notes = Mutex<[(ObservedBlock, BlockAccesses)]>([])
      let scheduler = RecordingScheduler { accesses, state, transactions in
        let block = ObservedBlock(accesses, transactions, on: state)
        notes.withLock { $0.append((block, accesses)) }
      }
      let result = replay.run(under: scheduler, with: WorkerPool(size: 1))
      guard case .passed = result.verdict, let (block, noted) = notes.withLock({ $0.first }) else {
        throw ExperimentFailure("\(folder): \(result)")
      }
      observed.append(block)
      accesses.append(noted)
    }
    try self.init(
      observed, accesses, sources: folders.map { ($0 as NSString).lastPathComponent }, name: name,
      until: interruption)
  }

  init(
    _ observed: [ObservedBlock], _ accesses: [BlockAccesses], sources: [String], name: String,
    until interruption: Interruption
  ) throws {
    let transactions = observed.reduce(0) { $0 + $1.transactions.count }
    guard transactions >= Self.leastTransactions else {
      throw PlanError(
        "\(transactions) transactions are too few to fit a workload to; give blocks with at least "
          + "\(Self.leastTransactions)")
    }
    let blocks = observed.map { $0.gathering(rarerThan: Self.leastTransactions, in: observed) }
    let entries = ObservedKind.allCases.compactMap { FittedEntry($0, in: blocks) }
    let real = FitMeasures(accesses)
    let plan = FittedWorkload(
      name: name, sources: sources, entries: entries,
      transactionsPerBlock: (transactions + blocks.count - 1) / blocks.count)
    var search = FitSearch(plan, real: real, interruption)
    let best = try search.run()
    self.sources = sources
    self.blocks = blocks.count
    self.transactions = transactions
    self.entries = entries
    self.real = real
    adjustment = best
    yaml = plan.yaml(best, seed: 1)
    trials = search.trials
    generated = try plan.measure(best, seed: 1, interruption)
    regenerated = try plan.measure(best, seed: 2, interruption)
  }
}

extension ObservedBlock {
  /// With kinds of which there are too few in `all` blocks to fit counted among the others.
  fileprivate func gathering(rarerThan least: Int, in all: [ObservedBlock]) -> ObservedBlock {
    let rare = ObservedKind.allCases.filter { kind in
      all.reduce(0) { $0 + $1.of(kind).count } < least
    }
    var block = self
    for index in block.transactions.indices where rare.contains(block.transactions[index].kind) {
      block.transactions[index].kind = .other
    }
    return block
  }
}

/// What is adjusted after the fit.
public struct FitAdjustment: Hashable, Sendable {
  /// Factor on the hotspot's share of the mix; without one, on the share of the head in which the most
  /// changed key is.
  public var topShare = 1.0
  /// Factor on the shares of all other heads.
  public var otherShares = 1.0
  /// Factor on the gas of a hotspot's transactions; without one, on that of other calls.
  public var work = 1.0
  /// Mean objects of an other call.
  public var width = 1.0
}

/// Looks for the adjustment under which generated blocks are most like the real ones.
private struct FitSearch {
  private let plan: FittedWorkload
  private let real: FitMeasures
  private let interruption: Interruption
  private(set) var trials = 0
  private var best: (adjustment: FitAdjustment, cost: Double)?

  init(_ plan: FittedWorkload, real: FitMeasures, _ interruption: Interruption) {
    self.plan = plan
    self.real = real
    self.interruption = interruption
  }

  mutating func run() throws -> FitAdjustment {
    // A copy, because the minimiser's closure cannot hold `self`.
    var search = self
    let start = FitAdjustment(width: plan.width)
    _ = try Minimiser.simplex(
      from: start.coordinates, steps: [0.3, 0.3, 0.5, 0.4], tolerance: 0.01, limit: 90
    ) { (coordinates: [Double]) throws(any Error) -> Double in
      try search.trial(FitAdjustment(coordinates))
    }
    self = search
    return best?.adjustment ?? start
  }

  private mutating func trial(_ adjustment: FitAdjustment) throws -> Double {
    // Zero ends the search.
    if let best, best.cost < 0.0005 { return 0 }
    trials += 1
    let found = try plan.measure(adjustment, seed: 1, interruption)
    let cost = [\FitMeasures.topShare, \.dependent, \.parallelism].reduce(0.0) { sum, measure in
      let error = Foundation.log(
        max(found[keyPath: measure], 1e-4) / max(real[keyPath: measure], 1e-4))
      return sum + error * error
    }
    if best.map({ cost < $0.cost }) ?? true { best = (adjustment, cost) }
    return cost
  }
}

extension FitAdjustment {
  /// Gas is as observed before it is adjusted: what more than this would mend is not gas's fault, and all
  /// of it is executed in every trial, which then takes minutes.
  private static let mostWork = 4.0

  /// Logarithms, so that no number of the simplex is out of range.
  fileprivate var coordinates: [Double] {
    [topShare, otherShares, work, max(0.01, width - 1)].map { Foundation.log($0) }
  }

  fileprivate init(_ coordinates: [Double]) {
    let values = coordinates.map { Foundation.exp(min(5, max(-5, $0))) }
    let work = min(Self.mostWork, max(1 / Self.mostWork, values[2]))
    self.init(topShare: values[0], otherShares: values[1], work: work, width: 1 + values[3])
  }
}
