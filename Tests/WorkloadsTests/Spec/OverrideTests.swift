import Testing

@testable import Workloads

@Suite struct OverrideTests {
  private func spec(_ overrides: String...) throws -> WorkloadSpec {
    try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml", overrides: overrides)
  }

  @Test func changesWhatItNames() throws {
    let spec = try spec(
      "transactions_per_block=500", "seed=18446744073709551615", "profiles.1.pools=3",
      "profiles.0.receiver={distribution: uniform, part: 2/2}", "accounts=1_000")
    #expect(spec.transactionsPerBlock == 500)
    #expect(spec.seed == .max)
    #expect(spec.mix[1].profile.choices[1].keys == .numbered(3))
    #expect(spec.mix[0].profile.choices[1].distribution == "uniform")
    #expect(spec.mix[0].profile.choices[1].part == (2, 2))
  }

  @Test func laterOnesWin() throws {
    #expect(try spec("blocks=3", "blocks=4").blocks == 4)
  }

  /// An override, the key of the error and a part of its text.
  @Test(arguments: [
    ("blocs=3", "blocs", "did you mean 'blocks'?"),
    ("blocks=-3", "blocks", "out of range"),
    ("blocks=", "blocks", "is empty"),
    ("blocks", "blocks", "not of the form key=value"),
    ("=3", "", "not of the form key=value"),
    ("profiles.0.receiver.exponent=40", "profiles.0.receiver.exponent", "from 0 to 20"),
    ("profiles.2.share=1", "profiles.2.share", "no item '2' in a list of 2"),
    ("profiles.x.share=1", "profiles.x.share", "no item 'x'"),
    ("profiles..share=1", "profiles..share", "empty step"),
    ("blocks.0=1", "blocks.0", "would be a key inside '2'"),
    ("blocks=[1", "blocks", "is not YAML"),
    ("profiles=3", "profiles", "must be a list"),
  ])
  func wrongOnesAreNamed(override: String, key: String, words: String) throws {
    let error = try #require(throws: WorkloadError.self) { try spec(override) }
    #expect(error.override == override && error.line == nil)
    #expect(error.key == key)
    #expect("\(error)".hasPrefix("override '\(override)': "))
    #expect("\(error)".contains(words), "\(error)")
  }
}
