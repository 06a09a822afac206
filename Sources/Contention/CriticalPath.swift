import State

/// The heaviest chain of transactions each of which has to wait for the one before, and what it says
/// about any schedule of the block.
///
/// `finish(i) = weight(i) + max(finish(j))` over the transactions j that i waits for; the path's
/// length is the greatest finish. No schedule that honours the relation is shorter, however many
/// processors it has.
public struct CriticalPath: Hashable, Sendable {
  /// Weight of all transactions: the length of sequential execution.
  public let totalWeight: UInt64
  /// Weight of the heaviest chain.
  public let length: UInt64
  /// Weight of the heaviest transaction.
  public let heaviest: UInt64
  /// How many transactions wait for at least one other.
  public let dependentCount: Int
  public let transactionCount: Int
  /// The transactions of one heaviest chain, in block order.
  public let chain: [Int]

  /// The path with `weights` by transaction, in any unit; linear in the number of dependencies.
  public init(_ dependencies: Dependencies, weights: [UInt64]) {
    precondition(weights.count == dependencies.count, "one weight for each transaction")
    var search = PathSearch(dependencies, weights)
    for index in weights.indices { search.visit(index) }
    totalWeight = weights.reduce(0, +)
    length = search.latest.map { search.finish[$0] } ?? 0
    heaviest = weights.max() ?? 0
    dependentCount = search.dependentCount
    transactionCount = weights.count
    chain = search.chain()
  }

  /// The path by gas used.
  public static func byGas(
    _ accesses: BlockAccesses, relation: DependencyRelation = .locationReadAfterWrite
  ) -> CriticalPath {
    CriticalPath(
      Dependencies(accesses, relation: relation), weights: accesses.transactions.map(\.gasUsed))
  }

  /// The path by number of transactions, each weighing one.
  public static func byCount(
    _ accesses: BlockAccesses, relation: DependencyRelation = .locationReadAfterWrite
  ) -> CriticalPath {
    CriticalPath(
      Dependencies(accesses, relation: relation),
      weights: accesses.transactions.map { _ in 1 })
  }
}

extension CriticalPath {
  /// Speedup with any number of processors: total weight over the path's length; 1 where there is no
  /// weight at all.
  public var idealSpeedup: Double { ratio(to: Double(length)) }

  /// The most that `processors` can gain over one: total weight over the greatest of the total's even
  /// share, the path's length and the heaviest transaction.
  public func speedupBound(processors: Int) -> Double {
    precondition(processors >= 1, "a machine has at least one processor, not \(processors)")
    return ratio(
      to: max(Double(totalWeight) / Double(processors), Double(length), Double(heaviest)))
  }

  /// Share of transactions that wait for at least one other; 0 for an empty block.
  public var dependentRatio: Double {
    transactionCount == 0 ? 0 : Double(dependentCount) / Double(transactionCount)
  }

  private func ratio(to time: Double) -> Double { time == 0 ? 1 : Double(totalWeight) / time }
}

/// The recurrence for finish times, transaction by transaction.
private struct PathSearch {
  private let dependencies: Dependencies
  private let weights: [UInt64]
  private(set) var finish: [UInt64] = []
  /// By transaction: the one it waits for longest.
  private var awaited: [Int?] = []
  /// The transaction that finishes last so far, and the last of those that pay a fee.
  private(set) var latest: Int?
  private var latestPayer: Int?
  private(set) var dependentCount = 0

  init(_ dependencies: Dependencies, _ weights: [UInt64]) {
    self.dependencies = dependencies
    self.weights = weights
  }

  mutating func visit(_ index: Int) {
    var slowest = dependencies.readsFees[index] ? latestPayer : nil
    for predecessor in dependencies.predecessors[index] { slowest = later(slowest, predecessor) }
    if slowest != nil { dependentCount += 1 }
    awaited.append(slowest)
    finish.append(weights[index] + (slowest.map { finish[$0] } ?? 0))
    latest = later(latest, index)
    if dependencies.paysFee[index] { latestPayer = later(latestPayer, index) }
  }

  private func later(_ a: Int?, _ b: Int) -> Int {
    guard let a else { return b }
    return finish[b] > finish[a] ? b : a
  }

  /// The path to the transaction that finishes last.
  func chain() -> [Int] {
    var chain: [Int] = []
    var next = latest
    while let index = next {
      chain.append(index)
      next = awaited[index]
    }
    return chain.reversed()
  }
}
