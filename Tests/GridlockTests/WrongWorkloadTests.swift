import Foundation
import Testing

/// The ten files of the acceptance list, each through the built command.
@Suite("Wrong workload files")
struct WrongWorkloadTests {
  struct Sample: Sendable, CustomStringConvertible {
    var description: String
    var text: String
    /// A word that the message must have for the reader to find the fault.
    var mention: String
  }

  static let right = """
    name: sample
    seed: 1
    blocks: 1
    transactions_per_block: 10
    accounts: 100
    profiles:
      - profile: transfers
        share: 1
        sender: {distribution: uniform}
        receiver: {distribution: zipf, exponent: 1}

    """

  /// The right file with one passage replaced.
  private static func sample(
    _ description: String, _ passage: String, _ replacement: String, mention: String
  ) -> Sample {
    Sample(
      description: description, text: right.replacing(passage, with: replacement), mention: mention)
  }

  static let samples = [
    sample("unknown key", "seed: 1", "sead: 1", mention: "sead"),
    sample("negative exponent", "exponent: 1", "exponent: -1", mention: "exponent"),
    sample("shares that do not sum", "share: 1", "share: 0.7", mention: "0.7"),
    sample("unknown distribution", "zipf, exponent: 1", "zipff", mention: "zipf"),
    sample("10^12 accounts", "accounts: 100", "accounts: 1000000000000", mention: "accounts"),
    Sample(description: "empty file", text: "", mention: "empty"),
    sample("duplicate key", "blocks: 1", "blocks: 1\nblocks: 2", mention: "blocks"),
    sample("wrong type", "blocks: 1", "blocks: many", mention: "blocks"),
    sample("missing contract", "profile: transfers", "profile: lending", mention: "lending"),
  ]

  @Test("Each ends in 64 with one line that names file and fault", arguments: samples)
  func refused(sample: Sample) throws {
    let folder = try TemporaryFolder()
    try expectRefusal(of: try folder.write(sample.text, to: "wrong.yaml"), mention: sample.mention)
  }

  @Test("A binary file too")
  func binary() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("wrong.yaml")
    try Data((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167) }).write(
      to: URL(fileURLWithPath: path))
    try expectRefusal(of: path, mention: "binary")
  }

  @Test("The file that they are made of is right")
  func rightFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.right, to: "right.yaml")
    #expect(try GridlockProcess.run("run", path, "--dry-run").exitCode == 0)
  }

  private func expectRefusal(of path: String, mention: String) throws {
    let run = try GridlockProcess.run("run", path)
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains("wrong.yaml"))
    #expect(run.errors.contains(mention))
  }
}
