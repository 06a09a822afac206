import Contention
import Results

/// One row for each block and relation: what `gridlock inspect --csv` prints. `Results/README.md` says what
/// the columns mean.
public struct InspectionCSV: InspectionFormat {
  public init() {}

  public func render(_ inspections: [Inspection]) -> String {
    let columns = Self.columns
    var lines = [csvLine(columns.map(\.name))]
    for inspection in inspections {
      for block in inspection.blocks {
        let skew = block.contention.skew
        for relation in block.contention.relations {
          let row = Row(inspection: inspection, block: block, relation: relation, skew: skew)
          lines.append(csvLine(columns.map { $0.value(row) }))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Row {
    var inspection: Inspection
    var block: Inspection.Block
    var relation: RelationContention
    var skew: KeySkew
  }

  private struct Column {
    var name: String
    var value: (Row) -> String
  }

  private static var columns: [Column] {
    identity + structure + bounds("count", \.byCount) + bounds("gas", \.byGas)
      + bounds("time", \.byTime) + keys
  }

  private static var identity: [Column] {
    [
      Column(name: "schema_version") { _ in "\(InspectionJSON.schemaVersion)" },
      Column(name: "source") { $0.inspection.name },
      Column(name: "kind") { $0.inspection.kind.rawValue },
      Column(name: "sha256") { $0.inspection.sha256 ?? "" },
      Column(name: "block") { "\($0.block.number)" },
      Column(name: "fork") { $0.block.fork },
      Column(name: "transactions") { "\($0.relation.transactions)" },
      Column(name: "gas") { "\($0.block.contention.gas)" },
      Column(name: "relation") { $0.relation.relation.rawValue },
    ]
  }

  private static var structure: [Column] {
    [
      Column(name: "edges") { "\($0.relation.edges)" },
      Column(name: "dependents") { "\($0.relation.dependents)" },
      Column(name: "longest_chain") { "\($0.relation.chain.count)" },
      Column(name: "components") { "\($0.relation.components)" },
      Column(name: "largest_component") { "\($0.relation.largestComponent)" },
      Column(name: "percolation_index") { "\($0.relation.percolation.value)" },
    ]
  }

  private static func bounds(
    _ unit: String, _ weights: KeyPath<RelationContention, WeightedBounds> & Sendable
  ) -> [Column] {
    var columns = [
      Column(name: "\(unit)_total") { number($0.relation[keyPath: weights].total) },
      Column(name: "\(unit)_path") { number($0.relation[keyPath: weights].path) },
    ]
    for (place, processors) in WeightedBounds.processors.enumerated() {
      columns.append(
        Column(name: "\(unit)_bound_\(processors)") {
          "\($0.relation[keyPath: weights].speedupBounds[place])"
        })
    }
    columns.append(
      Column(name: "\(unit)_bound") { "\($0.relation[keyPath: weights].idealSpeedup)" })
    for (place, processors) in WeightedBounds.processors.enumerated() {
      columns.append(
        Column(name: "\(unit)_greedy_\(processors)") {
          "\($0.relation[keyPath: weights].greedyGuarantees[place])"
        })
    }
    columns.append(
      Column(name: "\(unit)_component_bound") {
        "\($0.relation[keyPath: weights].componentBound)"
      })
    return columns
  }

  /// Of the block, whatever the relation.
  private static var keys: [Column] {
    [
      Column(name: "conflicting_pairs") { "\($0.block.contention.pairs.share)" },
      Column(name: "write_write_pairs") { "\($0.block.contention.pairs.writeWrite)" },
      Column(name: "read_write_pairs") { "\($0.block.contention.pairs.readWrite)" },
      Column(name: "reads_mean") { "\($0.block.contention.reads.mean)" },
      Column(name: "writes_mean") { "\($0.block.contention.writes.mean)" },
      Column(name: "changed_keys") { "\($0.skew.keys)" },
      Column(name: "top_key") { $0.block.hotKeys.first?.name ?? "" },
      Column(name: "top_key_changes") { "\($0.block.hotKeys.first?.touches.changes ?? 0)" },
      Column(name: "top_share") { "\($0.skew.topShare)" },
      Column(name: "collision_probability") { "\($0.skew.collisionProbability)" },
      Column(name: "effective_keys") { "\($0.skew.effectiveKeys)" },
      Column(name: "gini") { "\($0.skew.gini)" },
      Column(name: "zipf_exponent") { $0.skew.zipf.map { "\($0.exponent)" } ?? "" },
      Column(name: "zipf_error") { $0.skew.zipf.map { "\($0.standardError)" } ?? "" },
    ]
  }

  private static func number(_ value: Double) -> String {
    value < 1e18 ? "\(UInt64(value))" : "\(value)"
  }
}
