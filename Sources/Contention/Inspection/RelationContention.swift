import State

/// What one dependency relation makes of a block, or of several one after the other.
public struct RelationContention: Hashable, Sendable {
  public let relation: DependencyRelation
  public private(set) var transactions = 0
  /// Transactions that wait for at least one other.
  public private(set) var dependents = 0
  /// Waiting relationships, those left out that others imply.
  public private(set) var edges = 0
  public private(set) var distances = DistanceHistogram()
  public private(set) var percolation = PercolationIndex()
  /// Components of the dependencies, those of single transactions included.
  public private(set) var components = 0
  /// Transactions of the largest component of any block.
  public private(set) var largestComponent = 0
  /// Of the first block that has the longest: the transactions of the longest chain, in block order.
  public private(set) var chain: [Int] = []
  /// Each transaction weighing one.
  public private(set) var byCount = WeightedBounds()
  /// Each weighing its gas.
  public private(set) var byGas = WeightedBounds()
  /// Each weighing the nanoseconds that its notes say it took. How that was measured:
  /// `BlockAccesses.Transaction.nanoseconds`.
  public private(set) var byTime = WeightedBounds()

  /// Of no block.
  public init(_ relation: DependencyRelation) { self.relation = relation }

  /// Of one recorded block.
  public init(_ block: BlockAccesses, relation: DependencyRelation) {
    self.relation = relation
    let dependencies = Dependencies(block, relation: relation)
    transactions = dependencies.count
    edges = dependencies.edgeCount
    distances = DistanceHistogram(dependencies)
    percolation = PercolationIndex(block, relation: relation)
    let ones = block.transactions.map { _ in UInt64(1) }
    let path = CriticalPath(dependencies, weights: ones)
    dependents = path.dependentCount
    chain = path.chain
    let parts = DependencyComponents(dependencies, weights: ones)
    components = parts.count
    largestComponent = parts.largest
    byCount = WeightedBounds(path, parts)
    byGas = WeightedBounds(dependencies, weights: block.transactions.map(\.gasUsed))
    byTime = WeightedBounds(dependencies, weights: block.transactions.map(\.nanoseconds))
  }

  /// Adds a block that begins when those so far have ended.
  public mutating func add(_ other: RelationContention) {
    precondition(other.relation == relation, "\(other.relation) is not \(relation)")
    transactions += other.transactions
    dependents += other.dependents
    edges += other.edges
    distances.add(other.distances)
    percolation.add(other.percolation)
    components += other.components
    largestComponent = max(largestComponent, other.largestComponent)
    if other.chain.count > chain.count { chain = other.chain }
    byCount.add(other.byCount)
    byGas.add(other.byGas)
    byTime.add(other.byTime)
  }

  /// Share of transactions that wait for another; 0 without transactions.
  public var dependentRatio: Double {
    transactions == 0 ? 0 : Double(dependents) / Double(transactions)
  }

  /// Longest chain over transactions, by count; 0 without transactions.
  public var chainShare: Double {
    transactions == 0 ? 0 : byCount.path / Double(transactions)
  }
}
