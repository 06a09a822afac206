import ArgumentParser
import Foundation
import Harness
import Synchronization

/// `gridlock statetest`: Ethereum's own tests of the EVM.
struct StatetestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statetest",
    abstract: "Runs Ethereum's state tests and compares state roots and logs.",
    discussion: """
      PATH is a file of the GeneralStateTests of github.com/ethereum/tests, or a folder of them, \
      searched to any depth. Each failing case is a line; the last lines count, by fork \
      and in all.

      Examples:
        gridlock statetest tests/GeneralStateTests/stExample --fork Cancun
        gridlock statetest tests/GeneralStateTests --filter CREATE2 --json > failures.json

      Exit codes: 0 no case failed, 3 a case failed or a file could not be read, 64 no such path or \
      no case to run.
      """)

  @Argument(help: "State-test files, or folders of them.")
  var paths: [String]

  @Option(help: "Only cases of this fork, as the files name it, like Cancun.")
  var fork: String?

  @Option(help: "Only tests whose file path and name, joined by a colon, contain this text.")
  var filter: String?

  @Option(help: "Threads to run files on (default: one for each core).")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print one JSON object in place of lines.")
  var json = false

  func validate() throws {
    guard threads >= 1 else { throw ValidationError("--threads is at least 1, not \(threads)") }
  }

  func run() throws {
    let files: [String]
    do { files = try jsonFiles(under: paths) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    let failures = Mutex<[StateTestFinding]>([])
    let asJSON = json
    let summary = StateTestRun(files: files, fork: fork, filter: filter).run(lanes: threads) {
      guard case .failed = $0.verdict else { return }
      let failure = $0
      if asJSON { failures.withLock { $0.append(failure) } } else { print(failure) }
    }
    guard summary.count > 0 else {
      throw CommandFailure(.usage, "no case to run in \(paths.joined(separator: ", "))")
    }
    if json {
      print(try StateTestReport(summary, failures: failures.withLock { $0 }).json())
    } else {
      for fork in summary.forkNames {
        guard let counts = summary.forks[fork] else { continue }
        print(
          "\(fork): \(counts.passed) passed, \(counts.failed) failed, \(counts.skipped) skipped")
      }
      for (reason, count) in summary.skipped.sorted(by: { $0.key < $1.key }) {
        print("skipped \(count): \(reason)")
      }
      print("\(summary.passed) passed, \(summary.failed) failed, \(summary.skippedCount) skipped")
    }
    if summary.failed > 0 { throw CommandFailure(.runFailed, "") }
  }
}
