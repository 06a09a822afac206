/// One state of a progress bar, as text.
struct ProgressBar {
  var done: Int
  var total: Int
  /// Time left, if it can be told.
  var remaining: String?
  var label: String

  /// The bar in at most `columns` - 1 columns: the label gives way first, so that the line never wraps.
  func text(columns: Int) -> String {
    let width = 24
    let filled = min(width, done * width / max(total, 1))
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let rest = remaining.map { ", \($0) left" } ?? ""
    let line = "\(bar) \(done)/\(total)\(rest)  \(label)"
    return String(line.prefix(max(columns - 1, 1)))
  }
}
