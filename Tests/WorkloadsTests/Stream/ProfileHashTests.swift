import Testing

@testable import Workloads

/// Profiles with sessions keep state from transaction to transaction: all the more reason to hold their
/// bytes to what they were.
@Suite struct ProfileHashTests {
  private func generate(_ name: String, _ overrides: String...) throws -> GeneratedWorkload {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(
      try WorkloadSpec.load(path: path, overrides: ["blocks=2"] + overrides)
    ).generate()
  }

  /// On a change here, results stored before are of other blocks: say so in the change log.
  @Test(arguments: [
    ("supplychain", "ae89bb29671b4655cab792793ea4b539d7a53f6b3be3cec148bd4d18f6318eb4"),
    ("healthcare", "d3d70cfda7104631b209580d471502b3b9c12a89c55f8838280664c4f18cbc6f"),
    ("healthcare-global-log", "8e88f2f9f6c84ce0b6535e113549ca107ee68261be31a9d1fcf510646d040993"),
    ("dao", "7add7dbd5ecfeea8cc4c26fba90bb7a94a3f01df53c0907d693460f8db987a05"),
    ("realestate", "ede36a4f05ae27d8c43f175f76df565be776a8d9f7ee0f9e81d0fd42e3a88cdf"),
    ("bridge", "5ea22ce66672af32817856393268bbaa705650ac5771f05f2a29f303993d0465"),
    ("rollup", "f4fadae68094c73ed4b768ad969348bc47b9569e39219bfebec124eb27eae8c4"),
    ("adversarial", "3defdad77419ce800deeea5832c2f0f9c8df501aa64aa5c87fb1de60028ff173"),
    ("mix", "e2bcab0f591e129a82b022320e4484c277103717b1475f6f337ce0e7f997f88e"),
  ])
  func goldenHashes(name: String, hash: String) throws {
    let first = try generate(name)
    #expect(first.streamHash == hash)
    #expect(try generate(name, "seed=2").streamHash != hash)
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

  /// The declared slots are on chain, and nobody touches them.
  @Test func falseListsAreDeclared() throws {
    let workload = try generate("adversarial-false-hints", "transactions_per_block=20")
    let transactions = workload.blocks.flatMap(\.transactions)
    let declared = Set(transactions.flatMap { $0.accessList.flatMap(\.storageKeys) })
    #expect(declared.count == 16)
    #expect(transactions.allSatisfy { $0.accessList.first?.storageKeys.count == 16 })
    let held = Set(workload.genesis.values.flatMap(\.storage.keys))
    #expect(held.isDisjoint(with: declared))
  }
}
