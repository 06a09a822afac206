import Testing

@testable import Workloads

/// The bytes of the profiles of markets, collectibles and games, as ``ProfileHashTests`` holds others'.
@Suite struct MarketHashTests {
  private func generate(_ name: String, _ overrides: String...) throws -> GeneratedWorkload {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(
      try WorkloadSpec.load(path: path, overrides: ["blocks=2"] + overrides)
    ).generate()
  }

  /// On a change here, results stored before are of other blocks: say so in the change log.
  @Test(arguments: [
    ("defi", "5ce15aa1d32a4584a06cd38787d65c68a373b16d848cc708970651f6b76c419e"),
    ("nft", "941c50b0735b679c57277ee93574989cd50fd76771d88f6a15c0b10cc27268e6"),
    ("gaming", "cf4c489d81b26c76f46fa8ef4a783b139fda8f37f52505076d9c1c9f56039125"),
    ("measured-dex", "bac35145d27ce5c8f263f8e330a66be21e807f7fc4e6729095d116a8123ca05b"),
    ("measured-nft", "dda9cd655978890e7f526b3fd059eac72a801053e0d5bdb9c5a429f7c857dc27"),
  ])
  func goldenHashes(name: String, hash: String) throws {
    #expect(try generate(name).streamHash == hash)
    #expect(try generate(name, "seed=2").streamHash != hash)
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
