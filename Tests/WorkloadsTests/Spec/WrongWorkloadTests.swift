import Foundation
import Testing

@testable import Workloads

/// A file that must be refused, and where the refusal has to point.
struct WrongWorkload: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var bytes: [UInt8]
  var line: Int?
  var key: String
  var words: String

  /// The workload below with one text replaced by another.
  init(_ name: String, _ old: String, _ new: String, line: Int?, key: String, words: String) {
    precondition(Self.good.contains(old))
    let text = Self.good.replacingOccurrences(of: old, with: new)
    self.init(name, bytes: Array(text.utf8), line: line, key: key, words: words)
  }

  init(_ name: String, bytes: [UInt8], line: Int?, key: String, words: String) {
    testDescription = name
    self.bytes = bytes
    self.line = line
    self.key = key
    self.words = words
  }

  static let good = """
    name: sample
    seed: 7
    blocks: 2
    transactions_per_block: 50
    accounts: 1000
    profiles:
      - profile: transfers
        share: 0.5
        sender: {distribution: uniform}
        receiver:
          distribution: zipf
          exponent: 1.1
      - profile: swaps
        share: 0.5
        trader: {distribution: uniform}
        pools: 8
        pool: {distribution: hot-set, keys: 0.25, accesses: 0.9}

    """

  static let all = [
    // The ten of the acceptance list.
    WrongWorkload(
      "unknown key", "blocks: 2", "blocs: 2", line: 3, key: "blocs",
      words: "unknown key; did you mean 'blocks'?"),
    WrongWorkload(
      "negative exponent", "exponent: 1.1", "exponent: -1.1", line: 12,
      key: "profiles.0.receiver.exponent", words: "-1.1 is out of range; give a number from 0 to 20"
    ),
    WrongWorkload(
      "shares that do not sum", "share: 0.5\n    trader", "share: 0.6\n    trader", line: 6,
      key: "profiles", words: "the shares sum to 1.1, not 1"),
    WrongWorkload(
      "unknown distribution", "distribution: zipf", "distribution: zipff", line: 11,
      key: "profiles.0.receiver.distribution",
      words: "there is no distribution 'zipff'; did you mean 'zipf'?"),
    WrongWorkload(
      "10^12 accounts", "accounts: 1000", "accounts: 1000000000000", line: 5, key: "accounts",
      words: "out of range; give a whole number from 1 to 10000000 (nonces are kept"),
    WrongWorkload("empty file", bytes: [], line: nil, key: "", words: "is empty"),
    WrongWorkload(
      "binary file", bytes: [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0xff, 0xfe], line: nil, key: "",
      words: "is a binary file"),
    WrongWorkload(
      "duplicate key", "accounts: 1000", "accounts: 1000\nseed: 8", line: 6, key: "seed",
      words: "is given twice, first in line 2"),
    WrongWorkload(
      "wrong type", "blocks: 2", "blocks: two", line: 3, key: "blocks",
      words: "must be a whole number, not 'two'"),
    WrongWorkload(
      "missing contract", "pools: 8", "pools: 8\n    pool_contract: uniswap", line: 17,
      key: "profiles.1.pool_contract",
      words: "there is no contract 'uniswap'; the contracts are pool"),
    // More of the same kinds.
    WrongWorkload(
      "unknown profile", "profile: swaps", "profile: swap", line: 13, key: "profiles.1.profile",
      words: "there is no profile 'swap'; did you mean 'swaps'?"),
    WrongWorkload(
      "unfit contract", "pools: 8", "pools: 8\n    pool_contract: erc20", line: 17,
      key: "profiles.1.pool_contract", words: "contract 'erc20' has no method swap("),
    WrongWorkload(
      "unknown key of a profile", "pools: 8", "pols: 8", line: 16, key: "profiles.1.pols",
      words: "did you mean 'pools'?"),
    WrongWorkload(
      "parameter of another law", "exponent: 1.1", "keys: 0.1", line: 12,
      key: "profiles.0.receiver.keys", words: "unknown key"),
    WrongWorkload(
      "missing key", "seed: 7\n", "", line: 1, key: "seed", words: "is missing"),
    WrongWorkload(
      "missing choice", "    trader: {distribution: uniform}\n", "", line: 13,
      key: "profiles.1.trader", words: "is missing"),
    WrongWorkload(
      "quoted number", "blocks: 2", "blocks: \"2\"", line: 3, key: "blocks",
      words: "must be a whole number"),
    WrongWorkload("no blocks", "blocks: 2", "blocks: 0", line: 3, key: "blocks", words: "range"),
    WrongWorkload(
      "fraction of a block", "blocks: 2", "blocks: 2.5", line: 3, key: "blocks",
      words: "must be a whole number"),
    WrongWorkload(
      "infinite exponent", "exponent: 1.1", "exponent: .inf", line: 12,
      key: "profiles.0.receiver.exponent", words: "must be a number"),
    WrongWorkload(
      "hexadecimal exponent", "exponent: 1.1", "exponent: 0x1", line: 12,
      key: "profiles.0.receiver.exponent", words: "must be a number"),
    WrongWorkload(
      "seed of 65 bits", "seed: 7", "seed: 18446744073709551616", line: 2, key: "seed",
      words: "out of range"),
    WrongWorkload(
      "negative seed", "seed: 7", "seed: -7", line: 2, key: "seed", words: "out of range"),
    WrongWorkload(
      "no hot key", "keys: 0.25", "keys: 0", line: 17, key: "profiles.1.pool.keys",
      words: "no key would be hot"),
    WrongWorkload(
      "list for a group", "receiver:\n      distribution: zipf\n      exponent: 1.1",
      "receiver: [zipf, 1.1]", line: 10, key: "profiles.0.receiver",
      words: "must be a group of keys, not a list"),
    WrongWorkload(
      "broken syntax", "{distribution: uniform}\n    receiver",
      "{distribution: uniform\n    receiver",
      line: 10, key: "", words: "is not YAML"),
    WrongWorkload(
      "a list at the top", bytes: Array("- 1\n".utf8), line: 1, key: "", words: "group"),
    WrongWorkload(
      "only a comment", bytes: Array("# nothing\n".utf8), line: nil, key: "", words: "is empty"),
    WrongWorkload(
      "line break and escape in a name", "profile: swaps", "profile: \"sw\\n\\eps\"", line: 13,
      key: "profiles.1.profile", words: "there is no profile 'sw  ps'"),
    WrongWorkload(
      "merge key", "seed: 7", "<<: {seed: 7}\nseed: 7", line: 2, key: "<<", words: "unknown key"),
  ]
}

@Suite struct WrongWorkloadTests {
  @Test func theSampleItselfIsGood() throws {
    let spec = try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml")
    #expect(spec.seed == 7)
    #expect(spec.mix.map(\.name) == ["transfers", "swaps"])
  }

  @Test(arguments: WrongWorkload.all)
  func isRefusedInOneLine(sample: WrongWorkload) throws {
    let path = NSTemporaryDirectory() + "gridlock-\(UUID().uuidString).yaml"
    try Data(sample.bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let error = try #require(throws: WorkloadError.self) { try WorkloadSpec.load(path: path) }
    #expect(error.file == path)
    #expect(error.line == sample.line, "\(error)")
    #expect(error.key == sample.key, "\(error)")
    #expect("\(error)".contains(sample.words), "\(error)")
    #expect(!"\(error)".contains("\n"))
    #expect(!error.remedy.isEmpty)
  }

  @Test func totalOfTransactionsIsBounded() throws {
    let error = try #require(throws: WorkloadError.self) {
      try WorkloadSpec.parse(
        WrongWorkload.good, name: "x",
        overrides: ["blocks=100000", "transactions_per_block=1000000"])
    }
    #expect(error.key == "transactions_per_block")
  }

  @Test func aSuiteIsNoWorkload() throws {
    let path = packageRoot.appending(path: "Workloads/suites/quick.yaml").path
    let error = try #require(throws: WorkloadError.self) { try WorkloadSpec.load(path: path) }
    #expect("\(error)".contains("is a suite"))
  }

  @Test func unreadableFiles() throws {
    for path in ["/nonexistent/workload.yaml", "/", "/dev/zero"] {
      let error = try #require(throws: WorkloadError.self) { try WorkloadSpec.load(path: path) }
      #expect("\(error)".hasPrefix(path + ": "))
    }
  }

  /// Texts that would exhaust stack or memory, or take forever, if they reached the YAML library.
  @Test(arguments: [
    String(repeating: "[", count: 100_000),
    String(repeating: "- ", count: 100_000),
    String(repeating: "? ", count: 100_000),
    (0..<100_000).map { _ in "x" }.joined(separator: ":"),
    "a0: &a0 [x]\n"
      + (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined(),
    "a0: &a0 [x, x, x, x, x, x, x, x, x, x, x, x]\n"
      + (1...5).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]\n" }.joined(),
    String(repeating: "# padding\n", count: 100_000),
  ])
  func hostileTextIsRefused(text: String) {
    #expect(throws: WorkloadError.self) { try WorkloadSpec.parse(text, name: "hostile.yaml") }
  }

  @Test func aFewAliasesAreRead() throws {
    let text = WrongWorkload.good
      .replacingOccurrences(of: "sender: {", with: "sender: &law {")
      .replacingOccurrences(of: "trader: {distribution: uniform}", with: "trader: *law")
    #expect(try WorkloadSpec.parse(text, name: "alias.yaml").mix.count == 2)
  }
}
