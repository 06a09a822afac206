import Foundation
import Results

/// Where a suite's results are.
struct ResultFiles: Sendable {
  /// The folder `Results/<suite>`.
  let results: String
  /// The folder `Reports`.
  let reports: String
  private let suite: String

  /// - Parameter folder: where Results/ and Reports/ are.
  init(folder: String, suite: String) {
    let base = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    self.suite = suite
    results = base + "Results/" + suite
    reports = base + "Reports"
  }

  /// One row per run, of all sessions.
  var runs: String { results + "/runs.csv" }
  /// The newest session in figures.
  var summary: String { results + "/summary.csv" }
  /// What the traced executions of the newest session that had some spent their time on.
  var schedule: String { results + "/schedule.csv" }
  /// The newest session for people.
  var report: String { "\(reports)/\(suite).md" }

  /// Finds out whether the folders could be made and written to, and makes nothing.
  func checkCreatable() throws(ResultsError) {
    for folder in [results, reports] {
      var place = folder
      while access(place, F_OK) != 0, errno == ENOENT, place != ".", place != "/" {
        let above = (place as NSString).deletingLastPathComponent
        place = above.isEmpty ? "." : above
      }
      // The dot asks the same of a file in a folder's place: it has no entries.
      guard access(place + "/.", W_OK | X_OK) == 0 else {
        throw ResultsError(
          .system, path: folder, problem: "cannot write there: \(String(cString: strerror(errno)))",
          remedy: "choose a folder that you may write to with --out")
      }
    }
  }

  /// Finds out before an hour of measuring that its report could not be written.
  func checkWritable() throws(ResultsError) {
    for folder in [results, reports] {
      let probe = "\(folder)/.gridlock-\(getpid())"
      try writeFile("", to: probe)
      unlink(probe)
    }
  }
}
