/// A JSON text and the places of its values.
///
/// Strict RFC 8259: one value, UTF-8, no duplicate keys, no lone surrogates, and nesting of at most
/// ``JSONScanner/greatestDepth``. Any other input is refused with line and column; none traps.
///
/// - Complexity: linear in the text, but for *n* log *n* over the keys of an object.
final class JSONDocument: Sendable {
  /// The name that errors give.
  let file: String
  let bytes: [UInt8]
  let nodes: [JSONNode]

  /// Scans `bytes`; `file` is only what errors call them.
  init(file: String, bytes: [UInt8]) throws(InterchangeError) {
    self.file = file
    self.bytes = bytes
    do throws(JSONSyntaxError) {
      nodes = try JSONScanner.scan(bytes)
    } catch {
      let place = textPosition(of: error.offset, in: bytes)
      throw InterchangeError(
        file: file, line: place.line, column: place.column, problem: error.problem)
    }
  }

  /// Reads and scans the file at `path`.
  convenience init(path: String) throws(InterchangeError) {
    try self.init(file: path, bytes: Interchange.bytes(ofFile: path))
  }

  /// The document's one value.
  var root: JSONValue { JSONValue(document: self, index: 0) }
}

/// Line and column, from 1, of an offset in a text. Walks the text: for errors only.
func textPosition(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
  var line = 1
  var lineStart = 0
  for (index, byte) in bytes.prefix(offset).enumerated() where byte == UInt8(ascii: "\n") {
    line += 1
    lineStart = index + 1
  }
  return (line, offset - lineStart + 1)
}
