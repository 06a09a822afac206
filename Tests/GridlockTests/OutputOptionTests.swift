import Foundation
import Testing

/// One rule for all options that name a file to write.
@Suite("Files that commands write")
struct OutputOptionTests {
  /// The commands up to the file's name.
  static let options = [
    ["generate", "Workloads/transfers.yaml", "--out"], ["fit", "no-such-block", "--out"],
    ["regret", "Workloads/mixed-stream.yaml", "--csv"],
    ["run", "Workloads/transfers.yaml", "--trace-schedule"],
    ["replay", "no-such-block", "--trace-schedule"],
  ]

  @Test("What is there is replaced only with --force, and looked at first", arguments: options)
  func existing(option: [String]) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("precious", to: "file")
    let run = try GridlockProcess.start(option + [path]).finish()
    #expect(run.exitCode == 3 && run.output.isEmpty)
    #expect(run.errors.contains("\(path) exists; give another name, or --force"), "\(run.errors)")
    #expect(folder.text("file") == "precious")
  }

  @Test("What is no regular file is not replaced at all", arguments: options)
  func pipes(option: [String]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let run = try GridlockProcess.start(option + [path, "--force"]).finish()
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("\(path) is a pipe, not a regular file"), "\(run.errors)")
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }

  @Test("A folder that is not there is said before anything is made", arguments: options)
  func missingFolder(option: [String]) throws {
    let folder = try TemporaryFolder()
    let run = try GridlockProcess.start(option + [folder.path("none/file")]).finish()
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("there is no folder \(folder.path("none"))"), "\(run.errors)")
    #expect(!run.output.contains("sha-256"))
  }

  @Test("Of a link, what it leads to is replaced")
  func links() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old", to: "real")
    let link = folder.path("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real")
    let run = try GridlockProcess.run(
      "generate", "Workloads/transfers.yaml", "-p", "blocks=1", "--unmeasured", "--out", link,
      "--force")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real")
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(data.starts(with: Data("gridlock stream ".utf8)))
  }

  @Test("An export is looked at before its blocks are made")
  func exports() throws {
    let folder = try TemporaryFolder()
    let export = [
      "generate", "Workloads/transfers.yaml", "-p", "blocks=2", "--export", "t8n", "--out",
      folder.path,
    ]
    let late = try GridlockProcess.start(export + ["--block", "3"]).finish()
    #expect(late.exitCode == 64 && late.output.isEmpty)
    #expect(late.errors.contains("--block 3: transfers has blocks 1 to 2"), "\(late.errors)")
    try folder.write("precious", to: "txs.json")
    let existing = try GridlockProcess.start(export).finish()
    #expect(existing.exitCode == 3 && existing.output.isEmpty)
    #expect(existing.errors.contains("txs.json exists"), "\(existing.errors)")
    #expect(folder.text("txs.json") == "precious")
  }
}
