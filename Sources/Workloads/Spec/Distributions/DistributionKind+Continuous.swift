import GSL

/// Laws that are of real numbers by nature: of amounts, sizes and gas; and, counted in keys, of keys.
extension DistributionKind {
  static let exponential = DistributionKind(
    name: "exponential", summary: "falls off by a constant factor: amounts, or keys by rank",
    parameters: [("mean", "above 0, in the units of what is drawn")]
  ) { section throws(WorkloadError) in
    let mean = try section.positive("mean", to: 1e18)
    return LawRecipe { _ in Exponential(mean: mean) }
  }

  static let lognormal = DistributionKind(
    name: "lognormal",
    summary: "the logarithm is normal: gas, sizes and costs of real transactions",
    parameters: [
      ("median", "above 0, in the units of what is drawn"),
      ("sigma", "standard deviation of the natural logarithm; gas shows 0.7 to 1.3"),
    ]
  ) { section throws(WorkloadError) in
    let median = try section.positive("median", to: 1e18)
    let sigma = try section.positive("sigma", to: 20)
    return LawRecipe { _ in Lognormal(median: median, sigma: sigma) }
  }

  static let pareto = DistributionKind(
    name: "pareto", summary: "a heavy tail from the minimum (from the first key) up",
    parameters: [("shape", "above 0; the smaller the heavier: 1.16 is 80% to 20%")]
  ) { section throws(WorkloadError) in
    let shape = try section.positive("shape", to: 1000)
    // Of keys the first stands at 1: where a law of powers can begin.
    return LawRecipe { start in Pareto(scale: max(start, 1), shape: shape) }
  }
}
