import Contention

/// Hot keys and skew.
extension InspectionText {
  func keys(_ inspection: Inspection) -> String {
    let total = inspection.total
    let transactions = Double(max(1, total.transactions))
    let rows = inspection.hotKeys.map { key in
      [
        shortened(key.name, to: width - 34), grouped(key.touches.changes),
        percent(Double(key.touches.changes) / transactions), grouped(key.touches.transactions),
      ]
    }
    let columns: [(String, TextTable.Alignment)] = [
      ("hot key", .left), ("changed by", .right), ("", .right), ("accessed by", .right),
    ]
    return (rows.isEmpty ? "" : table(columns, rows)) + wrapped(skew(total)) + "\n"
      + wrapped(conflicts(total.pairs))
      + "\n" + wrapped("reads a transaction   " + widths(total.reads)) + "\n"
      + wrapped("writes a transaction  " + widths(total.writes)) + "\n"
  }

  private func skew(_ total: BlockContention) -> String {
    let skew = total.skew
    var text =
      "skew  \(grouped(skew.keys)) changed keys; the top one has \(percent(skew.topShare)) of "
      + "\(grouped(skew.accesses)) accesses; Σp² \(significant(skew.collisionProbability)), "
      + "\(significant(skew.effectiveKeys)) effective keys; Gini \(fixed(skew.gini, 2))"
    if let zipf = skew.zipf {
      text += "; Zipf \(fixed(zipf.exponent, 2)) ± \(significant(zipf.standardError))"
    }
    return text
  }

  private func conflicts(_ pairs: ConflictPairs) -> String {
    let conflicting = pairs.writeWrite + pairs.readWrite
    guard conflicting > 0 else { return "conflicts  none" }
    let both = Double(pairs.writeWrite) / Double(conflicting)
    return "conflicts  \(percent(pairs.share)) of the pairs of a block: \(percent(both)) of them "
      + "change the same, in \(percent(1 - both)) one only reads"
  }

  private func widths(_ widths: AccessWidths) -> String {
    "mean \(fixed(widths.mean, 1)), median \(widths.percentile(50)), 90% up to "
      + "\(widths.percentile(90)), 99% up to \(widths.percentile(99)), most \(widths.maximum)"
  }

  func choices(_ choices: [Inspection.Choice]) -> String {
    let columns: [(String, TextTable.Alignment)] = [
      ("choice", .left), ("law", .left), ("top key", .right), ("by law", .right),
      ("effective", .right), ("by law", .right), ("drawn", .right), ("of keys", .right),
    ]
    return table(
      columns,
      choices.map { choice in
        [
          choice.name, choice.distribution, percent(choice.topShare),
          percent(choice.nominalTopShare), significant(choice.effectiveKeys),
          significant(choice.nominalEffectiveKeys), grouped(choice.drawnKeys),
          grouped(choice.keys),
        ]
      })
  }

  /// Without its middle where it is too long.
  private func shortened(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    let kept = limit - 1
    return "\(text.prefix(kept - kept / 3))…\(text.suffix(kept / 3))"
  }
}
