import Foundation

/// What a suite file asks for: cases (workloads with their settings) to be run under the same
/// schedulers, worker counts and number of pairs.
public struct SuiteSpec: Sendable {
  /// One workload of the suite.
  public struct Case: Sendable {
    /// Unique within the suite.
    public let name: String
    public let workload: WorkloadSpec
    /// Hints of its own, as ``SuiteSpec/hints``.
    public let hints: [String]?
  }

  /// What somebody who knows the schedulers, or hints, says of a name.
  public enum NameCheck: Sendable {
    /// It is one, and this is its one spelling.
    case known(String)
    case wrong(problem: String, remedy: String)
  }

  /// Names the folder of results: letters, digits, dots, dashes and underscores.
  public let name: String
  /// A line for people; empty if the file has none.
  public let summary: String
  /// Pairs of runs (one a scheduler) to measure of every case and worker count.
  public let pairs: Int
  /// Unmeasured runs of every scheduler before them.
  public let warmup: Int
  /// Names of schedulers, with their settings, without repetition.
  public let schedulers: [String]
  /// Worker counts, without repetition.
  public let threads: [Int]
  /// Microseconds that every first read of a slot takes more; zero for storage in memory.
  public let readLatency: Int
  public let cases: [Case]
  /// Hints that schedulers which take some are run with, each spelt as in "learned:missing=0.2"; nil if
  /// the file says nothing of them.
  public let hints: [String]?
  /// Blocks at the beginning of every case that predictors learn from and nobody is measured on.
  public let learningBlocks: Int
  /// Whether each case is also executed sequentially by several workers at once: what the machine allows.
  public let measuresCopies: Bool

  /// Keys of a suite that an override may change.
  private static let overridable = [
    "pairs", "warmup", "schedulers", "threads", "read_latency", "hints", "learning_blocks",
    "copies", "cases",
  ]
  static let keys = ["name", "description"] + overridable

  /// Reads a suite file; a workload file is read as a suite of that one case.
  /// - Parameters:
  ///   - overrides: `key=value` texts. `pairs`, `warmup`, `schedulers`, `threads`, `read_latency`,
  ///     `hints`, `learning_blocks`, `copies` and `cases.…` change the suite, every other key the workload of each
  ///     case.
  ///   - check: What is known of a name in `schedulers`, with settings or without, as in
  ///     "name:key=value"; by default everything is taken as it is.
  public static func load(
    path: String, overrides: [String] = [],
    checkingSchedulers check: (String) -> NameCheck = { .known($0) },
    checkingHints checkHints: (String) -> NameCheck = { .known($0) }
  ) throws(WorkloadError) -> SuiteSpec {
    var node = try readSpecFile(path)
    let isWorkload = isWorkload(node)
    let isClear = node.has("profiles") || node.has("cases")
    if isWorkload { node = suite(ofWorkload: node, path: path) }
    var workloadOverrides: [String] = []
    for override in overrides {
      let step = String(override.prefix { $0 != "=" && $0 != "." })
      if overridable.contains(step) {
        try node.apply(override: override)
      } else {
        workloadOverrides.append(override)
      }
    }
    do throws(WorkloadError) {
      return try SuiteSpec(
        node, folder: (path as NSString).deletingLastPathComponent, isOneWorkload: isWorkload,
        overrides: workloadOverrides, check: check, checkHints: checkHints)
    } catch {
      if isClear { throw error }
      var error = error
      error.remedy +=
        isWorkload
        ? " (by its keys this is a workload file; a suite has 'cases')"
        : " (by its keys this is a suite; a workload file has 'profiles')"
      throw error
    }
  }

  /// Whether a file is a workload's: by the key that only one of the two has, and where that is missing, or
  /// misspelt, by what the other keys are.
  private static func isWorkload(_ node: SpecNode) -> Bool {
    if node.has("profiles") || node.has("cases") { return !node.has("cases") }
    func known(_ keys: [String]) -> Int { keys.count { node.has($0) } }
    return known(WorkloadSpec.keys) > known(keys)
  }

  /// A suite that has no case of its own, with what a file gets that says nothing.
  /// - Precondition: the name is a file's.
  public init(named name: String) {
    self.name = String(
      decoding: name.utf8.map { isFileNameByte($0) ? $0 : UInt8(ascii: "-") }, as: UTF8.self)
    summary = ""
    pairs = Self.defaultPairs
    warmup = Self.defaultWarmup
    schedulers = Self.defaultSchedulers
    threads = Self.defaultThreads
    readLatency = 0
    cases = []
    hints = nil
    learningBlocks = 0
    measuresCopies = true
  }

  /// Pairs that can be meant, also on a command line.
  public static let possiblePairs = 1...10_000
  /// The same of unmeasured runs.
  public static let possibleWarmup = 0...1_000
  /// The same of blocks to learn from.
  public static let possibleLearningBlocks = 0...1_000_000

  /// What holds where a suite does not say it.
  public static let defaultPairs = 6
  /// What holds where a suite does not say it.
  public static let defaultWarmup = 1
  static let defaultSchedulers = ["sequential", "block-stm"]
  /// What holds where a suite does not say it.
  public static let defaultThreads = [1, 2]
  /// Results name the worker in a byte. Every worker is a thread with a stack of its own besides: more of them are
  /// a mistake, not an experiment.
  public static let mostThreads = 256

  /// A suite with the workload in it, named as the file is.
  private static func suite(ofWorkload node: SpecNode, path: String) -> SpecNode {
    let origin = node.origin
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    func entry(_ key: String, _ value: SpecNode.Value) -> SpecNode.Entry {
      .init(key: key, keyOrigin: origin, value: SpecNode(value: value, origin: origin))
    }
    let name = SpecNode.Value.scalar(stem, isQuoted: true)
    let only = SpecNode(
      value: .mapping([
        entry("name", name), .init(key: "workload", keyOrigin: origin, value: node),
      ]), origin: origin)
    return SpecNode(
      value: .mapping([entry("name", name), entry("cases", .sequence([only]))]), origin: origin)
  }

  private init(
    _ node: SpecNode, folder: String, isOneWorkload: Bool, overrides: [String],
    check: (String) -> NameCheck,
    checkHints: (String) -> NameCheck
  ) throws(WorkloadError) {
    let section = try SpecSection(node, path: "", keys: Self.keys)
    name = try section.text("name")
    guard name.utf8.allSatisfy(isFileNameByte), name.first != "." else {
      throw section.error(
        "name", "'\(name)' cannot name a folder",
        remedy: "use letters, digits, dots, dashes and underscores")
    }
    summary = section.has("description") ? try section.text("description") : ""
    pairs = try section.integer("pairs", in: Self.possiblePairs, default: Self.defaultPairs)
    warmup = try section.integer("warmup", in: Self.possibleWarmup, default: Self.defaultWarmup)
    schedulers = try section.schedulers(check)
    threads = try section.threads()
    readLatency = try section.integer("read_latency", in: 0...100_000, default: 0)
    hints = try section.hints(checkHints)
    learningBlocks = try section.integer(
      "learning_blocks", in: Self.possibleLearningBlocks, default: 0)
    measuresCopies =
      try section.name("copies", of: ["yes", "no"], what: "answer", default: "yes") == "yes"
    cases = try section.cases(
      folder: folder, isOneWorkload: isOneWorkload, overrides: overrides, checkHints: checkHints)
  }
}

private func isFileNameByte(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    || "-_.".utf8.contains(byte)
}
