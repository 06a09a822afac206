/// A group of keys being read: each key by name and type, with what is missing, wrong or out of range
/// refused in one line that names place, key and remedy.
///
/// Opening a section names every key it knows, so that a misspelt key is reported as unknown (with the
/// key it was probably meant to be) rather than as the absence of the right one.
public struct SpecSection: Sendable {
  private let entries: [SpecNode.Entry]
  let origin: Origin
  /// Dotted path of the section; empty at the top.
  let path: String

  /// Opens `node`, which must be a group of keys all of which are in `keys`.
  init(_ node: SpecNode, path: String, keys: [String]) throws(WorkloadError) {
    self = try SpecSection(open: node, path: path)
    try allow(keys)
  }

  /// Opens `node` without saying yet which keys it may have: `allow` has to follow.
  init(open node: SpecNode, path: String) throws(WorkloadError) {
    guard case .mapping(let entries) = node.value else {
      throw WorkloadError(
        at: node.origin, key: path, "must be a group of keys, not \(node.kind)",
        remedy: "write one 'key: value' a line")
    }
    self.entries = entries
    origin = node.origin
    self.path = path
  }

  /// Refuses the first key that is not among `keys`.
  func allow(_ keys: [String]) throws(WorkloadError) {
    for entry in entries where !keys.contains(entry.key) {
      let remedy =
        nearMiss(of: entry.key, among: keys).map { "did you mean '\($0)'?" }
        ?? "the keys here are \(keys.joined(separator: ", "))"
      throw WorkloadError(
        at: entry.keyOrigin, key: path(of: entry.key), "unknown key", remedy: remedy)
    }
  }

  /// Whether the key is given.
  func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

  func node(_ key: String) -> SpecNode? { entries.first { $0.key == key }?.value }

  func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// The error that `key`, or what is given for it, is wrong.
  func error(_ key: String, _ problem: String, remedy: String) -> WorkloadError {
    WorkloadError(
      at: node(key)?.origin ?? origin, key: path(of: key), problem, remedy: remedy)
  }

  /// The same, pointing at the key rather than at what is given for it: for lists and groups, which
  /// begin on a later line.
  func error(at key: String, _ problem: String, remedy: String) -> WorkloadError {
    let place = entries.first { $0.key == key }?.keyOrigin ?? origin
    return WorkloadError(at: place, key: path(of: key), problem, remedy: remedy)
  }

  func missing(_ key: String, remedy: String) -> WorkloadError {
    WorkloadError(at: origin, key: path(of: key), "is missing", remedy: remedy)
  }
}
