import Yams

extension SpecNode {
  /// Reads the one document of a YAML text.
  ///
  /// What could exhaust memory or stack is refused before the YAML library sees it: see ``YAMLBounds``.
  init(yaml text: String, path: String) throws(WorkloadError) {
    try YAMLBounds.check(text, origin: .wholeFile(path: path), key: "")
    try self.init(composing: text, key: "") { place in
      guard let place else { return .wholeFile(path: path) }
      return .file(path: path, line: place.line, column: place.column)
    }
  }

  /// Reads the value of an override: a number, a word, or a list or group in YAML's one-line form.
  init(yaml text: String, override: String, key: String) throws(WorkloadError) {
    try YAMLBounds.check(text, origin: .override(override), key: key)
    try self.init(composing: text, key: key) { _ in .override(override) }
  }

  private init(
    composing text: String, key: String, origin: (TextPlace?) -> Origin
  ) throws(WorkloadError) {
    let root: Node?
    do {
      root = try compose(yaml: text)
    } catch {
      throw WorkloadError(yaml: error, text: text, key: key, origin: origin)
    }
    guard let root else {
      throw WorkloadError(
        at: origin(nil), key: key, "is empty", remedy: "see Workloads/transfers.yaml for an example"
      )
    }
    var budget = YAMLBounds.expandedNodes
    self = try SpecNode(root, key: key, budget: &budget, origin: origin)
  }

  private init(
    _ node: Node, key: String, budget: inout Int, origin: (TextPlace?) -> Origin
  ) throws(WorkloadError) {
    budget -= 1
    guard budget >= 0 else {
      throw WorkloadError(
        at: origin(TextPlace(node.mark)), key: key,
        "has more than \(YAMLBounds.expandedNodes) values once aliases are expanded",
        remedy: "write fewer cases, or spread them over several files")
    }
    let value: Value
    switch node {
    case .scalar(let scalar):
      value = .scalar(scalar.string, isQuoted: scalar.style != .plain && scalar.style != .any)
    case .sequence(let sequence):
      var items: [SpecNode] = []
      for (index, item) in sequence.enumerated() {
        let itemKey = key.isEmpty ? "\(index)" : "\(key).\(index)"
        items.append(try SpecNode(item, key: itemKey, budget: &budget, origin: origin))
      }
      value = .sequence(items)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (name, item) in mapping {
        guard case .scalar(let scalar) = name else {
          throw WorkloadError(
            at: origin(TextPlace(name.mark)), key: key, "has a key that is not a word",
            remedy: "name the key")
        }
        let itemKey = key.isEmpty ? scalar.string : "\(key).\(scalar.string)"
        entries.append(
          Entry(
            key: scalar.string, keyOrigin: origin(TextPlace(name.mark)),
            value: try SpecNode(item, key: itemKey, budget: &budget, origin: origin)))
      }
      value = .mapping(entries)
    case .alias:
      throw WorkloadError(
        at: origin(TextPlace(node.mark)), key: key, "is an alias to nothing",
        remedy: "write the value out")
    }
    self.init(value: value, origin: origin(TextPlace(node.mark)))
  }
}

/// Line and column, both from 1.
private struct TextPlace {
  var line: Int
  var column: Int
}

extension TextPlace {
  init?(_ mark: Mark?) {
    guard let mark else { return nil }
    self.init(line: mark.line, column: mark.column)
  }
}

extension WorkloadError {
  /// What the YAML library objects to.
  fileprivate init(yaml error: any Error, text: String, key: String, origin: (TextPlace?) -> Origin)
  {
    switch error as? YamlError {
    case .duplicatedKeysInMapping(let duplicates, let context):
      let name = duplicates.first ?? ""
      let second = secondPlace(of: name, after: context.mark, in: text)
      self.init(
        at: origin(second), key: key.isEmpty ? name : "\(key).\(name)",
        "is given twice, first in line \(context.mark.line)", remedy: "delete one of the two")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(
        at: origin(TextPlace(mark)), key: key, "is not YAML: \(problem)",
        remedy: "check indentation, colons and brackets there")
    default:
      self.init(
        at: origin(nil), key: key, "is not YAML text", remedy: "give a text file in UTF-8")
    }
  }
}

/// Where a duplicate key stands the second time: the library tells only the first. The next line on
/// which the key begins in the same column; the first place if it is in one-line form.
private func secondPlace(of key: String, after first: Mark, in text: String) -> TextPlace {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  for index in lines.indices.dropFirst(first.line) {
    let rest = lines[index].dropFirst(first.column - 1)
    let indentation = lines[index].prefix(first.column - 1)
    if indentation.allSatisfy({ $0 == " " || $0 == "-" }), rest.hasPrefix(key),
      rest.dropFirst(key.count).drop(while: { $0 == " " }).hasPrefix(":")
    {
      return TextPlace(line: index + 1, column: first.column)
    }
  }
  return TextPlace(line: first.line, column: first.column)
}
