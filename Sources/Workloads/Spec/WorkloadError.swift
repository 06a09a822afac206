/// Why a workload or suite file cannot be used: where, what, and what to do about it.
///
/// The description is one line, such as
/// `swaps.yaml:12:17: profiles.0.pool.exponent: -1 is out of range; give a number from 0 to 20`.
public struct WorkloadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as the caller named it; nil where an override is to blame.
  public var file: String?
  /// From 1; nil where the whole file or an override is to blame.
  public var line: Int?
  /// From 1, counted in characters.
  public var column: Int?
  /// The override `key=value` to blame instead of a place in the file.
  public var override: String?
  /// The dotted path of the key in question; empty for the file as a whole.
  public var key: String
  /// What is wrong.
  public var problem: String
  /// What to do.
  public var remedy: String

  init(at origin: Origin, key: String, _ problem: String, remedy: String) {
    switch origin {
    case .file(let path, let line, let column):
      file = path
      self.line = line
      self.column = column
    case .wholeFile(let path):
      file = path
    case .override(let text):
      override = text
    }
    self.key = key
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String {
    var place = override.map { "override '\($0)'" } ?? file ?? "workload"
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    let text = place + ": " + (key.isEmpty ? "" : key + ": ") + problem + "; " + remedy
    // What is quoted from the file may contain anything, and this has to stay one line.
    return String(text.map { $0.isNewline || $0.unicodeScalars.allSatisfy(isControl) ? " " : $0 })
  }
}

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.generalCategory == .control
}

/// Where a value of a spec was written.
enum Origin: Hashable, Sendable {
  case file(path: String, line: Int, column: Int)
  case wholeFile(path: String)
  /// The text of a `-p key=value`.
  case override(String)
}

/// Of `candidates`, the one that `name` most likely meant: at most two edits away, and fewer than half
/// of its characters.
public func nearMiss(of name: String, among candidates: [String]) -> String? {
  candidates
    .map { (candidate: $0, distance: editDistance(name.lowercased(), $0.lowercased())) }
    .filter { $0.distance <= 2 && 2 * $0.distance < max(name.count, 2) }
    .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
    .candidate
}

/// Insertions, deletions and replacements that turn `a` into `b` (Levenshtein).
/// Only the beginnings are compared: a key of thousands of characters is no near miss of anything.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.prefix(64))
  let b = Array(b.prefix(64))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let replaced = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
