import Foundation
import Testing

/// Messages that have to lead to the fault, each as a user met it.
@Suite("Messages")
struct MessageTests {
  private func errors(_ arguments: String...) throws -> String {
    let run = try GridlockProcess.start(arguments).finish()
    #expect(run.exitCode == 64)
    return run.errors
  }

  @Test("A misspelt command is answered with the one that was meant")
  func command() throws {
    #expect(try errors("rum", "x.yaml").contains("no command 'rum'; did you mean 'run'?"))
    #expect(try errors("fly").contains("there is no command 'fly'; gridlock --help"))
  }

  @Test("Misspelt hints too")
  func hints() throws {
    let text = try errors("run", "Workloads/transfers.yaml", "--hints", "perfct")
    #expect(text.contains("did you mean \"perfect\"?"), "\(text)")
  }

  @Test("Numbers are refused with their form")
  func numbers() throws {
    #expect(try errors("run", "x.yaml", "--threads", "1-4").contains("such as 1,2,4"))
    #expect(try errors("run", "x.yaml", "--pairs", "1e3").contains("give a whole number"))
  }

  @Test("A chooser that is a candidate by default is left out of the candidates")
  func candidates() throws {
    let run = try GridlockProcess.run(
      "regret", "Workloads/mixed-stream.yaml", "--scheduler", "block-stm", "--rounds", "2", "-p",
      "blocks=2", "-p", "transactions_per_block=20", "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
  }

  @Test("A stream in a workload file's place is called one")
  func stream() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("m.stream")
    let made = try GridlockProcess.run(
      "generate", "Workloads/transfers.yaml", "-p", "blocks=1", "--unmeasured", "--out", path)
    try #require(made.exitCode == 0)
    let text = try errors("generate", path)
    #expect(text.contains("is a stream, whose blocks are made; name a workload file"), "\(text)")
  }

  @Test("What is wrong in a workload file is named as it stands there")
  func workloadFile() throws {
    let folder = try TemporaryFolder()
    let right = WrongWorkloadTests.right
    let wrong = try folder.write(right.replacing("exponent:", with: "exponnt:"), to: "a.yaml")
    let text = try errors("run", wrong)
    #expect(text.contains(": profiles.0.receiver.exponnt: "), "\(text)")
    #expect(!text.contains("cases.0"))
    let key = try folder.write(right.replacing("profiles:", with: "profils:"), to: "b.yaml")
    let misspelt = try errors("run", key)
    #expect(misspelt.contains("profils: unknown key; did you mean 'profiles'?"), "\(misspelt)")
    #expect(misspelt.contains("a suite has 'cases'"))
  }

  @Test("A mark of the encoding at the beginning of a file is put up with")
  func byteOrderMark() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\u{FEFF}" + WrongWorkloadTests.right, to: "marked.yaml")
    let run = try GridlockProcess.run("run", path, "--dry-run")
    #expect(run.exitCode == 0, "\(run.errors)")
  }
}
