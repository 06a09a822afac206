/// One value of a spec with the place where it was written.
///
/// Our own tree rather than the YAML library's, so that values keep their place when overrides replace
/// some of them.
struct SpecNode: Sendable {
  enum Value: Sendable {
    /// `isQuoted` tells "5" from 5: quoted text is never a number.
    case scalar(String, isQuoted: Bool)
    case sequence([SpecNode])
    /// In the order of the file; keys are distinct.
    case mapping([Entry])
  }

  struct Entry: Sendable {
    var key: String
    var keyOrigin: Origin
    var value: SpecNode
  }

  var value: Value
  var origin: Origin

  /// A group of keys, each with a word or number, as if it had been written at `origin`.
  init(words: [(String, String)], origin: Origin) {
    let entries = words.map { key, word in
      Entry(
        key: key, keyOrigin: origin,
        value: SpecNode(value: .scalar(word, isQuoted: false), origin: origin))
    }
    self.init(value: .mapping(entries), origin: origin)
  }

  init(value: Value, origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// What the value is, for messages.
  var kind: String {
    switch value {
    case .scalar(let text, _): text.isEmpty ? "nothing" : "'\(text.prefix(40))'"
    case .sequence: "a list"
    case .mapping: "a group of keys"
    }
  }

  /// What a group has under `key`; nil if it has nothing there, or is no group.
  func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = value else { return nil }
    return entries.first { $0.key == key }
  }

  /// Whether this is a group with that key.
  func has(_ key: String) -> Bool { entry(key) != nil }
}

extension SpecNode {
  /// The group without one of its keys.
  func without(_ key: String) -> SpecNode {
    guard case .mapping(let entries) = value else { return self }
    return SpecNode(value: .mapping(entries.filter { $0.key != key }), origin: origin)
  }

  /// All words and numbers in it, by dotted path below `path`, in the order of the file.
  func leaves(path: String) -> [(path: String, value: String)] {
    func step(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    return switch value {
    case .scalar(let text, _): [(path, text)]
    case .sequence(let items):
      items.enumerated().flatMap { $1.leaves(path: step("\($0)")) }
    case .mapping(let entries): entries.flatMap { $0.value.leaves(path: step($0.key)) }
    }
  }
}

extension SpecNode {
  /// Makes one `-p key=value` override.
  mutating func apply(override text: String) throws(WorkloadError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = String(parts[0])
    guard parts.count == 2, !key.isEmpty else {
      throw WorkloadError(
        at: .override(text), key: key, "is not of the form key=value",
        remedy: "write, for instance, -p transactions_per_block=500 or -p profiles.0.share=0.5")
    }
    let value = try SpecNode(yaml: String(parts[1]), override: text, key: key)
    try set(key, to: value, from: .override(text))
  }

  /// Replaces, or adds, the value at a dotted path; list items are named by their number from 0.
  ///
  /// The result is read with the same checks as the file, so a wrong key or type is found there; only a
  /// path that leads nowhere is refused here, in the name of `origin`.
  mutating func set(_ key: String, to new: SpecNode, from origin: Origin) throws(WorkloadError) {
    let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains("") else {
      throw WorkloadError(
        at: origin, key: key, "has an empty step in its path", remedy: "write a.b.c")
    }
    try set(path[...], to: new, key: key, from: origin)
  }

  private mutating func set(
    _ path: ArraySlice<String>, to new: SpecNode, key: String, from origin: Origin
  ) throws(WorkloadError) {
    guard let step = path.first else {
      self = new
      return
    }
    switch value {
    case .mapping(var entries):
      let index = entries.firstIndex { $0.key == step } ?? entries.count
      if index == entries.count {
        let empty = SpecNode(value: .mapping([]), origin: origin)
        entries.append(Entry(key: step, keyOrigin: origin, value: empty))
      }
      try entries[index].value.set(path.dropFirst(), to: new, key: key, from: origin)
      value = .mapping(entries)
    case .sequence(var items):
      guard let index = Int(step), items.indices.contains(index) else {
        throw WorkloadError(
          at: origin, key: key, "there is no item '\(step)' in a list of \(items.count)",
          remedy: "items are numbered from 0")
      }
      try items[index].set(path.dropFirst(), to: new, key: key, from: origin)
      value = .sequence(items)
    case .scalar:
      throw WorkloadError(
        at: origin, key: key, "'\(step)' would be a key inside \(kind)",
        remedy: "shorten the path by it")
    }
  }
}
