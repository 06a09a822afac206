import ArgumentParser
import Workloads

/// `gridlock generate`: makes a workload's blocks and says what is in them.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Make a workload's blocks, print what is in them, and write them if asked.",
    discussion: """
      The same file and seed give the same bytes on every machine; the SHA-256 of those bytes is \
      printed, and is what sha256sum says of a written stream.

      Examples:
        gridlock generate Workloads/transfers.yaml
        gridlock generate Workloads/swaps.yaml -p profiles.0.pool.exponent=1.6 --seed 7
        gridlock generate Workloads/mixed.yaml --out mixed.stream
      """)

  @Argument(help: "A workload file.", completion: .file(extensions: ["yaml"]))
  var file: String

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: .init(
      "Change a value of the file, by its dotted path; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "The seed, in place of the file's.")
  var seed: UInt64?

  @Option(help: "Write the blocks and their genesis state to this new file.")
  var out: String?

  @Flag(help: "Let --out replace a file.")
  var force = false

  func run() throws {
    let spec: WorkloadSpec
    do {
      spec = try .load(path: file, overrides: overrides + (seed.map { ["seed=\($0)"] } ?? []))
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    do {
      if let out, !force { try GeneratedWorkload.requireUnused(out) }
      let workload = BlockGenerator(spec).generate()
      print(WorkloadSummary(spec, workload).text)
      guard let out else { return }
      try workload.writeStream(to: out, replacing: force)
      print("written to    \(out)")
    } catch {
      throw CommandFailure(.runFailed, "\(error)")
    }
  }
}
