import State

/// Which earlier transactions each transaction of a block has to wait for, no more than bounds need: where
/// waiting for one implies waiting for another, the other is left out.
public struct Dependencies: Sendable {
  /// Several transactions that somebody waits for all of: those who added to a sum that it reads. Kept as
  /// a list of its own, because as edges of each reader these would be quadratic in number.
  public struct Join: Hashable, Sendable {
    /// Ascending.
    public var transactions: [Int]
    /// An earlier join that this one goes on from.
    public var previous: Int?
    /// The last transaction of it and of those it goes on from.
    public var latest: Int
  }

  /// By transaction: earlier transactions that it waits for, ascending.
  public internal(set) var predecessors: [[Int]] = []
  /// By transaction: the places in ``joins`` of what else it waits for.
  public internal(set) var awaitedJoins: [[Int]] = []
  /// In the order in which somebody came to wait for them.
  public internal(set) var joins: [Join] = []

  /// The dependencies of a recorded block; linear in the number of accesses.
  public init(_ accesses: BlockAccesses, relation: DependencyRelation = .reads) {
    self.init(accesses, rules: relation.rules)
  }

  /// The same by rules that no relation has.
  public init(_ accesses: BlockAccesses, rules: DependencyRules) {
    var search = DependencySearch(rules, in: accesses)
    for transaction in accesses.transactions {
      let awaited = search.visit(transaction)
      predecessors.append(awaited.transactions.sorted())
      awaitedJoins.append(awaited.joins.sorted())
    }
    joins = search.joins
  }

  /// How many transactions the block has.
  public var count: Int { predecessors.count }

  /// Waiting relationships that are kept: of transactions, of joins, and of joins' members.
  public var edgeCount: Int {
    predecessors.reduce(0) { $0 + $1.count } + awaitedJoins.reduce(0) { $0 + $1.count }
      + joins.reduce(0) { $0 + $1.transactions.count + ($1.previous == nil ? 0 : 1) }
  }

  /// The last of the transactions that `index` waits for; nil if it waits for none.
  public func nearest(_ index: Int) -> Int? {
    let joined = awaitedJoins[index].map { joins[$0].latest }.max()
    guard let last = predecessors[index].last else { return joined }
    return joined.map { max($0, last) } ?? last
  }
}
