import Workloads

extension HintSetting {
  /// The keys that say something of hints.
  static let keys = ["hints", "age", "missing", "over-wide"]

  /// Takes what is said of hints out of a spelling such as "static-dag:hints=learned:missing=0.2".
  ///
  /// - Returns: the rest, and the setting; nil if nothing is said of hints.
  /// - Throws: ``HintSpellingError``.
  static func extract(
    from spelling: String
  ) throws(HintSpellingError) -> (rest: String, setting: HintSetting?) {
    let parts = spelling.split(separator: ":", omittingEmptySubsequences: false)
    var rest: [Substring] = []
    var said: [(key: String, value: String)] = []
    for (index, part) in parts.enumerated() {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if index > 0, words.count == 2, keys.contains(String(words[0])) {
        said.append((String(words[0]), String(words[1])))
      } else {
        rest.append(part)
      }
    }
    let setting = said.isEmpty ? nil : try HintSetting(said)
    return (rest.joined(separator: ":"), setting)
  }

  /// The setting that a text such as "learned:missing=0.2" spells: a source, and after it how its sets
  /// are spoilt.
  /// - Throws: ``HintSpellingError``.
  public init(spelling: String) throws(HintSpellingError) {
    let parts = spelling.split(separator: ":", omittingEmptySubsequences: false)
    var said = [(key: "hints", value: String(parts[0]))]
    for part in parts.dropFirst() {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard words.count == 2, Self.keys.dropFirst().contains(words[0]) else {
        throw HintSpellingError(
          "\"\(part.prefix(60))\" says nothing of hints",
          "after the source there can be age, missing and over-wide, each with =NUMBER")
      }
      said.append((words[0], words[1]))
    }
    try self.init(said)
  }

  private init(_ said: [(key: String, value: String)]) throws(HintSpellingError) {
    self.init(.perfect)
    var seen: Set<String> = []
    for (key, value) in said {
      guard seen.insert(key).inserted else {
        throw HintSpellingError("\(key) is said twice", "say it once")
      }
      try set(key, to: value)
    }
    guard age == 0 || source == .stale else {
      throw HintSpellingError(
        "age=\(age) is for stale hints, not \(source.rawValue) ones", "leave it out")
    }
    guard source != .none || (missing == 0 && overWide == 0) else {
      throw HintSpellingError("no hints can neither miss nor be too wide", "leave that out")
    }
  }

  private mutating func set(_ key: String, to value: String) throws(HintSpellingError) {
    switch key {
    case "hints":
      guard let known = Source(rawValue: value) else {
        let names = Source.allCases.map(\.rawValue)
        let all = "give \(names.joined(separator: ", "))"
        throw HintSpellingError(
          "there are no hints called \"\(value.prefix(60))\"",
          nearMiss(of: value, among: names).map { "did you mean \"\($0)\"? (\(all))" } ?? all)
      }
      source = known
    case "age":
      guard let blocks = Int(value), (0...Self.greatestAge).contains(blocks) else {
        throw HintSpellingError(
          "age cannot be \"\(value.prefix(60))\"",
          "give a number of blocks from 0 to \(Self.greatestAge)")
      }
      age = blocks
    default:
      guard let share = Double(value), (0...1).contains(share) else {
        throw HintSpellingError(
          "\(key) cannot be \"\(value.prefix(60))\"", "give a probability from 0 to 1")
      }
      if key == "missing" { missing = share } else { overWide = share }
    }
  }
}

/// A text that spells no hints.
public struct HintSpellingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let problem: String
  public let remedy: String
  public var description: String { "\(problem); \(remedy)" }

  init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }
}
