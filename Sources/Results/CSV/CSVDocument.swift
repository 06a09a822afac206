/// A CSV text taken apart by RFC 4180, each field with its place.
///
/// Strict: a quote inside an unquoted field, text after a closing quote, a lone carriage return and
/// bytes that are not UTF-8 are errors, because each means that the file is not what it was written as.
/// Lines end in LF or CRLF; a byte-order mark at the start is skipped, as spreadsheets write one.
public struct CSVDocument: Hashable, Sendable {
  /// A field and where it starts.
  public struct Field: Hashable, Sendable {
    public var text: String
    /// From 1.
    public var line: Int
    /// In bytes, from 1.
    public var column: Int
  }

  /// The lines of fields; an empty line is a row of one empty field.
  public var rows: [[Field]]

  /// What is wrong with a text, and where.
  public struct Fault: Error, Hashable, Sendable {
    public var line: Int
    public var column: Int
    public var problem: String
  }

  /// - Throws: the first ``Fault``.
  /// - Complexity: O(bytes).
  public init(parsing bytes: [UInt8]) throws(Fault) {
    var parser = CSVParser(bytes: bytes)
    try parser.parse()
    rows = parser.rows
  }
}
