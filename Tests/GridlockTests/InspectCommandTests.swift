import Foundation
import Testing

@Suite("gridlock inspect and gridlock fit")
struct InspectCommandTests {
  private let small = ["-p", "blocks=2", "-p", "transactions_per_block=100"]

  private func inspect(_ arguments: String...) throws -> GridlockProcess {
    try GridlockProcess.start(["inspect"] + arguments, in: GridlockProcess.packageRoot).finish()
  }

  @Test("A workload file is inspected, plain where nobody looks on")
  func workload() throws {
    let run = try GridlockProcess.start(
      ["inspect", "Workloads/swaps.yaml", "--relation", "d5", "--top", "3"] + small,
      in: GridlockProcess.packageRoot
    ).finish()
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("pool 0 ") && run.output.contains("\nD5 .. and balances commute"))
    #expect(run.output.utf8.allSatisfy { $0 < 128 })
    let again = try GridlockProcess.start(
      ["inspect", "Workloads/swaps.yaml", "--csv"] + small, in: GridlockProcess.packageRoot
    ).finish()
    // Two blocks, nine relations, and the heading.
    #expect(again.output.split(separator: "\n").count == 19)
  }

  @Test("What cannot be inspected ends with 64, a damaged stream with 3")
  func refusals() throws {
    #expect(try inspect("nowhere.yaml").exitCode == 64)
    #expect(try inspect("Workloads/swaps.yaml", "--relation", "D7").exitCode == 64)
    #expect(try inspect("Workloads/swaps.yaml", "--json", "--csv").exitCode == 64)
    let block = try inspect("Workloads/swaps.yaml", "-p", "blocks=1", "--block", "9")
    #expect(
      block.exitCode == 64 && block.errors.contains("swaps has no block 9: give one of 1 to 1"))
    let folder = try TemporaryFolder()
    let path = folder.path("cut.stream")
    let made = try GridlockProcess.start(
      ["generate", "Workloads/transfers.yaml", "--unmeasured", "--out", path] + small,
      in: GridlockProcess.packageRoot
    ).finish()
    #expect(made.exitCode == 0, "\(made.errors)")
    let whole = try inspect(path, "--brief")
    #expect(whole.exitCode == 0 && whole.output.contains("| transfers |"), "\(whole.errors)")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    try data.dropLast(9).write(to: URL(fileURLWithPath: path))
    let cut = try inspect(path)
    #expect(cut.exitCode == 3 && cut.errors.contains("\(path): is damaged or cut short"))
  }

  @Test("A real block is inspected and fitted", ConformanceFixtures.condition)
  func realBlock() throws {
    let block = ConformanceFixtures.path("mainnet/blocks/14396881")
    let seen = try inspect(block, "--json")
    #expect(seen.exitCode == 0, "\(seen.errors)")
    #expect(seen.output.contains("\"number\" : 14396881"))
    let folder = try TemporaryFolder()
    let path = folder.path("fitted.yaml")
    let fit = try GridlockProcess.run("fit", block, "--out", path)
    #expect(fit.exitCode == 0 && fit.output.contains("parallelism"), "\(fit.errors)")
    // An output that exists ends as it does in generate.
    #expect(try GridlockProcess.run("fit", block, "--out", path).exitCode == 3)
    let checked = try GridlockProcess.run("generate", path, "-p", "blocks=1")
    #expect(checked.exitCode == 0, "\(checked.errors)")
    #expect(try GridlockProcess.run("fit", folder.path).exitCode == 64)
  }
}
