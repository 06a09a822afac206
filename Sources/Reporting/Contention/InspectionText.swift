import Contention

/// An inspection for people: what depends on what, how far back, and which keys are to blame. Plain ASCII
/// where nobody looks on as it comes.
public struct InspectionText: InspectionFormat {
  /// Columns of the terminal, at least 60.
  public var width: Int
  /// Whether a person sees it on a terminal: headings in bold, bars of blocks.
  public var isStyled: Bool
  /// The relation that is shown in detail.
  public var relation: DependencyRelation

  public init(width: Int = 80, isStyled: Bool = false, relation: DependencyRelation = .reads) {
    self.width = max(60, width)
    self.isStyled = isStyled
    self.relation = relation
  }

  public func render(_ inspections: [Inspection]) -> String {
    inspections.map(render).joined(separator: "\n")
  }

  private func render(_ inspection: Inspection) -> String {
    var sections = [facts(inspection), relations(inspection.total)]
    sections.append(detail(inspection.total[relation], blocks: inspection.total.blocks))
    sections.append(distances(inspection.total[relation]))
    sections.append(keys(inspection))
    if !inspection.choices.isEmpty { sections.append(choices(inspection.choices)) }
    return sections.joined(separator: "\n")
  }

  func heading(_ text: String) -> String {
    isStyled ? "\u{1B}[1m\(text)\u{1B}[0m\n" : plain(text) + "\n"
  }

  func table(_ columns: [(String, TextTable.Alignment)], _ rows: [[String]]) -> String {
    var table = TextTable(columns.map { (plain($0.0), $0.1) })
    for row in rows { table.append(row.map(plain)) }
    let text = table.plain(width: width)
    let hidden = table.titlesHidden(width: width)
    guard !hidden.isEmpty else { return text }
    return text + wrapped("too narrow to show: \(hidden.joined(separator: ", "))") + "\n"
  }

  /// In ASCII, unless on a terminal.
  private func plain(_ text: String) -> String {
    if isStyled { return text }
    return ascii(
      text.map { character in
        switch character {
        case "∞": "inf"
        case "…": ".."
        case "→": "->"
        case "·": "-"
        case "Σ": "sum "
        case "²": "^2"
        default: String(character)
        }
      }.joined())
  }

  // MARK: What it is

  private func facts(_ inspection: Inspection) -> String {
    let total = inspection.total
    var parts = [
      total.blocks == 1 && inspection.blocks.count == 1
        ? "block \(inspection.blocks[0].number)" : counted(total.blocks, "block"),
      "\(grouped(total.transactions)) transactions", "\(scaled(Double(total.gas)))gas",
    ]
    let forks = inspection.blocks.map(\.fork).reduce(into: [String]()) { forks, fork in
      if !forks.contains(fork) { forks.append(fork) }
    }
    parts.append(forks.count > 3 ? counted(forks.count, "fork") : forks.joined(separator: ", "))
    if let hash = inspection.sha256 { parts.append("sha-256 \(hash.prefix(8))") }
    return heading(inspection.name) + wrapped(parts.joined(separator: " · ")) + "\n"
  }

  // MARK: All relations

  /// Which processor counts there is room for.
  private var shownProcessors: [Int] {
    width >= 110 ? WeightedBounds.processors : width >= 92 ? [2, 8, 32] : [8]
  }

  private func relations(_ total: BlockContention) -> String {
    let processors = shownProcessors
    let columns: [(String, TextTable.Alignment)] =
      [("dependencies", .left), ("", .left), ("waiting", .right), ("chain", .right)]
      + processors.map { ("P=\($0)", .right) }
      + [("P=∞", .right), ("parts", .right), ("R", .right)]
    let rows = total.relations.map { found in
      let bounds = found.byGas.speedupBounds
      let shown = processors.compactMap { wanted in
        WeightedBounds.processors.firstIndex(of: wanted).map { significant(bounds[$0]) }
      }
      return [
        found.relation.rawValue, found.relation.title, percent(found.dependentRatio),
        percent(found.chainShare),
      ] + shown + [
        significant(found.byGas.idealSpeedup), significant(found.byGas.componentBound),
        fixed(found.percolation.value, 2),
      ]
    }
    return table(columns, rows)
      + wrapped(
        "waiting: share that waits for another; chain: longest chain over transactions; P: the most that "
          + "so many processors gain, by gas; parts: the most by executing components in order; R: "
          + "percolation index, one component takes over near 1") + "\n"
  }

  // MARK: One relation

  private func detail(_ found: RelationContention, blocks: Int) -> String {
    let columns: [(String, TextTable.Alignment)] =
      [("speedup", .left), ("", .left)]
      + WeightedBounds.processors.map { ("P=\($0)", .right) } + [("P=∞", .right)]
    var rows: [[String]] = []
    for (unit, bounds) in [
      ("by count", found.byCount), ("by gas", found.byGas), ("by time", found.byTime),
    ] where bounds.total > 0 {
      rows.append(
        [unit, "at most"] + bounds.speedupBounds.map(significant)
          + [significant(bounds.idealSpeedup)])
      rows.append(["", "if greedy"] + bounds.greedyGuarantees.map(significant))
    }
    let heading = heading(
      "\(found.relation.rawValue) \(found.relation.title): \(found.relation.models)")
    return heading + wrapped(chainText(found, blocks: blocks)) + "\n"
      + wrapped(
        "components  \(grouped(found.components)), the largest of "
          + "\(counted(found.largestComponent, "transaction"))") + "\n" + table(columns, rows)
  }

  private func chainText(_ found: RelationContention, blocks: Int) -> String {
    let gas = found.byGas
    var text =
      "longest chain\(blocks > 1 ? "s" : "")  \(grouped(Int(found.byCount.path))) of "
      + "\(grouped(found.transactions)) transactions (\(percent(found.chainShare))), "
      + "\(scaled(gas.path))gas of \(scaled(gas.total))gas (\(percent(gas.path / max(gas.total, 1))))"
    let time = found.byTime
    if time.total > 0 {
      text +=
        ", \(fixed(time.path / 1e6, 2)) of \(fixed(time.total / 1e6, 2)) ms "
        + "(\(percent(time.path / time.total)), medians of sequential runs)"
    }
    if blocks == 1, found.chain.count > 1 {
      let shown = found.chain.prefix(8).map(String.init).joined(separator: " → ")
      text += "; \(shown)\(found.chain.count > 8 ? " → …" : "")"
    }
    return text
  }

  // MARK: Distances

  private func distances(_ found: RelationContention) -> String {
    let counts = found.distances.counts
    let title = heading("distance to the nearest that a transaction waits for")
    guard let most = counts.max(), most > 0 else { return title + "none waits\n" }
    let labels = counts.indices.map { place in
      let range = DistanceHistogram.distances(place)
      return plain(
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)")
    }
    let labelWidth = labels.map(\.count).max() ?? 0
    let digits = grouped(most).count
    let room = width - labelWidth - digits - 10
    return title
      + zip(labels, counts).map { label, count in
        let share = percent(Double(count) / Double(max(1, found.dependents)))
        return padded(label, labelWidth) + "  " + padded(grouped(count), digits) + "  "
          + padded(share, 5) + " " + bar(Double(count) / Double(most), room) + "\n"
      }.joined()
  }

  /// As long as its share of the room, in eighths of a character where there are blocks to show them.
  private func bar(_ share: Double, _ room: Int) -> String {
    guard isStyled else {
      return String(repeating: "#", count: Int((share * Double(room)).rounded(.up)))
    }
    let eighths = max(share > 0 ? 1 : 0, Int((share * Double(room) * 8).rounded()))
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
  }

  // MARK: Text

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// Broken into lines at spaces.
  func wrapped(_ text: String) -> String {
    var lines: [String] = []
    for word in plain(text).split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + word)
      }
    }
    return lines.joined(separator: "\n")
  }
}
