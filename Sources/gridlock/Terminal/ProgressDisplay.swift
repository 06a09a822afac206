/// Shows on standard error how far a long job is: a bar that stays in its line on a terminal, a plain
/// line at each tenth otherwise (logs, pipes), or nothing.
struct ProgressDisplay {
  private enum Style { case bar, lines, none }

  private let style: Style
  private let total: Int
  private let started = ContinuousClock.now
  private var tenthsShown = 0
  private var barIsShown = false

  /// - Parameter total: the number of steps of the whole job.
  init(total: Int, quiet: Bool = false, terminal: Terminal = .standardError) {
    self.total = max(total, 1)
    style = quiet ? .none : terminal.isInteractive ? .bar : .lines
  }

  /// Shows that `done` steps are behind us and that `label` is what goes on now.
  mutating func show(_ done: Int, _ label: String) {
    switch style {
    case .none: break
    case .bar: showBar(done, label)
    case .lines: showLine(done, label)
    }
  }

  /// Prints a line of its own above the bar.
  mutating func note(_ line: String) {
    guard style != .none else { return }
    eraseBar()
    printToStandardError(line)
  }

  /// Takes the bar away.
  mutating func finish() { eraseBar() }

  private mutating func showBar(_ done: Int, _ label: String) {
    let columns = Terminal.standardError.columns
    let line = ProgressBar(done: done, total: total, remaining: remaining(done), label: label)
    writeToStandardError("\r\u{1B}[K\(line.text(columns: columns))")
    barIsShown = true
  }

  private mutating func showLine(_ done: Int, _ label: String) {
    let tenths = done * 10 / total
    guard tenths > tenthsShown else { return }
    tenthsShown = tenths
    let rest = remaining(done).map { ", about \($0) left" } ?? ""
    printToStandardError("\(tenths * 10)% (\(done) of \(total) executions\(rest)): \(label)")
  }

  private mutating func eraseBar() {
    guard barIsShown else { return }
    writeToStandardError("\r\u{1B}[K")
    barIsShown = false
  }

  /// From the pace so far; nil before there is one and after the end.
  private func remaining(_ done: Int) -> String? {
    guard done > 0, done < total else { return nil }
    let elapsed = (ContinuousClock.now - started) / .seconds(1)
    let seconds = Int(elapsed / Double(done) * Double(total - done)) + 1
    return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }
}
