import ArgumentParser

/// The value of an option such as `--threads 1,2,4`: one or more elements between commas.
struct CommaSeparated<Element: LosslessStringConvertible & Sendable>: ExpressibleByArgument,
  Sendable
{
  var elements: [Element]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    elements = parts.compactMap { Element(String($0).trimmed) }
    guard elements.count == parts.count, !parts.contains(where: \.isEmpty) else { return nil }
  }
}

extension String {
  /// Without white space at the ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
