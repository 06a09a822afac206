/// The runs of a `runs.csv`, in the order they were made.
public struct RunLog: Hashable, Sendable {
  public var records: [RunRecord]
  /// The last line, where it was cut short; the rows before it are all there.
  public var truncatedTail: TruncatedTail?

  public init(records: [RunRecord], truncatedTail: TruncatedTail? = nil) {
    self.records = records
    self.truncatedTail = truncatedTail
  }

  /// A line that a crash or a full disk cut short, left out of the records.
  public struct TruncatedTail: Hashable, Sendable, CustomStringConvertible {
    public var path: String
    public var line: Int
    /// Where the whole rows before it end, in bytes.
    var offset: Int

    public var description: String {
      "\(path):\(line): the last row was cut short and is left out; the rows before it are kept"
    }
  }

  /// Reads a `runs.csv`, or that of a folder of results.
  ///
  /// - Throws: ``ResultsError`` of kind `notFound`, `system` or `malformed`.
  public static func read(from path: String) throws(ResultsError) -> RunLog {
    let file = file(of: path)
    return try RunLog(parsing: readFile(file), path: file)
  }

  /// The `runs.csv` that a path means: its own, or that of a folder of results.
  public static func file(of path: String) -> String {
    isFolder(path) ? fileName(in: path) : path
  }

  /// The path of the `runs.csv` in a folder of results.
  public static func fileName(in folder: String) -> String {
    (folder.hasSuffix("/") ? folder : folder + "/") + "runs.csv"
  }

  /// Takes the bytes of a `runs.csv` apart. Never traps, whatever they are.
  ///
  /// - Parameter path: named in errors; not opened.
  /// - Throws: ``ResultsError`` of kind `malformed` at the first fault.
  public init(parsing bytes: [UInt8], path: String) throws(ResultsError) {
    // Every row is written with its line end, so what follows the last one is a row cut short.
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let whole = try Self.rows(of: Array(bytes[..<end]), path: path)
    guard let header = whole.first else {
      throw ResultsError(
        .malformed, path: path, line: 1, problem: bytes.isEmpty ? "the file is empty" : "no header",
        remedy: "give a runs.csv that gridlock run wrote")
    }
    try Self.checkHeader(header, path: path)
    records = []
    records.reserveCapacity(whole.count)
    for row in whole.dropFirst() { records.append(try RunRecord(row: row, path: path)) }
    if end < bytes.count {
      let line = bytes[..<end].count { $0 == 0x0A } + 1
      // A last row can be whole and lack its line end only: it ends in the literal of `valid`.
      if let row = (try? CSVDocument(parsing: Array(bytes[end...])))?.rows.first,
        let record = try? RunRecord(row: row, path: path)
      {
        records.append(record)
      } else {
        truncatedTail = TruncatedTail(path: path, line: line, offset: end)
      }
    }
  }

  private static func rows(
    of bytes: [UInt8], path: String
  ) throws(ResultsError) -> [[CSVDocument.Field]] {
    do throws(CSVDocument.Fault) {
      return try CSVDocument(parsing: bytes).rows
    } catch {
      throw ResultsError(
        .malformed, path: path, line: error.line, column: error.column, problem: error.problem,
        remedy: "mend or remove the line; was the file edited by another program?")
    }
  }

  /// The first difference between the header and the schema, in words.
  static func checkHeader(_ header: [CSVDocument.Field], path: String) throws(ResultsError) {
    let expected = RunRecord.columnNames
    for (index, field) in header.enumerated()
    where index >= expected.count || field.text != expected[index] {
      let wanted = index < expected.count ? "\"\(expected[index])\"" : "no further column"
      throw ResultsError(
        .malformed, path: path, line: field.line, column: field.column,
        problem: "column \(index + 1) of the header is \"\(excerpt(field.text))\", not \(wanted)",
        remedy:
          "give a runs.csv of schema version \(RunRecord.schemaVersion), as gridlock run writes")
    }
    guard header.count == expected.count else {
      throw ResultsError(
        .malformed, path: path, line: 1,
        problem: "the header lacks the column \"\(expected[header.count])\"",
        remedy:
          "give a runs.csv of schema version \(RunRecord.schemaVersion), as gridlock run writes")
    }
  }
}

/// A text short enough for a message.
func excerpt(_ text: String) -> String {
  text.count <= 40 ? text : text.prefix(40) + "…"
}
