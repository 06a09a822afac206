import Results
import Statistics

/// The report's figures for a terminal: plain ASCII, without colour.
public struct TerminalReporter: Reporter {
  /// Columns of the terminal; nil prints every column of the table.
  public var width: Int?

  public init(width: Int? = nil) { self.width = width }

  public func render(_ report: Report) -> String {
    var text = ""
    var tables: [TextTable] = []
    for item in report.cases {
      tables.append(item.table(Self.columns, absent: "-"))
      text += facts(item) + "\n" + tables[tables.count - 1].plain(width: width) + "\n"
    }
    // Of the arms' columns only: traced executions have one called "prepare" too.
    let legend = legend(of: tables)
    if !report.schedules.isEmpty {
      tables.append(report.schedules.table)
      text += "where the time went (traced, not measured)\n"
      text += ascii(tables[tables.count - 1].plain(width: width)) + "\n"
    }
    let hidden = unique(tables.flatMap { $0.titlesHidden(width: width) })
    if !hidden.isEmpty { text += "too narrow to show: \(hidden.joined(separator: ", "))\n" }
    text +=
      "speedup: over sequential, 95% interval of paired runs; ~ = no evidence of a difference\n"
    text += legend
    for warning in report.warnings {
      text += "warning: \(ascii(warning.description))\n"
    }
    return text
  }

  private func facts(_ item: CaseReport) -> String {
    let workload = item.workload
    var facts = [workload.name]
    if let skew = workload.nominalSkew { facts.append("skew \(skew)") }
    facts.append("\(counted(workload.blocks, "block")), \(grouped(workload.transactions)) txs")
    if let bounds = item.boundText { facts.append(bounds) }
    facts.append("stream \(workload.streamHash.prefix(8))")
    return lines(facts.map(ascii))
  }

  /// The parts beside each other, going on in the next line where the terminal ends.
  private func lines(_ parts: [String]) -> String {
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + 2 + part.count <= width ?? .max {
        lines[lines.count - 1] = last + "  " + part
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + part)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What comes first is shown on the narrowest terminal.
  private static var columns: [ArmColumn] {
    [
      ArmColumn("scheduler", .left) { $0.scheduler },
      ArmColumn("workers") { "\($0.threads)" },
      ArmColumn("speedup") { arm in
        arm.speedup?.text(times: "x") ?? (arm.scheduler == sequentialScheduler ? "1x" : nil)
      },
      .hints("precision", \.precision),
      .hints("recall", \.recall),
      ArmColumn("txs/s") { rate($0.transactionsPerSecond) },
      ArmColumn("gas/s") { rate(Estimate(value: $0.gasPerSecond.value, interval: nil)) },
      ArmColumn("of bound") { $0.efficiency.map(percent) },
      ArmColumn("of machine", isOptional: true) { $0.shareOfMachine?.shortShareText },
      ArmColumn("exec/tx") { fixed($0.executionsPerTransaction, 2) },
      ArmColumn("wasted") { percent($0.wastedGasShare) },
      .preparation("prepare"),
      ArmColumn("CPU s/Ggas") { significant($0.cpuSecondsPerGigagas) },
      ArmColumn("valid/tx") { fixed($0.validationsPerTransaction, 2) },
      ArmColumn("aborts") { $0.aborts == 0 ? "0" : significant($0.aborts) },
      ArmColumn("runs") { "\($0.runs)" },
    ].map(\.inASCII)
  }

  /// What columns mean that not every report has.
  private func legend(of tables: [TextTable]) -> String {
    let shown = tables.flatMap { $0.titlesShown(width: width) }
    var text = ""
    if shown.contains("recall") {
      text +=
        "precision, recall: of hinted locations, share accessed; of accessed ones, share hinted\n"
    }
    if shown.contains("prepare") {
      text += "prepare: share of the time that passed before a first transaction could run\n"
    }
    return text
  }

  private static func rate(_ estimate: Estimate) -> String {
    // "39.9k": the space of "39.9 k" is the one that decides what 80 columns hold.
    let text = scaled(estimate.value).filter { $0 != " " }
    return text + (estimate.relativeMargin.map { " +-\(percent($0))" } ?? "")
  }
}

extension ArmColumn {
  fileprivate var inASCII: Self {
    var column = self
    column.text = { [text] in text($0).map(ascii) }
    return column
  }
}

/// Each element once, in the order of its first occurrence.
private func unique(_ elements: [String]) -> [String] {
  var seen: Set<String> = []
  return elements.filter { seen.insert($0).inserted }
}

/// The text in ASCII: our own signs by their stand-ins, anything else by "?".
func ascii(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "×": result.append("x")
    case "–", "—", "−": result.append("-")
    case "±": result += "+-"
    case "…": result += "..."
    case "µ": result += "u"
    case "θ": result += "theta"
    case "`", "*": continue
    default: result.append(character.isASCII && character != "\u{1B}" ? character : "?")
    }
  }
  return result
}
