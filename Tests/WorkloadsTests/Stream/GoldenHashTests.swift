import Testing

@testable import Workloads

/// The bytes of every workload file of the repository are what they were, with any number of threads.
@Suite struct GoldenHashTests {
  /// The first two blocks of each. On a change here, results stored before are of other blocks: raise
  /// ``BlockGenerator/version``, or the number in the stream's first line if the layout changed, and say
  /// so in the change log.
  static let hashes = [
    ("adversarial", "14f95f323a7ed66f3979b472252ca183902e07a05a3380759b9091290241289a"),
    ("adversarial-false-hints", "9dbb982f1ec5b14aab3e4f69bb936dc0387e5e34e4238fdb7797ac436e2b9cdc"),
    (
      "adversarial-hidden-chain", "340552b9aefe943fb0d7f7e732e97a01f725d664bff5c0d445b9b2cc992a6c7c"
    ),
    ("adversarial-zombies", "fa4a287eabb309c4766fc93b75b8799d5fe0897d8d919dbaad7d7e3d5f6ff6cf"),
    ("bridge", "0ab04c5796b68d72dd5eb5de13412e384b4b15f843ecfe45f4ea92f17676cff1"),
    ("chain", "c95ac5c3ba0bc2b649bbc080b2258f65d2a4adbd011f5655952166be110ce4d2"),
    ("dao", "6b7dd23e0b19d8bec05e4a5770508f74a9778c5eb0bc58abb46e1c92417cb5ff"),
    ("defi", "5ce15aa1d32a4584a06cd38787d65c68a373b16d848cc708970651f6b76c419e"),
    ("deposits", "a0009528acf108e51fed67c100fd0dd7b8856e844b7d906aab12600051a0f8b5"),
    ("gaming", "cf4c489d81b26c76f46fa8ef4a783b139fda8f37f52505076d9c1c9f56039125"),
    ("healthcare", "a58c7e6d258a83af38982c01058dd7c23fd2be9f3033456cc780c62133c49488"),
    ("healthcare-global-log", "2bab562795704b8e9445f9baaf785b01c48008c2c0716d762d0e61618cc585d3"),
    ("measured-dex", "bac35145d27ce5c8f263f8e330a66be21e807f7fc4e6729095d116a8123ca05b"),
    ("measured-dex-bursty", "76c0b4d64cf71261e8efcd8a4b22f68ca0264d16ef9e320fb7cb53ba36d42d85"),
    ("measured-nft", "dda9cd655978890e7f526b3fd059eac72a801053e0d5bdb9c5a429f7c857dc27"),
    ("measured-payments", "53011b4a0b4764c5ae3ac7c264cf691c27901e209491494163bdecb8c2b625e0"),
    ("mix", "b7383d12189d6faf0dcc1aae30c9f48408e3c2fbd67306a6bced70a62d62bc22"),
    ("mix-bursts", "21940c4085432a4598e8fd651d1388105a2debe11c2429d1e0f2df1a706945f0"),
    ("mix-drifting", "d4427f12727323ea8822e27b4965bd58406d8733b9434d06c71ff18bf39e9cd7"),
    ("mixed", "1596038f9bfc11bde1eb4e1d049c24e3a2347581b603fe52d38772934430b67f"),
    ("mixed-stream", "344cef898e89b9b9c180acf49c7538ee35765ad5bfd0f5fdeedf0b29e9409ad7"),
    ("nft", "941c50b0735b679c57277ee93574989cd50fd76771d88f6a15c0b10cc27268e6"),
    ("realestate", "294586aa77152fd7fd4c1ff46df3bf2804f350fd6562ef95d11d31dff789d19e"),
    ("rollup", "8c0e203cc678d5d672b092a12352e0944466f868434047769370726b2142561b"),
    ("structured", "9617a7b7d8f9f3c6186000caf4589a5c0e6bf717893b3c4aa843137b97712243"),
    ("supplychain", "0b9552560f02fed82857ce227240784dfb31aa38e5ccfb522d13643dffbb5b60"),
    ("swaps", "dd6fa52272bd5fa1730b21a32f9c3975401656b3b4c9eb660f2581c6fe9f195a"),
    ("swaps-independent", "233b8037ba6fa383361efaae037c0791cbcc0d5c927c8baeaa8f121a0dc3340e"),
    ("transfers", "a0b30262a83914c94e898a0b2cb96b5bad88bed987712d6606dd3ad722e83f23"),
    ("transfers-independent", "3aad350b56d45f2b0d30872727ca21095c7b9928f5e8169cbf02272510bfaf8f"),
  ]

  private func generate(_ name: String, threads: Int = 1, _ overrides: String...) throws -> String {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    let spec = try WorkloadSpec.load(path: path, overrides: ["blocks=2"] + overrides)
    return BlockGenerator(spec).generate(threads: threads).streamHash
  }

  @Test func everyFileHasItsHash() {
    #expect(repositoryWorkloads == Self.hashes.map(\.0).sorted())
  }

  @Test(arguments: hashes)
  func bytesAreWhatTheyWere(name: String, hash: String) throws {
    for threads in [1, 2, 8] { #expect(try generate(name, threads: threads) == hash) }
    #expect(try generate(name, "seed=2") != hash)
  }
}
