extension RunRecord {
  /// Reads a row of `runs.csv`.
  init(row: [CSVDocument.Field], path: String) throws(ResultsError) {
    guard let first = row.first else {
      throw ResultsError(.malformed, path: path, problem: "an empty row", remedy: "remove it")
    }
    guard row.count == Self.columnNames.count else {
      throw ResultsError(
        .malformed, path: path, line: first.line,
        problem: "the row has \(row.count) fields, not \(Self.columnNames.count)",
        remedy: "mend or remove the line")
    }
    guard first.text == "\(Self.schemaVersion)" else {
      throw ResultsError(
        .malformed, path: path, line: first.line, column: first.column,
        problem: "schema_version is \"\(excerpt(first.text))\", not \(Self.schemaVersion)",
        remedy: "read it with the version of gridlock that wrote it")
    }
    self = .blank
    for (column, field) in zip(Self.columns, row.dropFirst()) {
      guard column.read(field.text, &self) else {
        throw ResultsError(
          .malformed, path: path, line: field.line, column: field.column,
          problem: "\(column.name) is \"\(excerpt(field.text))\", not \(column.expectation)",
          remedy: "mend or remove the line")
      }
    }
  }
}
