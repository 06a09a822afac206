/// Turns a report into text. Values in, text out: no clock, no files.
public protocol Reporter: Sendable {
  /// The whole text, ending in a line end.
  func render(_ report: Report) -> String
}
