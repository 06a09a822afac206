import Foundation
import Testing

@Suite("gridlock regret and gridlock fuzz-case")
struct RegretCommandTests {
  @Test("regret compares the chooser with its candidates, and keeps the times")
  func regret() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.run(
      "regret", "Workloads/transfers.yaml", "-p", "blocks=2", "-p", "transactions_per_block=50",
      "-p", "accounts=200", "--candidate", "sequential,block-stm", "--rounds", "2", "--quiet",
      "--csv", folder.path("times.csv"))
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    for name in ["adaptive", "sequential", "block-stm"] { #expect(run.output.contains(name)) }
    #expect(folder.text("times.csv").contains("block-stm"))
  }

  @Test("regret ends in 3 where the times cannot be written")
  func unwritable() throws {
    let run = try GridlockProcess.run(
      "regret", "Workloads/transfers.yaml", "--csv", "/nonexistent/times.csv")
    #expect(run.exitCode == 3)
    #expect(run.errors.hasPrefix("gridlock: cannot write /nonexistent/times.csv: "))
  }

  private static let testCase = "Tests/HarnessTests/Differential/Cases/Berlin-1.json"

  @Test("fuzz-case answers each line with one of its own")
  func fuzzCase() throws {
    let run = try GridlockProcess.run("fuzz-case", Self.testCase)
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.lines.count == 1)
    #expect((run.json["stateRoot"] as? String)?.hasPrefix("0x") == true)
  }

  @Test("A case that cannot be read is answered too, and ends in 3; a missing file in 64")
  func brokenCase() throws {
    let folder = try TemporaryFolder()
    let right = try String(
      contentsOf: GridlockProcess.packageRoot.appendingPathComponent(Self.testCase),
      encoding: .utf8)
    let path = try folder.write("{}\n" + right, to: "cases.json")
    let run = try GridlockProcess.run("fuzz-case", path)
    #expect(run.exitCode == 3)
    #expect(run.lines.count == 2)
    let missing = try GridlockProcess.run("fuzz-case", folder.path("none.json"))
    #expect(missing.exitCode == 64 && missing.errors.contains("no such file"))
  }
}
