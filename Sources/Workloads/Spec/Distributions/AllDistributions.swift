/// The distributions a workload file can name. To add one: a file in `GSL/Distributions`, a reader in this
/// folder, and a line here.
public let allDistributions: [DistributionKind] = [
  .uniform, .zipf, .zipfMixture, .hotSet, .distinct, .geometric, .poisson, .latest, .drifting,
  .empirical, .exponential, .lognormal, .pareto,
]
