import Foundation
import Harness
import Workloads

/// What a generated workload is, for people: sizes, hash, and the skew asked for beside the skew got.
struct WorkloadSummary {
  private let spec: WorkloadSpec
  private let workload: GeneratedWorkload
  private let contention: RealisedContention?
  private let solved: SolvedTarget?

  init(
    _ spec: WorkloadSpec, _ workload: GeneratedWorkload, contention: RealisedContention?,
    solved: SolvedTarget?
  ) {
    self.spec = spec
    self.workload = workload
    self.contention = contention
    self.solved = solved
  }

  var text: String {
    (facts + contentionLines + [""] + skewTable).joined(separator: "\n")
  }

  private var facts: [String] {
    let sizes = workload.blocks.map(\.transactions.count)
    let (fewest, most) = (sizes.min() ?? 0, sizes.max() ?? 0)
    return [
      "workload      \(workload.name)",
      "seed          \(workload.seed)",
      "blocks        \(workload.blocks.count) of "
        + (fewest == most ? "\(most)" : "\(fewest) to \(most)") + " transactions",
      "transactions  \(workload.transactionCount) (\(kinds))",
      "accounts      \(spec.accounts) to choose from; \(workload.genesis.count) in the genesis "
        + "state, \(workload.contractCount) of them contracts",
      "fork          \(workload.fork)",
      "sha-256       \(workload.streamHash)",
    ]
  }

  /// Such as "70 transfers, 30 swaps (20 swap, 10 add of which 2 are meant to revert)".
  private var kinds: String {
    Dictionary(grouping: workload.kinds, by: \.entry).sorted { $0.key < $1.key }
      .map { _, kinds in
        let total = kinds.reduce(0) { $0 + $1.transactions }
        let meant = kinds.contains { $0.reverts + $0.halts > 0 }
        let parts = kinds.count == 1 && !meant ? [] : kinds.map { describe($0) }
        return "\(total) \(kinds[0].profile)"
          + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
      }.joined(separator: "; ")
  }

  private func describe(_ kind: GeneratedWorkload.KindCount) -> String {
    var text = "\(kind.transactions) \(kind.kind)"
    if kind.reverts > 0 { text += " of which \(kind.reverts) revert" }
    if kind.halts > 0 { text += " of which \(kind.halts) halt" }
    return text
  }

  /// What executing the blocks showed, with standard errors over the blocks.
  private var contentionLines: [String] {
    guard let contention else { return [] }
    func figure(_ figure: RealisedContention.Figure, _ scale: Double, _ unit: String) -> String {
      let error = figure.standardError.map { String(format: " ± %.2g", $0 * scale) } ?? ""
      return String(format: "%.3g", figure.value * scale) + error + unit
    }
    var lines = [
      "contention    parallelism \(figure(contention.parallelism, 1, "")), dependent "
        + "\(figure(contention.dependent, 100, "%")), longest chain "
        + "\(figure(contention.longestChain, 100, "%")), conflicting pairs "
        + figure(contention.conflictProbability, 100, "%")
    ]
    if contention.blocks < workload.blocks.count {
      lines[0] += " (first \(contention.blocks) blocks)"
    }
    if let solved { lines.append("target        \(solved)") }
    return lines
  }

  /// One line a choice. Effective keys: how many equally popular keys would collide as often.
  private var skewTable: [String] {
    let header = [
      "choice", "distribution", "keys", "drawn", "top key", "(law)", "effective keys", "(law)",
    ]
    let rows = workload.realised.map { skew in
      [
        "\(skew.profile) \(skew.choice)", skew.distribution, "\(skew.keys)",
        "\(skew.distinctKeys)", percent(skew.topShare), "(\(percent(skew.nominalTopShare)))",
        count(skew.effectiveKeys), "(\(count(skew.nominalEffectiveKeys)))",
      ]
    }
    let table = [header] + rows
    let widths = header.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return table.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 2 ? row[column] + space : space + row[column]
      }.joined(separator: "  ")
    }
  }

  private func percent(_ share: Double) -> String { String(format: "%.2f%%", 100 * share) }
  private func count(_ keys: Double) -> String {
    String(format: keys < 100 ? "%.1f" : "%.0f", keys)
  }
}
