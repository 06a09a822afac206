import GSL

/// Laws that are of keys by nature.
extension DistributionKind {
  static let uniform = DistributionKind(
    name: "uniform", summary: "every key equally likely", parameters: []
  ) { _ throws(WorkloadError) in
    LawRecipe { domain, _ in Uniform(count: domain.count) }
  }

  static let zipf = DistributionKind(
    name: "zipf", summary: "key k in proportion to k^-exponent: a few popular keys, a long tail",
    parameters: [("exponent", "0 (uniform) to 20; chains show 0.5 to 1.6")]
  ) { section throws(WorkloadError) in
    let exponent = try section.exponent()
    return LawRecipe { domain, _ in Zipf(count: domain.count, exponent: exponent) }
  }

  static let zipfMixture = DistributionKind(
    name: "zipf-mixture",
    summary: "a head of few keys by Zipf's law, and a long even tail: payments",
    parameters: [
      ("head", "how many keys the head has, such as 100"),
      ("exponent", "of the head, 0 to 20; exchanges show 1.2"),
      ("share", "of the accesses that go to the head, 0 to 1"),
    ]
  ) { section throws(WorkloadError) in
    let head = try section.integer("head", in: 1...WorkloadSpec.accountLimit)
    let exponent = try section.exponent()
    let share = try section.number("share", in: 0...1)
    return LawRecipe { domain, _ in
      ZipfMixture(count: domain.count, head: head, exponent: exponent, share: share)
    }
  }

  static let hotSet = DistributionKind(
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
    return LawRecipe { domain, _ in HotSet(count: domain.count, keys: keys, accesses: accesses) }
  }

  static let distinct = DistributionKind(
    name: "distinct",
    summary: "deals all keys in random order before any comes again: independent transactions",
    parameters: []
  ) { _ throws(WorkloadError) in
    LawRecipe { domain, stream in Distinct(count: domain.count, order: &stream) }
  }

  static let geometric = DistributionKind(
    name: "geometric", summary: "each key (1 - success) times as likely as the one before it",
    parameters: [("success", "above 0 and below 1: the share that the first key gets")]
  ) { section throws(WorkloadError) in
    let success = try section.number("success", in: 0...1)
    guard success > 0, success < 1 else {
      throw section.error(
        "success", "must lie between 0 and 1", remedy: "give, for instance, 0.05")
    }
    return LawRecipe { domain, _ in Geometric(count: domain.count, success: success) }
  }

  static let poisson = DistributionKind(
    name: "poisson", summary: "keys around the mean: counts of independent events",
    parameters: [("mean", "above 0, to 50000")]
  ) { section throws(WorkloadError) in
    let mean = try section.positive("mean", to: Poisson.largestMean)
    return LawRecipe { domain, _ in Poisson(count: domain.count, mean: mean) }
  }
}

extension SpecSection {
  /// Zipf's exponent: any that can be told from "always the first key".
  func exponent() throws(WorkloadError) -> Double { try number("exponent", in: 0...20) }

  /// A number above zero.
  func positive(
    _ key: String, to limit: Double, default fallback: Double? = nil
  ) throws(WorkloadError) -> Double {
    let value = try number(key, in: 0...limit, default: fallback)
    guard value > 0 else {
      throw error(key, "must be above 0", remedy: "give a positive number")
    }
    return value
  }
}
