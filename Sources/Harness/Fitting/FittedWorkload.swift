import Contention
import Foundation
import State
import Statistics
import Workloads

/// A fit as a workload file.
struct FittedWorkload: Sendable {
  let name: String
  let sources: [String]
  let entries: [FittedEntry]
  let transactionsPerBlock: Int
  /// So many that the tail's accounts, pools and slots do not come twice.
  private static let accounts = 1_000_000
  private static let contracts = 5000

  /// Enough that a block's luck does not count.
  private var blocks: Int { min(40, max(8, 4000 / max(1, transactionsPerBlock))) }

  /// Mean objects of an other call, as observed.
  var width: Double { entries.first { $0.kind == .other }?.sharedObjects ?? 1 }

  /// The law under which the most contended key is: of which entry, and whether it is that of senders.
  private var hottest: (kind: ObservedKind, isOfSenders: Bool)? {
    let laws = entries.flatMap { entry in
      [
        (entry.kind, false, entry.objects.peak), (entry.kind, true, entry.senders.peak),
      ]
    }
    return laws.max { $0.2 < $1.2 }.map { ($0.0, $0.1) }
  }

  /// What the share of a law's head is multiplied by.
  private func factor(
    _ kind: ObservedKind, ofSenders: Bool, _ adjustment: FitAdjustment
  ) -> Double {
    guard let hottest, hottest == (kind, ofSenders) else { return adjustment.otherShares }
    return adjustment.topShare
  }

  func yaml(_ adjustment: FitAdjustment, seed: UInt64) -> String {
    var lines = [
      "# Fitted by gridlock fit to \(sources.joined(separator: ", ")). Exponents are maximum-likelihood,",
      "# with standard errors; shares of heads were adjusted after that by a factor of "
        + "\(text(adjustment.topShare)) where the most",
      "# changed key is and \(text(adjustment.otherShares)) elsewhere, gas of other calls by "
        + "\(text(adjustment.work)).",
      "name: \(name)", "description: fitted to \(sources.joined(separator: ", "))",
      "seed: \(seed)", "blocks: \(blocks)", "transactions_per_block: \(transactionsPerBlock)",
      "accounts: \(Self.accounts)", "", "profiles:",
    ]
    for (entry, share) in zip(entries, shares) { lines += entryLines(entry, share, adjustment) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Rounded to six digits so that they sum to one.
  private var shares: [Double] {
    var shares = entries.map { ($0.share * 1e6).rounded() / 1e6 }
    if let largest = shares.indices.max(by: { shares[$0] < shares[$1] }) {
      shares[largest] += 1 - shares.reduce(0, +)
    }
    return shares
  }

  private func entryLines(
    _ entry: FittedEntry, _ share: Double, _ adjustment: FitAdjustment
  ) -> [String] {
    let senders = law(entry.senders, factor(entry.kind, ofSenders: true, adjustment))
    let objects = law(entry.objects, factor(entry.kind, ofSenders: false, adjustment))
    let comment =
      "    # \(entry.transactions) transactions; senders \(described(entry.senders)); objects "
      + "\(described(entry.objects));"
    let gas =
      "    # gas lognormal, median \(Int(entry.gas.median.rounded())), sigma "
      + "\(text(entry.gas.sigma)) ± \(text(entry.gas.sigmaError))"
    var lines = ["  - profile: \(profile(entry.kind))", comment, gas]
    lines.append("    share: \(String(format: "%.6f", share))")
    switch entry.kind {
    case .payment:
      lines += ["    shares: {ether: 1}", "    sender: \(senders)", "    receiver: \(objects)"]
    case .token:
      lines += ["    shares: {token: 1}", "    sender: \(senders)", "    receiver: \(objects)"]
    case .swap:
      lines += [
        "    trader: \(senders)", "    pools: \(Self.contracts)", "    pool: \(objects)",
      ]
    case .collectible:
      lines += [
        "    shares: {mint: 1}", "    minter: \(senders)", "    collections: \(Self.contracts)",
        "    collection: \(objects)",
        "    quantity: {distribution: uniform, minimum: 1, maximum: 1}",
      ]
    case .other:
      let mean = min(30, max(1.001, adjustment.width))
      // What a call of ours costs without work, and what a round of work costs.
      let rounds = max(1, (entry.gas.median * adjustment.work - 35_000) / 60)
      lines += [
        "    sender: \(senders)", "    slots: \(Self.accounts)", "    slot: \(objects)",
        "    width: {distribution: exponential, mean: \(text(mean - 0.5)), minimum: 1, maximum: 16}",
        "    writes: 1",
        "    work: {distribution: lognormal, median: \(text(rounds)), sigma: "
          + "\(text(min(20, max(0.01, entry.gas.sigma)))), minimum: 0, maximum: 100000}",
      ]
    }
    return lines
  }

  private func profile(_ kind: ObservedKind) -> String {
    switch kind {
    case .payment, .token: "transfers"
    case .swap: "swaps"
    case .collectible: "nft"
    case .other: "structured"
    }
  }

  private func law(_ fit: PopularityFit, _ factor: Double) -> String {
    let share = min(1, max(0, fit.share * factor))
    return "{distribution: zipf-mixture, head: \(fit.head), exponent: \(text(fit.exponent)), "
      + "share: \(String(format: "%.5f", share))}"
  }

  private func described(_ fit: PopularityFit) -> String {
    let error = fit.standardError.isFinite ? "± \(text(fit.standardError))" : "(undetermined)"
    return "Zipf \(text(fit.exponent)) \(error) over \(fit.head), \(text(100 * fit.share))% of them"
  }

  /// Three digits.
  private func text(_ value: Double) -> String {
    value < 1000 ? String(format: "%.3g", value) : "\(Int(min(value, 1e15).rounded()))"
  }

  /// The measures of the blocks that the workload makes.
  func measure(
    _ adjustment: FitAdjustment, seed: UInt64, _ interruption: Interruption
  ) throws -> FitMeasures {
    try interruption.check()
    let spec = try WorkloadSpec.parse(
      yaml(adjustment, seed: seed), name: "fitted workload", overrides: [])
    let workload = BlockGenerator(spec).generate()
    let stream = try BlockStream(workload, name: name)
    let state = stream.genesis.copy()
    return FitMeasures(stream.steps.map { BlockAccesses.record($0.executor, on: state) })
  }
}

extension PopularityFit {
  /// Draws that the most popular key gets, by the law.
  fileprivate var peak: Double {
    let harmonic = (1...max(1, head)).reduce(0.0) {
      $0 + Foundation.pow(Double($1), -exponent)
    }
    return Double(draws) * share / harmonic
  }
}
