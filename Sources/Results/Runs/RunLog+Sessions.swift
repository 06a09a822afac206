extension RunLog {
  /// The sessions in the order of their first run.
  public var sessions: [String] {
    var seen: Set<String> = []
    return records.compactMap { seen.insert($0.session).inserted ? $0.session : nil }
  }

  /// The runs of one session, in the order of execution; the last session's where none is named.
  ///
  /// - Parameter name: a session, or a beginning that only one session has.
  /// - Returns: nil where there is no such session.
  public func session(_ name: String? = nil) -> [RunRecord]? {
    let matches = sessions.filter { name == nil || $0.hasPrefix(name ?? "") }
    let chosen = name == nil ? matches.last : matches.first { $0 == name } ?? matches.first
    guard let chosen, name == nil || matches.count == 1 || chosen == name else { return nil }
    return records.filter { $0.session == chosen }.sorted { $0.position.slot < $1.position.slot }
  }
}
