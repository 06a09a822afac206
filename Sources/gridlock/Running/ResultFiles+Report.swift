import Reporting
import Results

extension ResultFiles {
  /// Writes summary and report of a session, and what its traces say, if it has any.
  ///
  /// - Parameters:
  ///   - count: of the session's runs.
  ///   - source: the file that they are in.
  /// - Returns: The report for the terminal.
  /// - Throws: `ResultsError`.
  func write(_ report: Report, ofRuns count: Int, in source: String) throws -> String {
    try writeFile(CSVReporter().render(report), to: summary)
    let isTraced = !report.schedules.isEmpty
    if isTraced { try writeFile(ScheduleCSVReporter().render(report), to: schedule) }
    try writeFile(
      MarkdownReporter(generator: "gridlock \(gridlockVersion)").render(report), to: self.report)
    let terminal = Terminal.standardOutput
    let width = terminal.isInteractive ? terminal.columns : nil
    return TerminalReporter(width: width).render(report)
      + "\n\(count) runs: \(source)\nReport: \(self.report)"
      + (isTraced ? "\nSchedule: \(schedule)" : "")
  }
}
