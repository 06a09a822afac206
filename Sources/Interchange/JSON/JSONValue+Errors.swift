extension JSONValue {
  /// The error that says this value is not what it should be.
  func expected(_ what: String) -> InterchangeError {
    let node = node
    guard kind != .object, kind != .array, kind != .null else {
      return error("expected \(what), found \(kind.words)")
    }
    let shown = String(decoding: text.prefix(40), as: UTF8.self)
    let cut = node.end - node.start > 40 ? "…" : ""
    return error("expected \(what), found \(kind.words): \(shown)\(cut)")
  }

  /// An error at this value's place.
  func error(_ problem: String) -> InterchangeError {
    let node = node
    let quote = kind == .string || kind == .escapedString ? 1 : 0
    let place = textPosition(of: Int(node.start) - quote, in: document.bytes)
    return InterchangeError(
      file: document.file, line: place.line, column: place.column, path: path, problem: problem)
  }

  /// Where this value stands in its document, like `add11.transaction.gasLimit[0]`; a key has its
  /// value's place. Walks down from the root: for errors only.
  var path: String {
    var path = ""
    var container = JSONValue(document: document, index: 0)
    while let (step, child) = container.step(towards: index) {
      path += step.hasPrefix("[") || path.isEmpty ? step : "." + step
      container = child
    }
    return path
  }

  /// The child of this value that holds the node numbered `target`, or is it, and its name.
  private func step(towards target: Int) -> (name: String, child: JSONValue)? {
    guard target > index, target < Int(node.next) else { return nil }
    if kind == .object, let members = try? members() {
      for (key, value) in members where target < Int(value.node.next) {
        return (decodedString(key.text), value)
      }
    }
    if kind == .array, let elements = try? elements() {
      for (offset, value) in elements.enumerated() where target < Int(value.node.next) {
        return ("[\(offset)]", value)
      }
    }
    return nil
  }
}
