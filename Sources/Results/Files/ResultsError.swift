/// Why a file of results could not be read or written: which file, where in it, and what to do.
public struct ResultsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault it is, for the exit code.
  public enum Kind: Hashable, Sendable {
    /// There is no such file or folder.
    case notFound
    /// The system refused to read or to write: permissions, a full disk, a folder in a file's place.
    case system
    /// The file is not what it should be.
    case malformed
    /// Another process is writing the file.
    case busy
  }

  public var kind: Kind
  public var path: String
  /// From 1; nil where the fault has no place in the text.
  public var line: Int?
  /// From 1, in bytes.
  public var column: Int?
  public var problem: String
  /// What the reader can do about it.
  public var remedy: String

  public init(
    _ kind: Kind, path: String, line: Int? = nil, column: Int? = nil, problem: String,
    remedy: String
  ) {
    self.kind = kind
    self.path = path
    self.line = line
    self.column = column
    self.problem = problem
    self.remedy = remedy
  }

  /// One line: "runs.csv:3:14: wall_ns is \"12x\", not a whole number from 1; …".
  public var description: String {
    var place = path
    if let line { place += ":\(line)" }
    if let line, line > 0, let column { place += ":\(column)" }
    return "\(place): \(problem); \(remedy)"
  }
}
