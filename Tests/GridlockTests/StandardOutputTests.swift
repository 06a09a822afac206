import Foundation
import Testing

@Suite("Standard output")
struct StandardOutputTests {
  private func run(_ arguments: [String], into output: FileHandle) throws -> GridlockProcess {
    try RunningProcess(
      GridlockProcess.executable, arguments, in: GridlockProcess.packageRoot, output: output
    ).finish()
  }

  @Test(
    "What could not be printed whole ends in 3 and says so",
    arguments: [
      ["list", "schedulers"], ["list", "distributions", "--json"], ["--help"], ["--version"],
      ["run", "--help"], ["run", "Workloads/transfers.yaml", "--dry-run"],
    ])
  func fullDisk(arguments: [String]) throws {
    // Every write to it fails as on a full disk.
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let run = try run(arguments, into: full)
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("cannot write to standard output: No space left on device"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("A reader that went away is no fault")
  func closedPipe() throws {
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let run = try run(["list", "schedulers"], into: pipe.fileHandleForWriting)
    #expect(run.errors.isEmpty)
    // By the signal, or well where that is ignored.
    #expect([-1, 0].contains(run.exitCode))
  }
}
