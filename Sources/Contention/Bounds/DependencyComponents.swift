/// The parts of a block that have nothing to do with each other: the weakly connected components of its
/// dependencies. What a scheduler can do at most that executes each part in order (Grevm 1).
public struct DependencyComponents: Hashable, Sendable {
  /// How many there are, those of a single transaction included.
  public let count: Int
  /// Transactions of the one that has most.
  public let largest: Int
  /// Weight of the heaviest.
  public let heaviest: UInt64
  /// Weight of all transactions.
  public let totalWeight: UInt64

  /// The components with `weights` by transaction; near linear in the number of dependencies.
  public init(_ dependencies: Dependencies, weights: [UInt64]) {
    precondition(weights.count == dependencies.count, "one weight for each transaction")
    var sets = DisjointSets(count: dependencies.count + dependencies.joins.count)
    let firstJoin = dependencies.count
    for index in weights.indices {
      for predecessor in dependencies.predecessors[index] { sets.unite(index, predecessor) }
      for join in dependencies.awaitedJoins[index] { sets.unite(index, firstJoin + join) }
    }
    for (place, join) in dependencies.joins.enumerated() {
      for member in join.transactions { sets.unite(firstJoin + place, member) }
      if let previous = join.previous { sets.unite(firstJoin + place, firstJoin + previous) }
    }
    var sizes: [Int: Int] = [:]
    var sums: [Int: UInt64] = [:]
    for index in weights.indices {
      let root = sets.root(of: index)
      sizes[root, default: 0] += 1
      sums[root, default: 0] += weights[index]
    }
    count = sizes.count
    largest = sizes.values.max() ?? 0
    heaviest = sums.values.max() ?? 0
    totalWeight = weights.reduce(0, +)
  }

  /// Total weight over that of the heaviest component; 1 where there is no weight at all.
  public var speedupBound: Double {
    heaviest == 0 ? 1 : Double(totalWeight) / Double(heaviest)
  }
}

/// Union by size with path halving.
private struct DisjointSets {
  private var parents: [Int]
  private var sizes: [Int]

  init(count: Int) {
    parents = Array(0..<count)
    sizes = [Int](repeating: 1, count: count)
  }

  mutating func root(of element: Int) -> Int {
    var element = element
    while parents[element] != element {
      parents[element] = parents[parents[element]]
      element = parents[element]
    }
    return element
  }

  mutating func unite(_ a: Int, _ b: Int) {
    var (large, small) = (root(of: a), root(of: b))
    if large == small { return }
    if sizes[large] < sizes[small] { swap(&large, &small) }
    parents[small] = large
    sizes[large] += sizes[small]
  }
}
