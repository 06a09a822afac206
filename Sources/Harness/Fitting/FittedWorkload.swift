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
  /// Gas of a call of `structured` without slots or work, of a change of a slot that was zero or not, and
  /// of a round of work: as `gridlock inspect` measures them on its contract.
  private static let (callGas, freshGas, usedGas, roundGas) = (22_900.0, 22_700.0, 5700.0, 64.0)
  /// What a call costs at least that stands for those of a hotspot.
  static let leastGas = callGas + usedGas
  /// The most that a hotspot may be of the mix, so that something is left beside it.
  private static let mostOfMix = 0.98

  /// Enough that a block's luck does not count.
  private var blocks: Int { min(40, max(8, 4000 / max(1, transactionsPerBlock))) }

  /// Mean objects of an other call, as observed.
  var width: Double { entries.first { $0.kind == .other }?.sharedObjects ?? 1 }

  /// Whether the most contended key is an entry's only one.
  private var hasHotspot: Bool { entries.contains { $0.kind == .hotspot } }

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
    guard !hasHotspot, let hottest, hottest == (kind, ofSenders) else {
      return adjustment.otherShares
    }
    return adjustment.topShare
  }

  func yaml(_ adjustment: FitAdjustment, seed: UInt64) -> String {
    var lines = [
      "# Fitted by gridlock fit to \(sources.joined(separator: ", ")). Exponents are maximum-likelihood,",
      "# with standard errors; "
        + (hasHotspot ? "the share of those who meet in one key" : "the share of the hottest head")
        + " was adjusted after that by a factor of",
      "# \(text(adjustment.topShare)), shares of other heads by \(text(adjustment.otherShares)), gas of "
        + (hasHotspot ? "those who meet" : "other calls") + " by \(text(adjustment.work)).",
      "name: \(name)", "description: fitted to \(sources.joined(separator: ", "))",
      "seed: \(seed)", "blocks: \(blocks)", "transactions_per_block: \(transactionsPerBlock)",
      "accounts: \(Self.accounts)", "", "profiles:",
    ]
    for (entry, share) in zip(entries, shares(adjustment)) {
      lines += entryLines(entry, share, adjustment)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Of the mix, rounded to six digits so that they sum to one. A hotspot's share is that of the most
  /// changed key, and so is what is adjusted; the others divide what is left as before.
  private func shares(_ adjustment: FitAdjustment) -> [Double] {
    let hot = entries.first { $0.kind == .hotspot }?.share ?? 0
    let adjusted = hot < 1 ? min(Self.mostOfMix, hot * adjustment.topShare) : 1
    var shares = entries.map { entry in
      let share = entry.kind == .hotspot ? adjusted : entry.share * (1 - adjusted) / (1 - hot)
      return (share * 1e6).rounded() / 1e6
    }
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
      lines += [
        "    sender: \(senders)", "    slots: \(Self.accounts)", "    slot: \(objects)",
        "    width: {distribution: exponential, mean: \(text(mean - 0.5)), minimum: 1, maximum: 16}",
        "    writes: 1",
        work(
          entry, beside: Self.callGas + mean * Self.freshGas,
          factor: hasHotspot ? 1 : adjustment.work),
      ]
    case .hotspot:
      lines += [
        "    sender: \(senders)", "    slots: 1", "    slot: {distribution: uniform}",
        "    width: {distribution: uniform, minimum: 1, maximum: 1}", "    writes: 1",
        work(entry, beside: Self.leastGas, factor: adjustment.work),
      ]
    }
    return lines
  }

  /// Rounds of work that make the gas of calls have the mean and the deviation of the entry's, both times
  /// `factor`, where a call costs `base` without them: the lognormal law of these two moments.
  private func work(_ entry: FittedEntry, beside base: Double, factor: Double) -> String {
    let mean = max(Self.roundGas, entry.meanGas * factor - base)
    let relative = entry.gasDeviation * factor / mean
    let variance = Foundation.log(1 + relative * relative)
    let median = mean / Self.roundGas * Foundation.exp(-variance / 2)
    let sigma = min(20, max(0.01, variance.squareRoot()))
    return "    work: {distribution: lognormal, median: \(text(max(0.01, median))), sigma: "
      + "\(text(sigma)), minimum: 0, maximum: 100000}"
  }

  private func profile(_ kind: ObservedKind) -> String {
    switch kind {
    case .payment, .token: "transfers"
    case .swap: "swaps"
    case .collectible: "nft"
    case .other, .hotspot: "structured"
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
