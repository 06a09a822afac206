import Testing

@testable import Workloads

/// What profiles with sessions, which keep state from transaction to transaction, generate.
@Suite struct ProfileStreamTests {
  private func generate(_ name: String, _ overrides: String...) throws -> GeneratedWorkload {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(
      try WorkloadSpec.load(path: path, overrides: ["blocks=2"] + overrides)
    ).generate()
  }

  /// Every kind comes up, in about its share, and reverts only where the profile means it.
  @Test(arguments: [
    ("supplychain", ["counterfeit"]),
    ("healthcare", ["denied", "access", "record"]),
    ("dao", ["double_vote"]),
    ("realestate", ["unverified"]),
    ("bridge", ["replay"]),
    ("rollup", ["double_withdraw"]),
    ("adversarial", []),
  ])
  func kindsComeUp(name: String, reverting: [String]) throws {
    let workload = try generate(name, "blocks=5")
    for (kind, planned) in zip(workload.kinds, try shares(of: name)) {
      let share = Double(kind.transactions) / Double(workload.transactionCount)
      #expect(abs(share - planned) < 0.03, "\(kind.kind)")
      #expect(kind.halts == 0)
      #expect(kind.reverts == 0 || reverting.contains(kind.kind), "\(kind.kind)")
    }
    let reverts = workload.kinds.reduce(0) { $0 + $1.reverts }
    #expect((reverts > 0) == !reverting.isEmpty)
    #expect(Double(reverts) < 0.1 * Double(workload.transactionCount))
  }

  private func shares(of name: String) throws -> [Double] {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return try WorkloadSpec.load(path: path).mix[0].profile.kinds.map(\.share)
  }

  /// What comes last comes last, whatever else the block has.
  @Test func giantsComeLast() throws {
    let workload = try generate(
      "adversarial", "transactions_per_block=100", "profiles.0.shares={flood: 0.9, giant: 0.1}")
    for block in workload.blocks {
      let isGiant = block.transactions.map { $0.gasLimit > 10_000_000 }
      let count = isGiant.count { $0 }
      #expect(count > 0)
      #expect(isGiant.suffix(count).allSatisfy { $0 })
    }
  }

  /// Each list has the two slots that its transfer needs, and sixteen that all declare and nobody holds.
  @Test func falseListsAreDeclared() throws {
    let workload = try generate("adversarial-false-hints", "transactions_per_block=20")
    let transactions = workload.blocks.flatMap(\.transactions)
    let lists = transactions.map { Set($0.accessList.flatMap(\.storageKeys)) }
    let declaredByAll = lists.dropFirst().reduce(lists[0]) { $0.intersection($1) }
    #expect(declaredByAll.count == 16)
    let held = Set(workload.genesis.values.flatMap(\.storage.keys))
    #expect(held.isDisjoint(with: declaredByAll))
    for list in lists {
      let own = list.subtracting(declaredByAll)
      #expect(own.count == 2 && own.isSubset(of: held))
    }
  }
}
