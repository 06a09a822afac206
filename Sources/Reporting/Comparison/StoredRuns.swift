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
    let session = try StoredSession.load(argument)
    var notes = session.notes
    let valid = session.runs.filter(\.isValid)
    if valid.count < session.runs.count {
      notes.append(
        "\(argument): \(session.runs.count - valid.count) runs failed their check and are left out")
    }
    return Self(name: argument, session: session.name, runs: valid, notes: notes)
  }
}
