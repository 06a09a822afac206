import Foundation
import Results
import Testing

@Suite("gridlock run")
struct RunCommandTests {
  /// A case small enough to run in a moment.
  private static let tiny = [
    "Workloads/transfers.yaml", "-p", "blocks=2", "-p", "transactions_per_block=50", "-p",
    "accounts=200", "--scheduler", "block-stm",
  ]

  @Test("A dry run prints the plan and makes no file")
  func dryRun() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.run(
      "run", "Workloads/suites/quick.yaml", "--dry-run", "--out", folder.path)
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("Suite quick"))
    #expect(run.output.contains("block-stm ×2"))
    #expect(!folder.exists("Results"))
    #expect(!folder.exists("Reports"))
  }

  @Test("Overrides, seed and filter are in the merged plan")
  func mergedPlan() throws {
    let run = try GridlockProcess.run(
      "run", "Workloads/suites/quick.yaml", "--dry-run", "--filter", "^transfers-mild$", "--seed",
      "77", "-p", "blocks=3", "--pairs", "2", "--threads", "3", "--no-copies")
    #expect(run.exitCode == 0)
    #expect(run.output.contains("4 measured runs"))
    #expect(run.output.contains("transfers-mild: 3 blocks"))
    #expect(run.output.contains("seed 77"))
    #expect(!run.output.contains("swaps"))
  }

  @Test("A run ends with every file written, and every run checked")
  func files() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--threads", "1,2", "--pairs", "2", "--out", folder.path]
    ).finish()
    #expect(run.exitCode == 0, "\(run.errors)")
    let log = try RunLog.read(from: folder.path("Results/transfers"))
    // Where there are two processors, two sequential executions at once as well.
    let copies = ProcessInfo.processInfo.activeProcessorCount > 1 ? 4 : 0
    #expect(log.records.count == 8 + copies)
    #expect(log.records.count { $0.arm.scheduler == "sequential-copies" } == copies / 2)
    #expect(folder.text("Reports/transfers.md").contains("of machine") == (copies > 0))
    #expect(!log.records.contains { !$0.isValid })
    #expect(Set(log.records.map(\.outcome.stateRoot)).count == 1)
    #expect(folder.text("Results/transfers/summary.csv").contains("block-stm"))
    #expect(folder.text("Results/transfers/env.json").contains("\"isComplete\" : true"))
    #expect(folder.text("Reports/transfers.md").contains("block-stm"))
    #expect(run.output.contains(folder.path("Reports/transfers.md")))
    #expect(run.errors.contains("100%"), "progress in lines where there is no terminal")
  }

  @Test("The recorded commit is the executable's, not that of a repository one happens to be in")
  func commit() throws {
    let folder = try TemporaryFolder()
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "sh", "-c",
      "git init -q && git -c user.name=x -c user.email=x commit -q --allow-empty -m x",
    ]
    git.currentDirectoryURL = folder.url
    try git.run()
    git.waitUntilExit()
    try #require(git.terminationStatus == 0)
    let workload = GridlockProcess.packageRoot.appendingPathComponent(Self.tiny[0]).path
    let run = try GridlockProcess.start(
      ["run", workload] + Self.tiny.dropFirst() + ["--threads", "1", "--pairs", "1"],
      in: folder.url
    ).finish()
    #expect(run.exitCode == 0, "\(run.errors)")
    let records = try RunLog.read(from: folder.path("Results/transfers")).records
    // This process's executable lies beside the one that ran.
    #expect(Set(records.map(\.arm.commit)) == [BuildRecord.capture().commitLabel])
  }

  @Test("A second session is added to the first, and the report is of the newest")
  func sessions() throws {
    let folder = try TemporaryFolder()
    let arguments = ["run"] + Self.tiny + ["--threads", "1", "--pairs", "1", "--out", folder.path]
    for _ in 0..<2 { #expect(try GridlockProcess.start(arguments).finish().exitCode == 0) }
    let records = try RunLog.read(from: folder.path("Results/transfers")).records
    #expect(records.count == 4)
    let sessions = records.map(\.session)
    #expect(Set(sessions).count == 2)
    let newest = try #require(sessions.last)
    #expect(folder.text("Reports/transfers.md").contains(newest))
    #expect(Set(records.map(\.workload.streamHash)).count == 1, "the same seed, the same bytes")
  }

  @Test("A quick run says everywhere that it is not for decisions")
  func quick() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--quick", "--threads", "1", "--out", folder.path]
    ).finish()
    #expect(run.exitCode == 0)
    #expect(run.output.contains("not for decisions"))
    #expect(folder.text("Reports/transfers.md").contains("not for decisions"))
    #expect(folder.text("Results/transfers/env.json").contains("\"isQuick\" : true"))
    #expect(try RunLog.read(from: folder.path("Results/transfers")).records.count == 6)
  }

  @Test("--quiet leaves progress and plan out")
  func quiet() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--pairs", "1", "--threads", "1", "--quiet", "--out", folder.path]
    ).finish()
    #expect(run.exitCode == 0)
    #expect(run.errors.isEmpty)
    #expect(!run.output.contains("measured runs"))
  }

  @Test("--trace-schedule writes what workers did, and measures none of it")
  func traceSchedule() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + [
        "--pairs", "1", "--threads", "2", "--no-copies", "--out", folder.path, "--trace-schedule",
        folder.path("trace.json"),
      ]
    ).finish()
    #expect(run.exitCode == 0, "\(run.errors)")
    let trace = try JSONSerialization.jsonObject(with: Data(folder.text("trace.json").utf8))
    let events = try #require(trace as? [[String: Any]])
    // Two blocks of fifty under each of two arms.
    #expect(events.count { $0["cat"] as? String == "execute" } >= 200)
    #expect(try RunLog.read(from: folder.path("Results/transfers")).records.count == 2)
    #expect(run.output.contains("where the time went"))
    #expect(folder.text("Reports/transfers.md").contains("## Where the time went"))
    let schedule = folder.text("Results/transfers/schedule.csv").split(separator: "\n")
    #expect(schedule.count == 3, "a header and two arms")
    #expect(schedule[0].contains(",execute_ns,publish_ns,validate_ns,"))
    #expect(schedule[2].contains(",block-stm,2,100,"))
  }

  @Test("A trace that cannot be written is refused before anything is measured")
  func traceNowhere() throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--out", folder.path, "--trace-schedule", "/nonexistent/trace.json"]
    ).finish()
    #expect(run.exitCode == 3)
    #expect(run.errors.hasPrefix("gridlock: cannot write /nonexistent/trace.json: "))
    #expect(!folder.exists("Results"))
  }

  @Test("A folder that cannot be written ends in 3 before anything is measured")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    // A file in a folder's place stops root too, whom permissions do not.
    try folder.write("", to: "file")
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--out", folder.path("file")]
    ).finish()
    #expect(run.exitCode == 3)
    #expect(run.errors.contains(folder.path("file")))
    #expect(run.errors.hasPrefix("gridlock: "))
  }

  @Test("A full disk ends in 3 with the reason")
  func fullDisk() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("Results/transfers"), withIntermediateDirectories: true)
    // Writing to it fails as on a full disk.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("Results/transfers/runs.csv"), withDestinationPath: "/dev/full")
    let run = try GridlockProcess.start(
      ["run"] + Self.tiny + ["--pairs", "1", "--out", folder.path]
    ).finish()
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("runs.csv"))
  }

  @Test("Somebody else's runs.csv is left as it is")
  func foreignFile() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("Results/transfers"), withIntermediateDirectories: true)
    try folder.write("name,time\nrun,12\n", to: "Results/transfers/runs.csv")
    let run = try GridlockProcess.start(["run"] + Self.tiny + ["--out", folder.path]).finish()
    #expect(run.exitCode == 3)
    #expect(folder.text("Results/transfers/runs.csv") == "name,time\nrun,12\n")
  }
}
