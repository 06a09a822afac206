import Foundation
import Testing

@Suite("gridlock run --dry-run")
struct DryRunTests {
  private func dryRun(_ arguments: String...) throws -> GridlockProcess {
    try GridlockProcess.start(["run"] + arguments + ["--dry-run"]).finish()
  }

  @Test(
    "Numbers past those of a suite file are refused",
    arguments: [
      ["--pairs", "9223372036854775807"], ["--pairs", "10001"], ["--warmup", "1001"],
      ["--warmup", "9223372036854775807"], ["--learning-blocks", "9223372036854775807"],
      ["--learning-blocks", "100", "-p", "blocks=100"],
    ])
  func limits(options: [String]) throws {
    let run = try GridlockProcess.start(
      ["run", "Workloads/transfers.yaml", "--dry-run"] + options
    ).finish()
    #expect(run.exitCode == 64 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("gridlock: "), "\(run.errors)")
    let most = try dryRun("Workloads/transfers.yaml", "--pairs", "10000", "--warmup", "1000")
    #expect(most.exitCode == 0)
  }

  @Test("A folder that cannot be written is found, and none is made")
  func unwritableFolder() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("", to: "file")
    for out in [file, file + "/below"] {
      let run = try dryRun("Workloads/transfers.yaml", "--out", out)
      #expect(run.exitCode == 3 && run.errors.contains(file), "\(run.errors)")
    }
    let new = try dryRun("Workloads/transfers.yaml", "--out", folder.path("new/folder"))
    #expect(new.exitCode == 0 && !folder.exists("new"))
  }

  @Test("A damaged stream is found")
  func damagedStream() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.stream")
    let made = try GridlockProcess.run(
      "generate", "Workloads/transfers.yaml", "-p", "blocks=1", "--unmeasured", "--out", path)
    try #require(made.exitCode == 0)
    #expect(try dryRun(path).exitCode == 0)
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data[data.count - 50] ^= 1
    try data.write(to: URL(fileURLWithPath: path))
    let run = try dryRun(path)
    #expect(run.exitCode == 3 && run.errors.contains("is damaged or cut short"))
  }

  @Test("Hints for schedulers that take none are named")
  func ignoredHints() throws {
    func warns(_ scheduler: String) throws -> Bool {
      try dryRun(
        "Workloads/transfers.yaml", "--hints", "learned", "--scheduler", scheduler
      ).output.contains("warning: --hints changes nothing")
    }
    #expect(try warns("block-stm"))
    #expect(try !warns("block-stm,static-dag"))
  }
}
