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
    ("defi", "632debebffbff16de70ce5b2a29936547929c30531c2f96b5bbf094c740598f8"),
    ("nft", "983d9f25d2c91fd1d20fb08231a2f87279dd543ae79d8bbe2a88381d9300751b"),
    ("gaming", "e44af2e58a65c7d0cea9b1586d868c7b75a571f51c633a85a0e958b7d02cba99"),
    ("measured-dex", "fb3ba9374640603ba54313ed5261f24d17fe976743e3263f01e9f9b712206078"),
    ("measured-nft", "1d6e16df294af26878aa77b8c30105900a3cc422dec13dc03410770c17e308de"),
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
