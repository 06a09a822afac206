import Testing

@testable import Workloads

/// What the profiles of markets, collectibles and games generate.
@Suite struct MarketStreamTests {
  private func generate(_ name: String, _ overrides: String...) throws -> GeneratedWorkload {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(
      try WorkloadSpec.load(path: path, overrides: ["blocks=2"] + overrides)
    ).generate()
  }

  @Test func shardedIDsAreAnotherStream() throws {
    #expect(try generate("nft").streamHash != generate("nft", "profiles.0.id_shards=8").streamHash)
  }

  @Test func paymentsInEtherHaveNoInput() throws {
    let workload = try generate("transfers", "profiles.0.shares={token: 1, ether: 1}")
    #expect(workload.kinds.map(\.kind) == ["token", "ether"])
    let plain = workload.blocks.flatMap(\.transactions).filter { $0.input.isEmpty }
    #expect(plain.count == workload.kinds[1].transactions)
    #expect(plain.allSatisfy { $0.gasLimit == 21_000 && !$0.value.isZero })
  }
}
