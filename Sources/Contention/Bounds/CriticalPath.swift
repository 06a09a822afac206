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
    _ accesses: BlockAccesses, relation: DependencyRelation = .reads
  ) -> CriticalPath {
    CriticalPath(
      Dependencies(accesses, relation: relation), weights: accesses.transactions.map(\.gasUsed))
  }

  /// The path by number of transactions, each weighing one.
  public static func byCount(
    _ accesses: BlockAccesses, relation: DependencyRelation = .reads
  ) -> CriticalPath {
    CriticalPath(
      Dependencies(accesses, relation: relation),
      weights: accesses.transactions.map { _ in 1 })
  }
}

/// The recurrence for finish times, transaction by transaction.
private struct PathSearch {
  private let dependencies: Dependencies
  private let weights: [UInt64]
  private(set) var finish: [UInt64] = []
  /// By transaction: the one it waits for longest.
  private var awaited: [Int?] = []
  /// By join, as far as somebody has waited for it: the transaction of it that finishes last.
  private var slowest: [Int] = []
  /// The transaction that finishes last so far.
  private(set) var latest: Int?
  private(set) var dependentCount = 0

  init(_ dependencies: Dependencies, _ weights: [UInt64]) {
    self.dependencies = dependencies
    self.weights = weights
  }

  mutating func visit(_ index: Int) {
    var last: Int?
    for predecessor in dependencies.predecessors[index] { last = later(last, predecessor) }
    for join in dependencies.awaitedJoins[index] { last = later(last, slowest(of: join)) }
    if last != nil { dependentCount += 1 }
    awaited.append(last)
    finish.append(weights[index] + (last.map { finish[$0] } ?? 0))
    latest = later(latest, index)
  }

  /// Joins come in the order in which they are first waited for, and a join goes on from an earlier one:
  /// all members have been visited.
  private mutating func slowest(of join: Int) -> Int {
    while slowest.count <= join {
      let next = dependencies.joins[slowest.count]
      var last = next.previous.map { slowest[$0] }
      for transaction in next.transactions { last = later(last, transaction) }
      slowest.append(last ?? next.latest)
    }
    return slowest[join]
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
