import Foundation
import Workloads

/// What a generated workload is, for people: sizes, hash, and the skew asked for beside the skew got.
struct WorkloadSummary {
  private let spec: WorkloadSpec
  private let workload: GeneratedWorkload

  init(_ spec: WorkloadSpec, _ workload: GeneratedWorkload) {
    self.spec = spec
    self.workload = workload
  }

  var text: String { (facts + [""] + skewTable).joined(separator: "\n") }

  private var facts: [String] {
    let mix = workload.transactionsByProfile
      .map { "\($0.count) \($0.profile)" }.joined(separator: ", ")
    return [
      "workload      \(workload.name)",
      "seed          \(workload.seed)",
      "blocks        \(workload.blocks.count) of \(spec.transactionsPerBlock) transactions",
      "transactions  \(workload.transactionCount) (\(mix))",
      "accounts      \(spec.accounts) to choose from; \(workload.genesis.count) in the genesis "
        + "state, \(workload.contractCount) of them contracts",
      "fork          \(workload.fork)",
      "sha-256       \(workload.streamHash)",
    ]
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
