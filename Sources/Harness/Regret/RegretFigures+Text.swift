import Foundation

extension RegretFigures {
  /// The figures for people.
  public var text: String {
    let (mean, interval) = regret
    let total = totals
    let processor = processorTotals
    let sequential = candidates.firstIndex(of: SchedulerSelection.baseline.name)
    var lines = [
      "\(stream): \(blocks) blocks, \(workers) workers, \(hints), "
        + "\(times.count - 1) rounds after the first",
      "",
      "| scheduler | total ms | processor ms | speedup |",
      "|---|--:|--:|--:|",
    ]
    for (arm, name) in (candidates + [subject]).enumerated() {
      let speedup = sequential.map { format("%.2f", total[$0] / total[arm]) } ?? ""
      lines.append(
        "| \(name) | \(format("%.1f", total[arm] / 1e6)) | \(format("%.1f", processor[arm] / 1e6)) | "
          + "\(speedup) |")
    }
    lines += [
      "| best for each block, of the same runs | \(format("%.1f", hindsightOfSameRuns / 1e6)) | | |",
      "",
      "Regret of \(subject) over the best candidate for each block in hindsight: "
        + "\(percent(mean))\(interval.map { " [\(percent($0.lower)), \(percent($0.upper))]" } ?? ""); "
        + "in the first round, knowing nothing, \(percent(firstRegret)).",
      "(The best are found in the other rounds than the one in which they are timed. Totals are sums of "
        + "the blocks' medians.)",
      "",
      "| best in hindsight | blocks | \(subject) chose, in the last round |",
      "|---|--:|---|",
    ]
    for row in choiceTable {
      let choices = row.choices.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
      lines.append("| \(row.best) | \(row.blocks) | \(choices) |")
    }
    return lines.joined(separator: "\n")
  }

  /// One line a round, block and arm: `round,block,scheduler,wall_ns,cpu_ns`, with a header.
  public var csv: String {
    var lines = ["round,block,scheduler,wall_ns,cpu_ns"]
    for round in times.indices {
      for block in 0..<blocks {
        for (arm, name) in (candidates + [subject]).enumerated() {
          lines.append(
            "\(round),\(block),\(name),\(times[round][block][arm]),\(processorTimes[round][block][arm])"
          )
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func percent(_ share: Double) -> String { format("%.1f", share * 100) + "%" }

  private func format(_ pattern: String, _ value: Double) -> String {
    String(format: pattern, value)
  }
}
