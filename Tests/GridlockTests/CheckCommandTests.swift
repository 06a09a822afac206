import Foundation
import Results
import Testing

/// `gridlock check` and `gridlock compare` on two files of runs whose times are chosen.
@Suite("gridlock check and gridlock compare")
struct CheckCommandTests {
  /// Scatter of six pairs.
  private static let scatter = [0.99, 1.01, 0.99, 1.01, 0.995, 1.005]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try write("a", slowdown: 1)
  }

  /// Writes a `runs.csv` into a folder: pairs of sequential runs and of runs of Block-STM so many times slower.
  private func write(
    _ name: String, slowdown: Double, spread: Double = 1, stream: String = "9f2c"
  ) throws {
    var writer = try ResultWriter(folder: folder.path(name))
    for (index, factor) in Self.scatter.enumerated() {
      let time = 1e8 * slowdown * (1 + (factor - 1) * spread)
      try writer.append(run(name, "sequential", 1, 2e8, index, stream))
      try writer.append(run(name, "block-stm", 2, name == "a" ? 1e8 : time, index, stream))
    }
  }

  private func run(
    _ session: String, _ scheduler: String, _ threads: Int, _ nanoseconds: Double, _ index: Int,
    _ stream: String
  ) -> RunRecord {
    RunRecord(
      session: session, suite: "s", machine: "m",
      workload: RunRecord.Workload(
        name: "w", profile: "transfers", streamHash: stream, seed: 1, nominalSkew: nil, blocks: 1,
        transactions: 1_000, gas: 21_000_000, criticalPathGas: nil, criticalPathNanoseconds: nil,
        transactionsNanoseconds: nil),
      arm: RunRecord.Arm(scheduler: scheduler, threads: threads, commit: "", build: "f00d"),
      position: RunRecord.Position(
        pair: index + 1, slot: index * 2 + threads - 1, order: .forward,
        startedMilliseconds: 1_795_248_000_000),
      cost: RunRecord.Cost(
        wallNanoseconds: UInt64(nanoseconds), cpuNanoseconds: UInt64(nanoseconds),
        executions: 1_000, validations: 0, aborts: 0, suspensions: 0, wastedGas: 0),
      outcome: RunRecord.Outcome(stateRoot: "0xaa", receiptsRoot: "0xbb", logsHash: "0xcc"),
      isValid: true)
  }

  private func check(_ arguments: String...) throws -> GridlockProcess {
    try GridlockProcess.start(
      ["check", folder.path("b"), "--baseline", folder.path("a")] + arguments
    ).finish()
  }

  @Test("Equal times end in 0, whatever is asked for")
  func equal() throws {
    try write("b", slowdown: 1)
    let run = try check("--require-power")
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("No regression beyond 5% in 1 arm."))
    #expect(run.errors.isEmpty)
  }

  @Test("A slowdown beyond the tolerance ends in 2, and in 0 within a wider one")
  func regression() throws {
    try write("b", slowdown: 1.2)
    let run = try check()
    #expect(run.exitCode == 2)
    #expect(
      run.output.contains("Regression: slower by more than 5%, interval and all: w block-stm"))
    #expect(run.errors == "gridlock: regression beyond 5%\n")
    #expect(try check("--tolerance", "0.3").exitCode == 0)
    // Sequential execution is as it was.
    #expect(try check("--scheduler", "sequential", "--metric", "throughput").exitCode == 0)
  }

  @Test(
    "What is neither shown nor excluded ends in 7 where that matters, however sharp the runs",
    arguments: [(1.05, 1.0), (1.0, 30.0)])
  func inconclusive(slowdown: Double, spread: Double) throws {
    try write("b", slowdown: slowdown, spread: spread)
    let lenient = try check()
    #expect(lenient.exitCode == 0)
    #expect(lenient.output.contains("Inconclusive at 5%"), "\(lenient.output)")
    let strict = try check("--require-power", "--format", "json")
    #expect(strict.exitCode == 7)
    #expect(strict.json["verdict"] as? String == "inconclusive")
    #expect(strict.errors == "gridlock: inconclusive at 5%: measure more pairs\n")
  }

  @Test("No baseline ends in 5, no results in 64, other streams in 3")
  func nothingToCompare() throws {
    let none = try check()
    #expect(none.exitCode == 64)
    let missing = try GridlockProcess.run(
      "check", folder.path("a"), "--baseline", folder.path("none"))
    #expect(missing.exitCode == 5)
    #expect(missing.errors.contains(folder.path("none")))
    try write("b", slowdown: 1, stream: "0000")
    let other = try check()
    #expect(other.exitCode == 3)
    #expect(other.errors.hasPrefix("gridlock: not compared: w: the transaction streams differ"))
  }

  @Test("compare prints every arm in each format, and judges none")
  func compare() throws {
    try write("b", slowdown: 1.2)
    let run = try GridlockProcess.run("compare", folder.path("a"), folder.path("b"))
    #expect(run.exitCode == 0 && run.errors.isEmpty)
    #expect(run.output.contains("slower"))
    let json = try GridlockProcess.run(
      "compare", folder.path("a"), folder.path("b"), "--format", "json")
    let arms = try #require(json.json["arms"] as? [[String: Any]])
    #expect(arms.compactMap { $0["scheduler"] as? String } == ["sequential", "block-stm"])
    let ratio = try #require(arms.last?["timeRatio"] as? Double)
    #expect(abs(ratio - 1.2) < 0.001)
    #expect(json.json["verdict"] == nil)
    try write("c", slowdown: 1, stream: "0000")
    #expect(
      try GridlockProcess.run("compare", folder.path("a"), folder.path("c")).exitCode == 3)
    #expect(
      try GridlockProcess.run("compare", folder.path("a"), folder.path("none")).exitCode == 64)
  }
}
