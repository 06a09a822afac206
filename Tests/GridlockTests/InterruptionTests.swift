import Foundation
import Results
import Testing

@Suite("Interruption")
struct InterruptionTests {
  /// Starts an experiment far too long to end, lets it measure some runs, and sends it a signal.
  private func interrupted(
    in folder: TemporaryFolder, by signal: (RunningProcess) -> Void
  ) throws -> GridlockProcess {
    let run = try GridlockProcess.start([
      "run", "Workloads/transfers.yaml", "-p", "blocks=2", "-p", "transactions_per_block=100",
      "-p", "accounts=500", "--pairs", "10000", "--threads", "2", "--out", folder.path,
    ])
    let deadline = Date(timeIntervalSinceNow: 30)
    while rows(in: folder) < 6, run.isRunning, Date() < deadline { usleep(20_000) }
    signal(run)
    return run.finish()
  }

  /// Lines after the header.
  private func rows(in folder: TemporaryFolder) -> Int {
    max(0, folder.text("Results/transfers/runs.csv").count { $0 == "\n" } - 1)
  }

  @Test("Ctrl-C keeps the rows of all runs that ended, says so, and ends in 3")
  func controlC() throws {
    let folder = try TemporaryFolder()
    let run = try interrupted(in: folder) { $0.interrupt() }
    #expect(run.exitCode == 3)
    let log = try RunLog.read(from: folder.path("Results/transfers"))
    #expect(log.records.count >= 6)
    #expect(log.truncatedTail == nil)
    #expect(!log.records.contains { !$0.isValid })
    #expect(run.errors.contains("interrupted: \(log.records.count) of "))
    #expect(run.errors.contains("Results/transfers/runs.csv"))
    #expect(folder.text("Results/transfers/env.json").contains("\"isComplete\" : false"))
    #expect(folder.text("Reports/transfers.md").contains("did not finish"))
  }

  @Test("SIGTERM does the same")
  func termination() throws {
    let folder = try TemporaryFolder()
    let run = try interrupted(in: folder) { $0.terminate() }
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("interrupted: \(rows(in: folder)) of "))
  }

  /// Not where whoever runs the tests has it ignored, which is inherited.
  @Test("A lost connection does the same, and there is a report", .enabled(if: hangUpEnds))
  func hangUp() throws {
    let folder = try TemporaryFolder()
    let run = try interrupted(in: folder) { $0.hangUp() }
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("interrupted: \(rows(in: folder)) of "))
    let report = folder.path("Reports/transfers.md")
    #expect(run.errors.contains("their report is \(report)"), "\(run.errors)")
    #expect(folder.text("Reports/transfers.md").contains("did not finish"))
  }

  @Test(
    "A crash keeps the rows of all runs that ended, and the next session goes on after them",
    arguments: [SIGILL, SIGSEGV, SIGKILL])
  func crash(signal: Int32) throws {
    let folder = try TemporaryFolder()
    let crashed = try interrupted(in: folder) { $0.crash(by: signal) }
    #expect(crashed.exitCode == -1)
    let log = try RunLog.read(from: folder.path("Results/transfers"))
    #expect(log.records.count >= 6)
    #expect(!log.records.contains { !$0.isValid })
    let run = try GridlockProcess.run(
      "run", "Workloads/transfers.yaml", "-p", "blocks=2", "-p", "transactions_per_block=100",
      "-p", "accounts=500", "--pairs", "1", "--threads", "2", "--scheduler", "block-stm",
      "--no-copies", "--out",
      folder.path)
    #expect(run.exitCode == 0)
    let after = try RunLog.read(from: folder.path("Results/transfers"))
    #expect(after.records.count == log.records.count + 2)
    #expect(Array(after.records.prefix(log.records.count)) == log.records)
  }

  @Test("After an interruption the next session goes on in the same file")
  func nextSession() throws {
    let folder = try TemporaryFolder()
    _ = try interrupted(in: folder) { $0.interrupt() }
    let before = rows(in: folder)
    let run = try GridlockProcess.run(
      "run", "Workloads/transfers.yaml", "-p", "blocks=2", "-p", "transactions_per_block=100",
      "-p", "accounts=500", "--pairs", "1", "--threads", "2", "--no-copies", "--out", folder.path)
    #expect(run.exitCode == 0)
    #expect(rows(in: folder) == before + 2)
  }
}

private let hangUpEnds: Bool = {
  var action = sigaction()
  // The default action is the handler at address zero.
  return sigaction(SIGHUP, nil, &action) == 0 && action.__sigaction_handler.sa_handler == nil
}()
