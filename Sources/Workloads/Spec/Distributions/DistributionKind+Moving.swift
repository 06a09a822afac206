import GSL

/// Laws whose popular keys change in time, counted in draws: about a transaction each.
extension DistributionKind {
  static let latest = DistributionKind(
    name: "latest", summary: "what is newest is most popular: Zipf by age, new keys all the time",
    parameters: [
      ("exponent", "0 to 20, over the age of a key"),
      ("every", "a new key appears every so many draws (1)"),
    ]
  ) { section throws(WorkloadError) in
    let exponent = try section.exponent()
    let every = try section.integer("every", in: 1...WorkloadSpec.transactionLimit, default: 1)
    return LawRecipe { domain, _ in
      Latest(count: domain.count, exponent: exponent, period: every)
    }
  }

  static let drifting = DistributionKind(
    name: "drifting",
    summary: "Zipf whose popularity moves on; any other law does so with drift: {every, by}",
    parameters: [
      ("exponent", "0 to 20"),
      ("every", "popularity moves every so many draws"),
      ("by", "to the key so many further on (1)"),
    ]
  ) { section throws(WorkloadError) in
    let exponent = try section.exponent()
    let every = try section.integer("every", in: 1...WorkloadSpec.transactionLimit)
    let by = try section.integer("by", in: 0...WorkloadSpec.accountLimit, default: 1)
    return LawRecipe { domain, _ in
      Drifting(Zipf(count: domain.count, exponent: exponent), period: every, step: by)
    }
  }
}
