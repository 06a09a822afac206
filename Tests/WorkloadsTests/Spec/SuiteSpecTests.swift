import Foundation
import Testing

@testable import Workloads

/// The package's folder, from where this file was compiled.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite struct SuiteSpecTests {
  private let known = ["sequential", "block-stm"]

  /// Knows those, and of block-stm a setting.
  private func check(_ name: String) -> SuiteSpec.NameCheck {
    if known.contains(name) { return .known(name) }
    let parts = name.split(separator: ":")
    guard parts.first == "block-stm" else {
      return .wrong(problem: "no scheduler '\(name)'", remedy: "did you mean 'sequential'?")
    }
    return parts.dropFirst().allSatisfy { $0 == "pace=slow" }
      ? .known(name) : .wrong(problem: "not \(parts[parts.count - 1])", remedy: "pace=slow")
  }

  private func path(_ name: String) -> String {
    packageRoot.appending(path: "Workloads/\(name)").path
  }

  /// The suite of the text, beside the workloads of the repository.
  private func suite(_ text: String, overrides: [String] = []) throws -> SuiteSpec {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try SuiteSpec.load(path: file.path, overrides: overrides, checkingSchedulers: check)
  }

  @Test func quickComparesBothProfilesAtTwoLevelsOfSkew() throws {
    let suite = try SuiteSpec.load(path: path("suites/quick.yaml"), checkingSchedulers: check)
    #expect(suite.name == "quick" && suite.pairs == 6 && suite.threads == [1, 2])
    #expect(suite.schedulers == known)
    #expect(
      suite.cases.map { $0.workload.mix[0].name } == ["transfers", "transfers", "swaps", "swaps"])
    #expect(Set(suite.cases.map(\.name)).count == 4)
  }

  @Test func everyWorkloadOfTheRepositoryIsGood() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: path("")).sorted()
      .filter { $0.hasSuffix(".yaml") }
    #expect(names.count >= 5)
    for name in names {
      let spec = try WorkloadSpec.load(path: path(name))
      #expect(name == spec.name + ".yaml")
      // A workload is also a suite of one.
      let suite = try SuiteSpec.load(path: path(name))
      #expect(suite.cases.map(\.workload.name) == [spec.name])
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: path("suites")) {
      let suite = try SuiteSpec.load(path: path("suites/\(name)"))
      #expect(name == suite.name + ".yaml")
    }
  }

  @Test func hintsAreTextsOrGroupsOfASuiteOrACase() throws {
    let text = """
      name: sample
      hints: [perfect, {source: learned, missing: 0.2}]
      learning_blocks: 3
      cases:
        - {name: a, workload: \(path("swaps.yaml"))}
        - {name: b, workload: \(path("swaps.yaml")), hints: [declared]}
      """
    let suite = try suite(text)
    #expect(suite.hints == ["perfect", "learned:missing=0.2"])
    #expect(suite.learningBlocks == 3)
    #expect(suite.cases.map(\.hints) == [nil, ["declared"]])
    #expect(try self.suite(text, overrides: ["hints=[stale]"]).hints == ["stale"])
    for wrong in ["[{missing: 0.2}]", "[[perfect]]", "[{source: learned, missing: [1]}]"] {
      #expect(throws: WorkloadError.self) {
        try self.suite(text, overrides: ["hints=\(wrong)"])
      }
    }
  }

  @Test func settingsAndOverridesReachTheWorkload() throws {
    let suite = try SuiteSpec.load(
      path: path("suites/quick.yaml"), overrides: ["pairs=2", "threads=[4]", "blocks=1"])
    #expect(suite.pairs == 2 && suite.threads == [4])
    #expect(suite.cases.allSatisfy { $0.workload.blocks == 1 })
  }

  @Test func writtenOutWorkload() throws {
    let workload = WrongWorkload.good.split(separator: "\n").map { "      \($0)" }
      .joined(separator: "\n")
    let suite = try suite("name: x\ncases:\n  - name: a\n    workload:\n\(workload)\n")
    #expect(suite.cases[0].workload.seed == 7)
    #expect(suite.schedulers == known && suite.threads == [1, 2])
  }

  @Test func schedulersWithSettings() throws {
    let workload = WrongWorkload.good.split(separator: "\n").map { "      \($0)" }
      .joined(separator: "\n")
    let suite = try suite(
      "name: x\nschedulers: [sequential, block-stm, {name: block-stm, pace: slow}]\n"
        + "cases:\n  - name: a\n    workload:\n\(workload)\n")
    #expect(suite.schedulers == ["sequential", "block-stm", "block-stm:pace=slow"])
  }

  /// A suite, the line and key of its error and a part of its text.
  @Test(arguments: [
    ("name: x\n", 1, "cases", "is missing"),
    ("name: x\ncases: []\n", 2, "cases", "empty list"),
    ("name: ../x\ncases: []\n", 1, "name", "cannot name a folder"),
    ("name: x\npairs: 0\ncases: []\n", 2, "pairs", "out of range"),
    ("name: x\nthreads: [1, 0]\ncases: []\n", 2, "threads", "'0' is no number of workers"),
    ("name: x\nthreads: [2, 2]\ncases: []\n", 2, "threads", "listed twice"),
    (
      "name: x\nschedulers: [sequental]\ncases: []\n", 2, "schedulers",
      "no scheduler 'sequental'; did you mean 'sequential'?"
    ),
    (
      "name: x\nschedulers:\n  - block-stm\n  - block-stm:pase=slow\n", 4, "schedulers",
      "not pase=slow; pace=slow"
    ),
    (
      "name: x\nschedulers:\n  - {name: sequental}\n", 3, "schedulers", "no scheduler 'sequental'"
    ),
    (
      "name: x\nschedulers:\n  - name: block-stm\n    pace: slow\n    pase: slow\n", 5,
      "schedulers", "not pase=slow"
    ),
    ("name: x\nschedulers: [{pace: slow}]\n", 2, "schedulers", "has no name"),
    ("name: x\nschedulers: [[sequential]]\n", 2, "schedulers", "must be a name, not a list"),
    (
      "name: x\nschedulers:\n  - {name: block-stm, pace: [slow]}\n", 3, "schedulers",
      "pace must be a word or number, not a list"
    ),
    (
      "name: x\nschedulers:\n  - block-stm:pace=slow\n  - {name: block-stm, pace: slow}\n", 4,
      "schedulers", "listed twice"
    ),
    ("name: x\ncases:\n  - name: a\n", 3, "cases.0.workload", "is missing"),
    (
      "name: x\ncases:\n  - name: a\n    set: {}\n    wrkload: b\n", 5, "cases.0.wrkload", "unknown"
    ),
    (
      "name: x\ncases:\n  - name: a\n    workload: nowhere.yaml\n", 4, "cases.0.workload",
      "there is no file"
    ),
    ("name: x\ncase: []\n", 2, "case", "did you mean 'cases'?"),
  ])
  func wrongSuites(text: String, line: Int, key: String, words: String) throws {
    let error = try #require(throws: WorkloadError.self) { try suite(text) }
    #expect(error.line == line && error.key == key, "\(error)")
    #expect("\(error)".contains(words), "\(error)")
  }

  /// A wrong setting is the suite's fault, not that of the workload file it changes.
  @Test func wrongSettingPointsIntoTheSuite() throws {
    let text = """
      name: x
      cases:
        - name: a
          workload: \(path("transfers.yaml"))
          set:
            profiles.0.receiver.exponent: 50
      """
    let error = try #require(throws: WorkloadError.self) { try suite(text) }
    #expect(error.line == 6 && error.key == "profiles.0.receiver.exponent", "\(error)")
  }
}
