import GSL

/// A distribution as workload files name it.
public struct DistributionKind: Sendable {
  /// What `distribution:` says.
  public let name: String
  /// One line for `gridlock list distributions`.
  public let summary: String
  /// Its parameters, in the order of the file: name and meaning.
  public let parameters: [(name: String, meaning: String)]
  /// Reads the parameters; what it returns makes the law for a number of keys. A law that needs
  /// randomness to be made, not only to be drawn from, takes it from the stream.
  let read: @Sendable (SpecSection) throws(WorkloadError) -> DistributionMaker
}

/// Makes a law over a number of keys.
public typealias DistributionMaker =
  @Sendable (_ count: Int, _ stream: inout RandomStream) -> any Distribution

/// The distributions a workload file can name. To add one: a file in `GSL/Distributions` and an entry.
public let allDistributions: [DistributionKind] = [
  DistributionKind(
    name: "uniform", summary: "every key equally likely", parameters: []
  ) { _ throws(WorkloadError) in
    { count, _ in Uniform(count: count) }
  },
  DistributionKind(
    name: "zipf", summary: "key k in proportion to k^-exponent: a few popular keys, a long tail",
    parameters: [("exponent", "0 (uniform) to 3; chains show 0.5 to 1.6")]
  ) { section throws(WorkloadError) in
    let exponent = try section.number("exponent", in: 0...3)
    return { count, _ in Zipf(count: count, exponent: exponent) }
  },
  DistributionKind(
    name: "hot-set", summary: "a share of the accesses goes to a share of the keys",
    parameters: [
      ("keys", "share of the keys that are hot, 0 to 1; at least one key is"),
      ("accesses", "share of the accesses that go to them, 0 to 1"),
    ]
  ) { section throws(WorkloadError) in
    let keys = try section.number("keys", in: 0...1)
    guard keys > 0 else {
      throw section.error("keys", "no key would be hot", remedy: "give a share above 0")
    }
    let accesses = try section.number("accesses", in: 0...1)
    return { count, _ in HotSet(count: count, keys: keys, accesses: accesses) }
  },
  DistributionKind(
    name: "distinct",
    summary: "deals all keys in random order before any comes again: independent transactions",
    parameters: []
  ) { _ throws(WorkloadError) in
    { count, stream in Distinct(count: count, order: &stream) }
  },
]
