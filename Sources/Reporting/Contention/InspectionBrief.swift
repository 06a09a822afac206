import Contention

/// One row for each source, as a table of GitHub's Markdown: what the tables of `Workloads/README.md` are
/// made with.
public struct InspectionBrief: InspectionFormat {
  public init() {}

  public func render(_ inspections: [Inspection]) -> String {
    var table = TextTable([
      ("blocks", .left), ("waiting", .right), ("longest chain", .right), ("bound", .right),
      ("by count", .right), ("balances commute", .right), ("slots too", .right), ("top key", .left),
    ])
    for inspection in inspections {
      let total = inspection.total
      let found = total[.reads]
      table.append([
        inspection.name, percent(found.dependentRatio), percent(found.chainShare),
        significant(found.byGas.idealSpeedup), significant(found.byCount.idealSpeedup),
        significant(total[.readsButBalances].byCount.idealSpeedup),
        significant(total[.commutativeSlots].byCount.idealSpeedup), topKey(inspection),
      ])
    }
    return table.markdown
  }

  private func topKey(_ inspection: Inspection) -> String {
    guard let key = inspection.hotKeys.first else { return "none" }
    let share = Double(key.touches.changes) / Double(max(1, inspection.total.transactions))
    return "`\(key.name)` (\(percent(share)))"
  }
}
