import Results

/// One session of a `runs.csv`, whole.
public struct StoredSession: Hashable, Sendable {
  public var name: String
  /// The `runs.csv`.
  public var file: String
  /// In the order of execution, those included that failed their check. Never empty.
  public var runs: [RunRecord]
  /// What is not in it, and why.
  public var notes: [String]

  /// Reads a folder of results or a `runs.csv`: its last session, or after an "@" the one named.
  ///
  /// "Results/quick", "Results/quick/runs.csv", "Results/quick@20261121T080351Z"; the beginning of a
  /// session's name will do where only one begins so.
  ///
  /// - Throws: ``ResultsError``, also of kind `notFound` where there is no such session.
  public static func load(_ argument: String) throws(ResultsError) -> Self {
    let (log, file, name) = try read(argument)
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
    return Self(name: first.session, file: file, runs: records, notes: notes)
  }

  private static func read(
    _ argument: String
  ) throws(ResultsError) -> (log: RunLog, file: String, session: String?) {
    do throws(ResultsError) {
      // First as it stands: a path may hold an "@" too.
      return (try RunLog.read(from: argument), RunLog.file(of: argument), nil)
    } catch {
      guard error.kind == .notFound, let mark = argument.lastIndex(of: "@"),
        mark != argument.startIndex
      else { throw error }
      let path = String(argument[..<mark])
      return (
        try RunLog.read(from: path), RunLog.file(of: path),
        String(argument[argument.index(after: mark)...])
      )
    }
  }
}
