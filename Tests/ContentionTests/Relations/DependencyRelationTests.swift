import State
import Testing

@testable import Contention

/// Every relation against its definition, applied to each pair of transactions by brute force.
@Suite struct DependencyRelationTests {
  /// By transaction: whom it waits for, directly or through others.
  private func closure(_ direct: [Set<Int>]) -> [Set<Int>] {
    var closure: [Set<Int>] = []
    for waits in direct { closure.append(waits.reduce(waits) { $0.union(closure[$1]) }) }
    return closure
  }

  private func direct(_ dependencies: Dependencies) -> [Set<Int>] {
    func members(_ join: Int) -> Set<Int> {
      let join = dependencies.joins[join]
      return Set(join.transactions).union(join.previous.map(members) ?? [])
    }
    return (0..<dependencies.count).map { index in
      dependencies.awaitedJoins[index].reduce(Set(dependencies.predecessors[index])) {
        $0.union(members($1))
      }
    }
  }

  /// The relation as its documentation defines it. An erasure changes all of its account.
  private func defined(_ relation: DependencyRelation, _ block: BlockAccesses) -> [Set<Int>] {
    block.transactions.indices.map { later in
      Set((0..<later).filter { waits(later, for: $0, by: relation, in: block) })
    }
  }

  private func waits(
    _ later: Int, for earlier: Int, by relation: DependencyRelation, in block: BlockAccesses
  ) -> Bool {
    let rules = relation.rules
    let views = block.transactions.map { View($0, rules, block.beneficiary) }
    if rules.hazards == .none { return false }
    let (first, second) = (views[earlier], views[later])
    let read = second.reads.contains { location in
      // A location given a value in between hides what was there.
      let isHidden = views[(earlier + 1)..<later].contains { $0.gives(location) }
      return !isHidden && (first.gives(location) || first.adds(location))
    }
    guard rules.hazards == .all else { return read }
    return read
      || second.values.contains { location in
        first.gives(location) || first.adds(location)
          || first.reads.contains { $0 == location || location == .erasure($0.account) }
      } || (first.values + first.additions).contains { second.gives($0) }
  }

  /// One transaction's accesses, by the rules.
  private struct View {
    var reads: [StateLocation]
    var values: [StateLocation]
    var additions: [StateLocation]

    init(
      _ transaction: BlockAccesses.Transaction, _ rules: DependencyRules,
      _ beneficiary: AccountReference
    ) {
      let relevant = RelevantAccesses(transaction, by: rules, beneficiary: beneficiary)
      reads = relevant.reads
      values = relevant.writes
      additions = relevant.additions
    }

    func gives(_ location: StateLocation) -> Bool {
      values.contains { $0 == location || $0 == .erasure(location.account) }
    }

    func adds(_ location: StateLocation) -> Bool { additions.contains(location) }
  }

  @Test(arguments: DependencyRelation.allCases)
  func isAsDefined(relation: DependencyRelation) {
    var generator = RepeatableGenerator()
    for round in 0..<300 {
      let block = RandomBlocks.make(&generator)
      let found = direct(Dependencies(block, relation: relation))
      #expect(
        closure(found) == closure(defined(relation, block)), "\(relation), round \(round)")
    }
  }

  /// The chain of inclusions that the relations' documentation proves.
  @Test func relationsAreOrdered() {
    let chain: [DependencyRelation] = [
      .injectedValues, .commutativeSlots, .commutativeBalances, .givenNonces, .reads,
      .locationLocks, .accountLocks,
    ]
    var pairs = zip(chain, chain.dropFirst()).map { ($0, $1) }
    pairs += [
      (.reads, .readsAndFees), (.readsButBalances, .reads),
      (.commutativeBalances, .readsButBalances),
    ]
    var generator = RepeatableGenerator(seed: 7)
    for _ in 0..<300 {
      let block = RandomBlocks.make(&generator)
      var closures: [DependencyRelation: [Set<Int>]] = [:]
      for relation in DependencyRelation.allCases {
        closures[relation] = closure(direct(Dependencies(block, relation: relation)))
      }
      for (finer, coarser) in pairs {
        let nested = zip(closures[finer] ?? [], closures[coarser] ?? []).allSatisfy {
          $0.isSubset(of: $1)
        }
        #expect(nested, "\(finer) is not within \(coarser)")
      }
      let bounds = chain.map { CriticalPath.byGas(block, relation: $0).length }
      #expect(bounds == bounds.sorted(), "\(bounds)")
    }
  }

  /// Everything waits for everything before it, but in as many edges as transactions.
  @Test func fewEdgesAreKept() {
    let account = AccountReference(1)
    let reader = BlockAccesses.Transaction(
      reads: [.balance(account)], writes: [], gasUsed: 1, fee: .zero)
    let payer = BlockAccesses.Transaction(reads: [], writes: [], gasUsed: 1, fee: 1)
    let block = BlockAccesses(
      transactions: (0..<2000).map { $0 % 2 == 0 ? payer : reader }, beneficiary: account)
    let dependencies = Dependencies(block)
    #expect(dependencies.edgeCount < 3 * block.transactions.count)
    #expect(dependencies.nearest(1999) == 1998)
    #expect(CriticalPath.byCount(block).length == 2)
    #expect(CriticalPath.byCount(block).dependentCount == 1000)
  }

  @Test func theOwnNonceIsGivenAndAnothersIsNot() {
    let (own, other) = (AccountReference(1), AccountReference(2))
    var sender = BlockAccesses.Transaction(
      reads: [.nonce(own)], writes: [.nonce(own)], gasUsed: 1, fee: .zero)
    sender.sender = own
    var watcher = sender
    watcher.sender = other
    let block = BlockAccesses(
      transactions: [sender, sender, watcher], beneficiary: AccountReference(9))
    #expect(Dependencies(block, relation: .reads).predecessors == [[], [0], [1]])
    #expect(Dependencies(block, relation: .givenNonces).predecessors == [[], [], [1]])
  }
}
