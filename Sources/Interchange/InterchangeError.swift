/// A file that cannot be read as what it should be: which file, where in it, and why.
public struct InterchangeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path as the caller gave it.
  public var file: String
  /// From 1; nil where the fault is no place in the text.
  public var line: Int?
  /// From 1, in bytes; nil as ``line`` is.
  public var column: Int?
  /// Where in the document, like `add11.transaction.gasLimit[0]`; nil where the text is not JSON.
  public var path: String?
  /// What is wrong there, in words.
  public var problem: String
  /// Whether the text is as it should be, and the RLP that it spells is not.
  public var isRLP = false

  public init(
    file: String, line: Int? = nil, column: Int? = nil, path: String? = nil, problem: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.problem = problem
  }

  /// `file:line:column: path: problem`, without the parts that are unknown.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let column { text += ":\(column)" }
    if let path, !path.isEmpty { text += ": \(path)" }
    return text + ": " + problem
  }
}
