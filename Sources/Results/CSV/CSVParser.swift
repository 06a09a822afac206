/// The state of taking a CSV text apart.
struct CSVParser {
  let bytes: [UInt8]
  private(set) var rows: [[CSVDocument.Field]] = []
  private var position = 0
  private var line = 1
  private var lineStart = 0
  private var row: [CSVDocument.Field] = []

  init(bytes: [UInt8]) { self.bytes = bytes }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  mutating func parse() throws(CSVDocument.Fault) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      position = 3
      lineStart = 3
    }
    while position < bytes.count { try parseField() }
    // Either a field ended at the text's end, or a comma did and an empty field follows it.
    if !row.isEmpty { rows.append(row) }
  }

  private var column: Int { position - lineStart + 1 }

  private func fault(_ problem: String) -> CSVDocument.Fault {
    CSVDocument.Fault(line: line, column: column, problem: problem)
  }

  /// One field and the separator after it.
  private mutating func parseField() throws(CSVDocument.Fault) {
    let start = (line: line, column: column)
    let content = bytes[position] == Self.quote ? try quotedField() : try plainField()
    guard let text = String(validating: content, as: UTF8.self) else {
      throw CSVDocument.Fault(
        line: start.line, column: start.column, problem: "the field is not UTF-8 text")
    }
    row.append(CSVDocument.Field(text: text, line: start.line, column: start.column))
    try endField()
  }

  private mutating func endField() throws(CSVDocument.Fault) {
    guard position < bytes.count else { return }
    switch bytes[position] {
    case Self.comma:
      position += 1
      if position == bytes.count {
        row.append(CSVDocument.Field(text: "", line: line, column: column))
      } else if bytes[position] == Self.lineFeed || bytes[position] == Self.carriageReturn {
        // An empty last field: the loop of `parse` would take the line end for its start.
        row.append(CSVDocument.Field(text: "", line: line, column: column))
        try endField()
      }
    case Self.lineFeed:
      endRow(width: 1)
    case Self.carriageReturn
    where position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed:
      endRow(width: 2)
    case Self.carriageReturn:
      throw fault("a carriage return without a line feed")
    default:
      throw fault("text after a closing quote")
    }
  }

  private mutating func endRow(width: Int) {
    rows.append(row)
    row = []
    position += width
    line += 1
    lineStart = position
  }

  private mutating func plainField() throws(CSVDocument.Fault) -> [UInt8] {
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case Self.comma, Self.lineFeed, Self.carriageReturn:
        return Array(bytes[start..<position])
      case Self.quote:
        throw fault("a quote inside a field that does not start with one")
      default:
        position += 1
      }
    }
    return Array(bytes[start...])
  }

  private mutating func quotedField() throws(CSVDocument.Fault) -> [UInt8] {
    let opening = fault("a quoted field that is never closed")
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.quote {
        guard position < bytes.count, bytes[position] == Self.quote else { return content }
        position += 1
      } else if byte == Self.lineFeed {
        line += 1
        lineStart = position
      }
      content.append(byte)
    }
    throw opening
  }
}
