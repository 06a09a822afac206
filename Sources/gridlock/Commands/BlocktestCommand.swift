import ArgumentParser
import Foundation
import Harness
import Schedulers
import Synchronization

/// `gridlock blocktest`: Ethereum's own tests of whole blocks.
struct BlocktestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "blocktest",
    abstract: "Runs Ethereum's block tests under every scheduler.",
    discussion: """
      PATH is a file of the BlockchainTests of github.com/ethereum/tests, or a folder of them, searched \
      to any depth. Every block is decoded from its bytes, checked, executed under each scheduler and \
      compared with its header: gas used, logs bloom, receipts root, state root. Blocks that a test calls \
      invalid must be refused, for the reason it gives. Then the end of the canonical chain and the state \
      there are compared.

      Proofs of work are not verified. Before Byzantium receipts hold the state root after each \
      transaction: only sequential execution knows it, so only there is the receipts root compared.

      Each failing test is a line; the last lines count, by network and in all.

      Examples:
        gridlock blocktest tests/BlockchainTests/ValidBlocks --fork London
        gridlock blocktest tests/BlockchainTests --scheduler block-stm --json > failures.json

      Exit codes: 0 no test failed, 3 a file could not be read or a test not be executed, 6 an outcome differs \
      from a block's header or from what a test expects, 64 no such path, no test to run, or no such scheduler.
      """)

  @Argument(help: "Block-test files, or folders of them.")
  var paths: [String]

  @Option(
    help: "Only tests of this network, as the files name it, like Cancun or BerlinToLondonAt5.")
  var fork: String?

  @Option(
    help: """
      Only tests whose file path and name, joined by a colon, contain this text (no regular expression).
      """)
  var filter: String?

  @Option(help: SchedulerNames.help)
  var scheduler: [String] = []

  @Option(help: "Workers of the parallel schedulers.")
  var threads = 2

  @Option(help: "Files to run at the same time (default: one for each core).")
  var lanes: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print one JSON object in place of lines.")
  var json = false

  func validate() throws {
    try ThreadCount.check(threads, for: "--threads")
    try ThreadCount.check(lanes, for: "--lanes")
  }

  func run() throws {
    let run = BlockTestRun(
      files: try files(), network: fork, filter: filter,
      schedulers: try SchedulerNames.schedulers(scheduler), workers: threads)
    // Every lane executes with workers of its own.
    try ThreadCount.require(min(lanes, run.files.count) * threads)
    let failures = Mutex<[BlockTestFinding]>([])
    let asJSON = json
    let summary = run.run(lanes: lanes) {
      guard case .failed = $0.verdict else { return }
      let failure = $0
      if asJSON { failures.withLock { $0.append(failure) } } else { print(failure) }
    }
    guard summary.count > 0 else {
      throw CommandFailure(.usage, "no test to run in \(paths.joined(separator: ", "))")
    }
    if json {
      print(try BlockTestReport(summary, failures: failures.withLock { $0 }).json())
    } else {
      show(summary)
    }
    if summary.failed > summary.notExecuted { throw CommandFailure(.outcomeMismatch, "") }
    if summary.failed > 0 { throw CommandFailure(.runFailed, "") }
  }

  private func files() throws -> [String] {
    do { return try jsonFiles(under: paths) } catch { throw CommandFailure(.usage, "\(error)") }
  }

  private func show(_ summary: BlockTestSummary) {
    for network in summary.networkNames {
      guard let counts = summary.networks[network] else { continue }
      print(
        "\(network): \(counts.passed) passed, \(counts.failed) failed, \(counts.skipped) skipped")
    }
    for (reason, count) in summary.skipped.sorted(by: { $0.key < $1.key }) {
      print("skipped \(count): \(reason)")
    }
    if summary.blocksWithoutReceiptsRoot > 0 {
      print(
        "\(summary.blocksWithoutReceiptsRoot) blocks before Byzantium: receipts roots compared under "
          + "sequential execution only")
    }
    print("\(summary.importedBlocks) blocks imported, \(summary.refusedBlocks) refused as expected")
    print("\(summary.passed) passed, \(summary.failed) failed, \(summary.skippedCount) skipped")
  }
}
