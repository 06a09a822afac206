/// A table of texts, as Markdown or as aligned plain text.
struct TextTable {
  enum Alignment { case left, right }

  struct Column {
    var title: String
    var alignment: Alignment
  }

  var columns: [Column]
  private(set) var rows: [[String]] = []

  /// - Parameter columns: titles with their alignment: names to the left, numbers to the right.
  init(_ columns: [(String, Alignment)]) {
    self.columns = columns.map { Column(title: $0.0, alignment: $0.1) }
  }

  /// Adds a row; what is missing is empty, what is too much is left out.
  mutating func append(_ row: [String]) {
    rows.append(Array((row + Array(repeating: "", count: columns.count)).prefix(columns.count)))
  }

  private var widths: [Int] {
    columns.indices.map { column in
      rows.reduce(columns[column].title.count) { max($0, $1[column].count) }
    }
  }

  /// A pipe table of GitHub's Markdown, its source aligned too.
  var markdown: String {
    let widths = widths
    func line(_ cells: [String]) -> String {
      "| "
        + cells.indices.map { aligned(escaped(cells[$0]), $0, widths[$0]) }.joined(separator: " | ")
        + " |"
    }
    let rule = columns.indices.map { column in
      columns[column].alignment == .left
        ? String(repeating: "-", count: max(3, widths[column]))
        : String(repeating: "-", count: max(2, widths[column] - 1)) + ":"
    }
    let body = [line(columns.map(\.title)), "| " + rule.joined(separator: " | ") + " |"]
    return (body + rows.map(line)).joined(separator: "\n") + "\n"
  }

  /// Columns divided by two spaces.
  ///
  /// - Parameter width: of the terminal: columns are left out from the right until the rest fits, and names
  ///   longer than half of it stand above the rest of their rows. Nil keeps all beside each other.
  func plain(width: Int?) -> String {
    let widths = widths
    let first = isFirstColumnAbove(width: width) ? 1 : 0
    let shown = first..<columnsShown(width: width)
    func line(_ cells: [String]) -> String {
      var text = shown.map { aligned(cells[$0], $0, widths[$0]) }.joined(separator: "  ")
      while text.last == " " { text.removeLast() }
      return (first == 1 ? cells[0] + "\n  " : "") + text + "\n"
    }
    return line(columns.map(\.title)) + rows.map(line).joined()
  }

  /// The titles of the columns that ``plain(width:)`` has.
  func titlesShown(width: Int?) -> [String] {
    columns[..<columnsShown(width: width)].map(\.title)
  }

  /// The titles of the columns that ``plain(width:)`` leaves out.
  func titlesHidden(width: Int?) -> [String] {
    columns[columnsShown(width: width)...].map(\.title)
  }

  private func columnsShown(width: Int?) -> Int {
    let widths = widths
    var shown = columns.count
    guard let width else { return shown }
    // Below its name a row is indented by as much as divides columns.
    let name = isFirstColumnAbove(width: width) ? 0 : widths[0]
    while shown > 2, name + widths[1..<shown].reduce(0, +) + 2 * (shown - 1) > width { shown -= 1 }
    return shown
  }

  private func isFirstColumnAbove(width: Int?) -> Bool {
    guard let width, columns.count > 1 else { return false }
    return widths[0] > width / 2
  }

  private func aligned(_ text: String, _ column: Int, _ width: Int) -> String {
    let padding = String(repeating: " ", count: max(0, width - text.count))
    return columns[column].alignment == .left ? text + padding : padding + text
  }

  private func escaped(_ text: String) -> String {
    text.contains("|")
      ? text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|") : text
  }
}
