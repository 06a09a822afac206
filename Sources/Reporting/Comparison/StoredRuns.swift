import Results

/// The runs of one stored session: one side of a comparison.
public struct StoredRuns: Hashable, Sendable {
  /// As the user named it.
  public var name: String
  public var session: String
  /// Valid runs only, in the order of execution.
  public var runs: [RunRecord]
  /// What was left out, and why.
  public var notes: [String]

  public init(name: String, session: String, runs: [RunRecord], notes: [String] = []) {
    self.name = name
    self.session = session
    self.runs = runs
    self.notes = notes
  }

  /// Reads a folder of results or a `runs.csv`: its last session, or after an "@" the one named.
  ///
  /// "Results/quick", "Results/quick/runs.csv", "Results/quick@20261121T080351Z"; the beginning of a
  /// session's name will do where only one begins so.
  ///
  /// - Throws: ``ResultsError``, also of kind `notFound` where there is no such session.
  public static func load(_ argument: String) throws(ResultsError) -> Self {
    let (log, name) = try read(argument)
    guard let records = log.session(name), let first = records.first else {
      let sessions = log.sessions.suffix(5).joined(separator: ", ")
      throw ResultsError(
        .notFound, path: argument,
        problem: name.map { "no single session is called \"\($0)\"" } ?? "there are no runs in it",
        remedy: sessions.isEmpty
          ? "run a suite first: gridlock run" : "its last sessions are: \(sessions)")
    }
    var notes: [String] = []
    if let tail = log.truncatedTail { notes.append(tail.description) }
    if name == nil, log.sessions.count > 1 {
      notes.append(
        "\(argument) holds \(log.sessions.count) sessions; this is the last, \(first.session)")
    }
    let valid = records.filter(\.isValid)
    if valid.count < records.count {
      notes.append(
        "\(argument): \(records.count - valid.count) runs failed their check and are left out")
    }
    return Self(name: argument, session: first.session, runs: valid, notes: notes)
  }

  private static func read(
    _ argument: String
  ) throws(ResultsError) -> (log: RunLog, session: String?) {
    do throws(ResultsError) {
      // First as it stands: a path may hold an "@" too.
      return (try RunLog.read(from: argument), nil)
    } catch {
      guard error.kind == .notFound, let mark = argument.lastIndex(of: "@"),
        mark != argument.startIndex
      else { throw error }
      return (
        try RunLog.read(from: String(argument[..<mark])),
        String(argument[argument.index(after: mark)...])
      )
    }
  }
}
