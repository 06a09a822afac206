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
    ("supplychain", "0b9552560f02fed82857ce227240784dfb31aa38e5ccfb522d13643dffbb5b60"),
    ("healthcare", "a58c7e6d258a83af38982c01058dd7c23fd2be9f3033456cc780c62133c49488"),
    ("healthcare-global-log", "2bab562795704b8e9445f9baaf785b01c48008c2c0716d762d0e61618cc585d3"),
    ("dao", "6b7dd23e0b19d8bec05e4a5770508f74a9778c5eb0bc58abb46e1c92417cb5ff"),
    ("realestate", "294586aa77152fd7fd4c1ff46df3bf2804f350fd6562ef95d11d31dff789d19e"),
    ("bridge", "0ab04c5796b68d72dd5eb5de13412e384b4b15f843ecfe45f4ea92f17676cff1"),
    ("rollup", "8c0e203cc678d5d672b092a12352e0944466f868434047769370726b2142561b"),
    ("adversarial", "9a2e03ddc61ac9ef1b85366fe5bb5427ebd52141526eeedaf7aa1a99d340b92b"),
    ("structured", "9617a7b7d8f9f3c6186000caf4589a5c0e6bf717893b3c4aa843137b97712243"),
    ("mix", "b7383d12189d6faf0dcc1aae30c9f48408e3c2fbd67306a6bced70a62d62bc22"),
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
