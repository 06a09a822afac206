import State

/// Whether dependencies join most of a block into one component, told from how transactions crowd on keys.
///
/// R = E[λ²]/E[λ] over the keys, where λ is how many transactions are expected on a key. If each
/// transaction ties two keys together (a payment: payer and payee), one component takes over where R
/// passes 1: a cliff for schedulers that go by components, while others see a slope. A block shows not λ
/// but a count d that scatters around it, and for counts that scatter as Poisson's do
/// E[d(d − 1)] = E[λ²], which is what stands here.
public struct PercolationIndex: Hashable, Sendable {
  /// Sum of d(d − 1) over the keys.
  public private(set) var pairs = 0.0
  /// Sum of d over the keys.
  public private(set) var accesses = 0.0

  public init() {}

  /// The index of a block under a relation: keys are what the relation orders transactions by, of those
  /// that somebody changes.
  public init(_ block: BlockAccesses, relation: DependencyRelation) {
    var counts: [StateLocation: Int] = [:]
    var changed: Set<StateLocation> = []
    for transaction in block.transactions {
      let relevant = RelevantAccesses(
        transaction, by: relation.rules, beneficiary: block.beneficiary)
      for location in Set(relevant.reads + relevant.writes) { counts[location, default: 0] += 1 }
      changed.formUnion(relevant.writes)
    }
    // Whole numbers, whose sum does not depend on the order.
    for (location, count) in counts where changed.contains(location) {
      pairs += Double(count) * Double(count - 1)
      accesses += Double(count)
    }
  }

  /// Adds the keys of another block.
  public mutating func add(_ other: PercolationIndex) {
    pairs += other.pairs
    accesses += other.accesses
  }

  /// R; 0 where nothing is changed.
  public var value: Double { accesses == 0 ? 0 : pairs / accesses }
}
