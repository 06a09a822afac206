import Foundation

/// The lists of a suite file.
extension SpecSection {
  /// The `schedulers` list; sequential and Block-STM if it is absent. An item is a name, with settings
  /// as on the command line, or a group `{name: …, key: value}`.
  func schedulers(
    _ check: (String) -> SuiteSpec.NameCheck
  ) throws(WorkloadError) -> [String] {
    guard has("schedulers") else { return SuiteSpec.defaultSchedulers }
    var names: [String] = []
    for item in try list("schedulers", limit: 100, remedy: "write [sequential, block-stm]") {
      let name = try scheduler(item, check)
      guard !names.contains(name) else {
        throw wrongItem(item, "schedulers", "'\(name)' is listed twice", "delete one of the two")
      }
      names.append(name)
    }
    return names
  }

  private func scheduler(
    _ item: SpecNode, _ check: (String) -> SuiteSpec.NameCheck
  ) throws(WorkloadError) -> String {
    switch item.value {
    case .scalar(let name, _) where !name.isEmpty:
      return try checked(name, check, at: item.origin)
    case .mapping(let entries):
      guard let name = item.entry("name"), case .scalar(let word, _) = name.value.value else {
        throw wrongItem(item, "schedulers", "a scheduler has no name", "write {name: block-stm, …}")
      }
      // A setting at a time, so that an error points at the one that is wrong.
      var spelling = word
      var known = try checked(spelling, check, at: name.value.origin)
      for entry in entries where entry.key != "name" {
        guard case .scalar(let value, _) = entry.value.value, !value.contains(":") else {
          throw wrongItem(
            entry.value, "schedulers",
            "\(entry.key.prefix(60)) must be a word or number, not \(entry.value.kind)",
            "see gridlock list schedulers")
        }
        spelling += ":\(entry.key)=\(value)"
        known = try checked(spelling, check, at: entry.keyOrigin)
      }
      return known
    default:
      throw wrongItem(item, "schedulers", "must be a name, not \(item.kind)", "name a scheduler")
    }
  }

  private func checked(
    _ name: String, _ check: (String) -> SuiteSpec.NameCheck, at origin: Origin
  ) throws(WorkloadError) -> String {
    switch check(name) {
    case .known(let spelling): return spelling
    case .wrong(let problem, let remedy):
      throw WorkloadError(at: origin, key: path(of: "schedulers"), problem, remedy: remedy)
    }
  }

  /// The `hints` list, nil if it is absent. An item is a text such as "learned:missing=0.2", or a group
  /// `{source: learned, missing: 0.2}`.
  func hints(_ check: (String) -> SuiteSpec.NameCheck) throws(WorkloadError) -> [String]? {
    guard has("hints") else { return nil }
    var texts: [String] = []
    for item in try list("hints", limit: 100, remedy: "write [perfect, learned]") {
      var text = ""
      switch item.value {
      case .scalar(let word, _) where !word.isEmpty: text = word
      case .mapping(let entries):
        guard case .scalar(let source, _) = item.entry("source")?.value.value else {
          throw wrongItem(item, "hints", "hints have no source", "write {source: learned, …}")
        }
        text = source
        for entry in entries where entry.key != "source" {
          guard case .scalar(let value, _) = entry.value.value else {
            throw wrongItem(
              entry.value, "hints",
              "\(entry.key.prefix(60)) must be a number, not \(entry.value.kind)",
              "write, for instance, missing: 0.2")
          }
          text += ":\(entry.key)=\(value)"
        }
      default:
        throw wrongItem(
          item, "hints", "must be a source of hints, not \(item.kind)", "write learned")
      }
      switch check(text) {
      case .known(let spelling): texts.append(spelling)
      case .wrong(let problem, let remedy): throw wrongItem(item, "hints", problem, remedy)
      }
    }
    return texts
  }

  /// The `threads` list; one and two workers if it is absent.
  func threads() throws(WorkloadError) -> [Int] {
    guard has("threads") else { return SuiteSpec.defaultThreads }
    var counts: [Int] = []
    for item in try list("threads", limit: 100, remedy: "write, for instance, [1, 2, 4]") {
      guard case .scalar(let text, false) = item.value, let digits = decimalInteger(text),
        let count = Int(digits), (1...SuiteSpec.mostThreads).contains(count)
      else {
        throw wrongItem(
          item, "threads", "\(item.kind) is no number of workers",
          "give whole numbers from 1 to \(SuiteSpec.mostThreads)")
      }
      guard !counts.contains(count) else {
        throw wrongItem(item, "threads", "\(count) is listed twice", "delete one of the two")
      }
      counts.append(count)
    }
    return counts
  }

  /// The `cases` list: each a workload, by path from the suite's folder or written out, with the
  /// settings of its `set` and then `overrides` applied.
  /// - Parameter isOneWorkload: whether the file is that of the only workload, whose keys messages then name
  ///   as they are in it.
  func cases(
    folder: String, isOneWorkload: Bool, overrides: [String],
    checkHints: (String) -> SuiteSpec.NameCheck
  ) throws(WorkloadError) -> [SuiteSpec.Case] {
    var cases: [SuiteSpec.Case] = []
    let remedy = "list at least one '- name: …' with a 'workload: …'"
    for (index, item) in try list("cases", remedy: remedy).enumerated() {
      let section = try SpecSection(
        item, path: path(of: "cases.\(index)"), keys: ["name", "workload", "set", "hints"])
      let name = try section.text("name")
      guard !cases.contains(where: { $0.name == name }) else {
        throw section.error("name", "'\(name)' names two cases", remedy: "rename one of the two")
      }
      var (workload, path) = try section.workload(folder: folder)
      if isOneWorkload { path = "" }
      for setting in try section.settings() {
        try workload.set(setting.key, to: setting.value, from: setting.keyOrigin)
      }
      for override in overrides { try workload.apply(override: override) }
      cases.append(
        .init(
          name: name, workload: try WorkloadSpec(workload, path: path),
          hints: try section.hints(checkHints)))
    }
    return cases
  }

  /// The workload of a case, and the path of its keys in messages.
  private func workload(folder: String) throws(WorkloadError) -> (SpecNode, path: String) {
    guard let node = node("workload") else {
      throw error("workload", "is missing", remedy: "name a workload file, or write one out here")
    }
    guard case .scalar = node.value else { return (node, path(of: "workload")) }
    let name = try text("workload")
    let isAbsolute = name.hasPrefix("/") || folder.isEmpty
    let file = isAbsolute ? name : (folder as NSString).appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file) else {
      throw error(
        "workload", "there is no file '\(file)'", remedy: "paths start from the suite's folder")
    }
    return (try readSpecFile(file), "")
  }

  private func settings() throws(WorkloadError) -> [SpecNode.Entry] {
    guard let node = node("set") else { return [] }
    guard case .mapping(let entries) = node.value else {
      throw error(
        "set", "must be a group of keys, not \(node.kind)",
        remedy: "write 'profiles.0.receiver.exponent: 1.2', one a line")
    }
    return entries
  }

  private func wrongItem(
    _ item: SpecNode, _ key: String, _ problem: String, _ remedy: String
  ) -> WorkloadError {
    WorkloadError(at: item.origin, key: path(of: key), problem, remedy: remedy)
  }
}
