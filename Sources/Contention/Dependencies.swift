import State

/// When one transaction has to wait for another.
///
/// The relations of the literature, from coarse (any shared account) to fine (commutative slots), are
/// to be evaluated side by side; each further one is a case here and a branch in ``Dependencies``.
public enum DependencyRelation: String, Hashable, Sendable, CaseIterable {
  /// A transaction waits for the last earlier one that changed a location it reads. Anti-dependencies
  /// do not count, because versions are kept; nor do fees, unless the beneficiary's balance is read:
  /// then for every earlier transaction that paid one. What Block-STM with deferred fees can exploit.
  case locationReadAfterWrite = "location-read-after-write"
}

/// Which earlier transactions each transaction of a block has to wait for.
public struct Dependencies: Sendable {
  public let relation: DependencyRelation
  /// By transaction: the earlier transactions whose writes it read, ascending.
  public private(set) var predecessors: [[Int]] = []
  /// By transaction: whether it also waits for every earlier transaction that pays a fee. Kept apart,
  /// because as edges these would be quadratic in number.
  public private(set) var readsFees: [Bool] = []
  /// By transaction: whether it pays a fee.
  public private(set) var paysFee: [Bool] = []

  /// Linear in the number of accesses.
  public init(
    _ accesses: BlockAccesses, relation: DependencyRelation = .locationReadAfterWrite
  ) {
    self.relation = relation
    var writers = LastWriters()
    for (index, transaction) in accesses.transactions.enumerated() {
      predecessors.append(Set(transaction.reads.compactMap { writers.last(of: $0) }).sorted())
      readsFees.append(transaction.reads.contains(.balance(accesses.beneficiary)))
      paysFee.append(transaction.paysFee)
      for location in transaction.writes { writers.note(index, at: location) }
    }
  }

  /// How many transactions the block has.
  public var count: Int { predecessors.count }
}

/// The last transaction so far to have changed each location.
private struct LastWriters {
  private var writers: [StateLocation: Int] = [:]

  mutating func note(_ transaction: Int, at location: StateLocation) {
    writers[location] = transaction
  }

  /// An erasure changes every location of its account.
  func last(of location: StateLocation) -> Int? {
    let own = writers[location]
    guard let erasure = writers[.erasure(location.account)] else { return own }
    return max(own ?? erasure, erasure)
  }
}
