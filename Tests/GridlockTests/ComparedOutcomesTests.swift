import Foundation
import Results
import Testing

/// What `check` and `compare` must not let pass, each on a session that was really measured.
@Suite("What the gate looks at")
struct ComparedOutcomesTests {
  private let folder: TemporaryFolder
  private let session: String

  init() throws {
    folder = try TemporaryFolder()
    session = folder.path("Results/transfers")
    let run = try GridlockProcess.run(
      "run", "Workloads/transfers.yaml", "-p", "blocks=1", "-p", "transactions_per_block=20", "-p",
      "accounts=100", "--scheduler", "block-stm,occ-rounds", "--threads", "1", "--pairs", "2",
      "--no-copies", "--out", folder.path)
    try #require(run.exitCode == 0, "\(run.errors)")
  }

  /// A copy of the session with every run changed.
  private func copy(changing change: (inout RunRecord) -> Void) throws -> String {
    let path = folder.path("copy-\(UUID().uuidString)")
    var writer = try ResultWriter(folder: path)
    for var run in try RunLog.read(from: session).records {
      change(&run)
      try writer.append(run)
    }
    return path
  }

  @Test("Other outcomes end in 3, whatever is compared")
  func outcomes() throws {
    let copies = [
      try copy { $0.outcome.stateRoot = "0x" + String(repeating: "0", count: 64) },
      try copy { $0.workload.gas = 1 },
    ]
    for copy in copies {
      for arguments in [
        ["check", copy, "--baseline", session], ["compare", session, copy],
        ["check", copy, "--baseline", session, "--metric", "throughput"],
        ["compare", session, copy, "--scheduler", "block-stm"],
        ["compare", session, copy, "--metric", "speedup"],
      ] {
        let run = try GridlockProcess.start(arguments).finish()
        #expect(run.exitCode == 3, "\(arguments)")
        #expect(run.errors.contains("left different states"), "\(run.errors)")
      }
    }
  }

  @Test("The same outcomes of arms other than sequential execution are the same")
  func withoutSequential() throws {
    let path = folder.path("parallel")
    var writer = try ResultWriter(folder: path)
    for run in try RunLog.read(from: session).records where run.arm.scheduler != "sequential" {
      try writer.append(run)
    }
    let run = try GridlockProcess.run("compare", session, path)
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test("A misspelt scheduler is answered with the one that was meant, and narrows nothing")
  func misspeltScheduler() throws {
    for arguments in [
      ["check", session, "--baseline", session, "--scheduler", "block-stm,occ-ronds"],
      ["compare", session, session, "--scheduler", "occ-ronds"],
    ] {
      let run = try GridlockProcess.start(arguments).finish()
      #expect(run.exitCode == 64 && run.output.isEmpty, "\(arguments)")
      #expect(run.errors.contains("did you mean \"occ-rounds\"?"), "\(run.errors)")
    }
    let absent = try GridlockProcess.run(
      "check", session, "--baseline", session, "--scheduler", "block-stm,static-dag")
    #expect(absent.exitCode == 64)
    #expect(
      absent.errors.contains(
        "static-dag: neither session has runs of it; they have block-stm, occ-rounds, sequential"))
    let known = try GridlockProcess.run(
      "check", session, "--baseline", session, "--scheduler", "block-stm,occ-rounds")
    #expect(known.exitCode == 0, "\(known.errors)")
  }

  @Test("--filter is a regular expression, as in run, and has to match something")
  func filter() throws {
    func exit(_ filter: String) throws -> Int32 {
      try GridlockProcess.run("compare", session, session, "--filter", filter).exitCode
    }
    #expect(try exit("^transfers$") == 0)
    #expect(try exit("^ransfers$") == 64)
    #expect(try exit("(") == 64)
  }
}
