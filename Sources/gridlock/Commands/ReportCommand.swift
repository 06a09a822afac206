import ArgumentParser
import Foundation
import Reporting
import Results

/// `gridlock report RESULTS`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the report of a stored session again.",
    discussion: """
      Reads runs.csv and the env.json beside it, and writes what 'gridlock run' wrote of them at its end: \
      Reports/<suite>.md and Results/<suite>/summary.csv; the figures are printed, too. Nothing is measured. \
      What --trace-schedule adds to a report is not stored, and missing.

      RESULTS is a folder of results or a runs.csv; its last session is taken, or the one named after an \
      "@". env.json is of the last: an older one's report says nothing of the machine.

      Examples:
        gridlock report Results/quick
        gridlock report ci/Results/quick/runs.csv --out ci
        gridlock report Results/quick@20261120 --out older

      Exit codes: 0 written, 3 unreadable or not to be written, 64 wrong usage or no such file.
      """)

  @Argument(help: "The session: a folder of results or a runs.csv, with @SESSION.")
  var results: String

  @Option(
    help: ArgumentHelp(
      "Folder that gets Results/ and Reports/ (default: where the runs are, if that is Results/<suite> of one; "
        + "else the working folder).", valueName: "folder"))
  var out: String?

  func run() throws {
    let session = try describingRefusals { try StoredSession.load(results) }
    guard let suite = session.runs.first?.suite, Self.isName(suite) else {
      throw CommandFailure(
        .runFailed, "\(session.file): its suite has a name that no file can have; was it edited?")
    }
    let folder = (session.file as NSString).deletingLastPathComponent
    let environment = try environment(of: session, in: folder)
    let files = ResultFiles(folder: out ?? Self.home(of: folder, suite: suite), suite: suite)
    for note in session.notes { printToStandardError("gridlock: \(note)") }
    print(
      try files.write(
        Report(runs: session.runs, environment: environment), ofRuns: session.runs.count,
        in: session.file))
  }

  /// What the session ran on; nil where that is not stored.
  private func environment(
    of session: StoredSession, in folder: String
  ) throws -> EnvironmentRecord? {
    let environment: EnvironmentRecord
    do throws(ResultsError) {
      environment = try EnvironmentRecord.read(fromFolder: folder.isEmpty ? "." : folder)
    } catch {
      // In a condition of the catch this crashes the compiler (Swift 6.3).
      if error.kind == .notFound { return nil }
      throw error
    }
    guard environment.session == session.name else {
      printToStandardError(
        "gridlock: env.json is of session \(environment.session): this report lacks the machine")
      return nil
    }
    return environment
  }

  /// The folder under which `run` puts such a suite's files, by where its runs are.
  private static func home(of folder: String, suite: String) -> String {
    guard folder == "Results/" + suite || folder.hasSuffix("/Results/" + suite) else { return "." }
    let base = folder.dropLast("Results/\(suite)".count)
    return base.isEmpty ? "." : String(base)
  }

  /// Whether a file can be called so: the text is from a file that anybody may have written.
  private static func isName(_ suite: String) -> Bool {
    !suite.isEmpty && suite.first != "." && !suite.contains("/") && !suite.utf8.contains(0)
  }
}
