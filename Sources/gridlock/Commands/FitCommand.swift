import ArgumentParser
import Foundation
import Harness
import Schedulers
import Workloads

/// `gridlock fit`: a workload whose blocks contend as real ones do.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Makes a workload file whose blocks contend as the given real blocks do.",
    discussion: """
      PATH is real blocks as 'gridlock replay' takes them; all of them together give one workload. Each \
      transaction is told by what it calls and changes: payment, token transfer, trade, collectible, other. \
      Exponents are fitted by maximum likelihood; then shares of hot keys, gas and width of other calls \
      are adjusted until generated blocks have the same share of the most changed key, as many dependent \
      transactions and as much parallelism. What came of it is printed side by side, also for another seed.

      Examples:
        gridlock fit fixtures/mainnet/blocks/19932148
        gridlock fit fixtures/mainnet/blocks/14396881 --out nft-2022.yaml
        gridlock run nft-2022.yaml

      Exit codes: 0 ok, 3 a block could not be read or is not what its header says, or --out exists, \
      64 no such path or no block.
      """)

  @Argument(help: "Block folders, folders of them, or archives.")
  var paths: [String]

  @Option(help: "Write the workload to this new file, rather than to standard output.")
  var out: String?

  @Option(help: "The workload's name (default: fitted, and the first block's number).")
  var name: String?

  @Flag(help: "Let --out replace a file.")
  var force = false

  func run() throws {
    let target = try out.map { try OutputTarget($0, replacing: force) }
    let folders: [String]
    do { folders = try blockFolders(under: paths) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard let first = folders.first else {
      throw CommandFailure(.usage, "no block.json in \(paths.joined(separator: ", "))")
    }
    let name = name ?? "fitted-\((first as NSString).lastPathComponent)"
    let interruption = Interruption()
    let watch = SignalWatch(requesting: interruption) {
      printToStandardError("\ngridlock: interrupted")
      _exit(GridlockExit.runFailed.rawValue)
    }
    defer { withExtendedLifetime(watch) {} }
    try ThreadCount.require(1)
    let fit = try onLargeStack {
      try WorkloadFit(folders: folders, name: name, until: interruption)
    }
    guard let out = target?.path else {
      print(fit.yaml, terminator: "")
      printToStandardError(fit.comparison)
      return
    }
    do { try fit.yaml.write(toFile: out, atomically: true, encoding: .utf8) } catch {
      throw CommandFailure(.runFailed, "\(out): \(error.localizedDescription)")
    }
    print(fit.comparison)
    print("written to \(out)")
  }
}
