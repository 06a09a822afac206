import Results
import Statistics

/// The report's figures for a terminal: plain ASCII, without colour.
public struct TerminalReporter: Reporter {
  /// Columns of the terminal; nil prints every column of the table.
  public var width: Int?

  public init(width: Int? = nil) { self.width = width }

  public func render(_ report: Report) -> String {
    var text = ""
    var hidden: [String] = []
    for item in report.cases {
      let table = table(item)
      text += facts(item) + "\n" + table.plain(width: width) + "\n"
      for title in table.titlesHidden(width: width) where !hidden.contains(title) {
        hidden.append(title)
      }
    }
    if !report.schedules.isEmpty {
      let table = report.schedules.table
      text += "where the time went (traced, not measured)\n\(ascii(table.plain(width: width)))\n"
      for title in table.titlesHidden(width: width) where !hidden.contains(title) {
        hidden.append(title)
      }
    }
    if !hidden.isEmpty { text += "too narrow to show: \(hidden.joined(separator: ", "))\n" }
    text +=
      "speedup: over sequential, 95% interval of paired runs; ~ = no evidence of a difference\n"
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

  private func table(_ item: CaseReport) -> TextTable {
    let machine = item.machineColumn
    var table = TextTable(
      [
        ("scheduler", .left), ("workers", .right), ("speedup", .right), ("txs/s", .right),
        ("gas/s", .right), ("of bound", .right),
      ] + machine + [
        ("exec/tx", .right), ("wasted", .right), ("CPU s/Ggas", .right), ("valid/tx", .right),
        ("aborts", .right), ("runs", .right),
      ])
    for arm in item.arms {
      let speedup =
        arm.speedup?.text(times: "x")
        ?? (arm.scheduler == sequentialScheduler ? "1x" : "-")
      table.append(
        ([
          arm.scheduler, "\(arm.threads)", speedup, rate(arm.transactionsPerSecond),
          rate(Estimate(value: arm.gasPerSecond.value, interval: nil)),
          arm.efficiency.map(percent) ?? "-",
        ] + machine.map { _ in arm.shareOfMachine?.shortShareText ?? "-" } + [
          fixed(arm.executionsPerTransaction, 2), percent(arm.wastedGasShare),
          significant(arm.cpuSecondsPerGigagas), fixed(arm.validationsPerTransaction, 2),
          arm.aborts == 0 ? "0" : significant(arm.aborts), "\(arm.runs)",
        ]).map(ascii))
    }
    return table
  }

  private func rate(_ estimate: Estimate) -> String {
    // "39.9k": the space of "39.9 k" is the one that decides what 80 columns hold.
    let text = scaled(estimate.value).filter { $0 != " " }
    return text + (estimate.relativeMargin.map { " +-\(percent($0))" } ?? "")
  }
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
