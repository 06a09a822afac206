import Foundation
import Testing

@Suite("gridlock report")
struct ReportCommandTests {
  private static let tiny = [
    "run", "Workloads/transfers.yaml", "-p", "blocks=1", "-p", "transactions_per_block=50", "-p",
    "accounts=200", "--scheduler", "block-stm", "--pairs", "2",
  ]

  private func measure(_ folder: TemporaryFolder, _ arguments: String...) throws {
    let run = try GridlockProcess.start(Self.tiny + arguments + ["--out", folder.path]).finish()
    try #require(run.exitCode == 0, "\(run.errors)")
  }

  @Test("A report made again is the one that run wrote, and goes where that was")
  func again() throws {
    let folder = try TemporaryFolder()
    try measure(folder, "--threads", "1,2")
    let files = ["Reports/transfers.md", "Results/transfers/summary.csv"]
    let before = files.map(folder.text)
    for file in files { try FileManager.default.removeItem(atPath: folder.path(file)) }
    for source in ["Results/transfers", "Results/transfers/runs.csv"] {
      let run = try GridlockProcess.run("report", folder.path(source))
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(files.map(folder.text) == before)
      #expect(run.output.contains(folder.path(files[0])))
    }
    let other = try TemporaryFolder()
    let run = try GridlockProcess.run(
      "report", folder.path("Results/transfers"), "--out", other.path)
    #expect(run.exitCode == 0)
    #expect(files.map(other.text) == before)
  }

  @Test("An older session's report says nothing of the machine, which is not stored any more")
  func olderSession() throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 { try measure(folder, "--threads", "1", "--no-copies") }
    let rows = folder.text("Results/transfers/runs.csv").split(separator: "\n")
    let first = try #require(rows.dropFirst().first?.split(separator: ",").dropFirst().first)
    let run = try GridlockProcess.run("report", folder.path("Results/transfers") + "@" + first)
    #expect(run.exitCode == 0 && run.errors.contains("env.json is of session"), "\(run.errors)")
    #expect(folder.text("Reports/transfers.md").contains("session \(first)"))
    #expect(folder.text("Reports/transfers.md").contains("Machine: unknown"))
  }

  @Test("What is no session is refused")
  func wrong() throws {
    let folder = try TemporaryFolder()
    #expect(try GridlockProcess.run("report", folder.path("none")).exitCode == 64)
    try folder.write("name,time\n", to: "runs.csv")
    #expect(try GridlockProcess.run("report", folder.path).exitCode == 3)
  }

  /// A limit on the size of files stands for a disk that is full by the end.
  @Test("A trace that cannot be finished takes nothing from the report")
  func lateTraceFailure() throws {
    let folder = try TemporaryFolder()
    let arguments =
      [GridlockProcess.executable.path] + Self.tiny + [
        "-p", "blocks=20", "--threads", "2", "--no-copies", "--out", folder.path,
        "--trace-schedule", folder.path("trace.json"),
      ]
    let script =
      "trap '' XFSZ; ulimit -f 32; exec " + arguments.map { "'\($0)'" }.joined(separator: " ")
    let run = try RunningProcess(
      URL(fileURLWithPath: "/bin/bash"), ["-c", script], in: GridlockProcess.packageRoot
    ).finish()
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("cannot write the trace to"), "\(run.errors)")
    #expect(run.output.contains("Report: "))
    #expect(folder.text("Reports/transfers.md").contains("block-stm"))
    #expect(folder.exists("Results/transfers/summary.csv"))
    #expect(folder.text("Results/transfers/env.json").contains("\"isComplete\" : true"))
  }
}
