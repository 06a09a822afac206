import Primitives
import State

/// The contention of a block, or of several one after the other: what depends on what by every relation,
/// and how unequally what they change is accessed.
public struct BlockContention: Sendable {
  /// Blocks that it is of.
  public private(set) var blocks = 0
  public private(set) var transactions = 0
  public private(set) var gas: UInt64 = 0
  /// In the order of ``DependencyRelation/allCases``.
  public private(set) var relations = DependencyRelation.allCases.map {
    RelationContention($0)
  }
  public private(set) var pairs = ConflictPairs()
  /// Locations that transactions read.
  public private(set) var reads = AccessWidths()
  /// Locations that transactions change.
  public private(set) var writes = AccessWidths()
  /// Locations that somebody changes.
  public private(set) var contended: [LocationKey: Touches] = [:]

  /// How many transactions did what with a location.
  public struct Touches: Hashable, Sendable {
    /// Read or changed it.
    public var transactions = 0
    /// Changed it.
    public var changes = 0

    public init(transactions: Int = 0, changes: Int = 0) {
      self.transactions = transactions
      self.changes = changes
    }
  }

  /// Of no block.
  public init() {}

  /// Of one recorded block.
  /// - Parameter state: the state that it was recorded on, at whatever time.
  public init(_ block: BlockAccesses, on state: WorldState) {
    blocks = 1
    transactions = block.transactions.count
    gas = block.gasUsed
    relations = DependencyRelation.allCases.map { RelationContention(block, relation: $0) }
    pairs = ConflictPairs(block)
    reads = AccessWidths(block.transactions.map(\.reads.count))
    writes = AccessWidths(block.transactions.map(\.writes.count))
    count(block, on: state)
  }

  private mutating func count(_ block: BlockAccesses, on state: WorldState) {
    var touches: [StateLocation: Touches] = [:]
    for transaction in block.transactions {
      for location in transaction.writes { touches[location, default: Touches()].changes += 1 }
    }
    for transaction in block.transactions {
      let reads = Set(transaction.reads)
      for location in transaction.reads { touches[location]?.transactions += 1 }
      for location in transaction.writes where !reads.contains(location) {
        touches[location]?.transactions += 1
      }
    }
    for (location, touched) in touches { contended[LocationKey(location, in: state)] = touched }
  }

  /// Adds a block that begins when those so far have ended.
  public mutating func add(_ other: BlockContention) {
    blocks += other.blocks
    transactions += other.transactions
    gas += other.gas
    for place in relations.indices { relations[place].add(other.relations[place]) }
    pairs.add(other.pairs)
    reads.add(other.reads)
    writes.add(other.writes)
    contended.merge(other.contended) { own, new in
      Touches(
        transactions: own.transactions + new.transactions, changes: own.changes + new.changes)
    }
  }

  /// What a relation makes of it.
  public subscript(relation: DependencyRelation) -> RelationContention {
    relations.first { $0.relation == relation } ?? RelationContention(relation)
  }

  /// Over the locations that somebody changes, an access being a transaction that reads or changes one.
  public var skew: KeySkew { KeySkew(counts: contended.values.map(\.transactions)) }

  /// The most changed locations, the most first; of equals the more accessed, then by address and field.
  public func hottest(_ count: Int) -> [(key: LocationKey, touches: Touches)] {
    let ranked = contended.sorted { a, b in
      if a.value.changes != b.value.changes { return a.value.changes > b.value.changes }
      if a.value.transactions != b.value.transactions {
        return a.value.transactions > b.value.transactions
      }
      return a.key < b.key
    }
    return ranked.prefix(count).map { ($0.key, $0.value) }
  }
}
