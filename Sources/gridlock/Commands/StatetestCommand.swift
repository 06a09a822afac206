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
      searched to any depth. Each failing case is a line: state root and logs hash as found and as \
      expected, and the first account that differs where the file states the accounts after the case. \
      The last lines count, by fork and in all.

      With --trace every step of every case is a line of JSON (EIP-3155) on standard error, then \
      come a summary and the state root. gasCost of a call includes what the callee is given; of a step \
      that fails it is the part that does not depend on operands.

      Examples:
        gridlock statetest tests/GeneralStateTests/stExample --fork Cancun
        gridlock statetest tests/GeneralStateTests --filter CREATE2 --json > failures.json
        gridlock statetest tests/GeneralStateTests/stExample/add11.json --trace-out trace.jsonl

      Exit codes: 0 no case failed, 3 a file could not be read, a case not be executed or the trace not be \
      written, 6 an outcome differs from what a case expects, 64 no such path or no case to run.
      """)

  @Argument(help: "State-test files, or folders of them.")
  var paths: [String]

  @Option(help: "Only cases of this fork, as the files name it, like Cancun.")
  var fork: String?

  @Option(
    help: """
      Only tests whose file path and name, joined by a colon, contain this text (no regular expression).
      """)
  var filter: String?

  @Option(help: "Threads to run files on (default: one for each core).")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print one JSON object in place of lines.")
  var json = false

  @Flag(
    help:
      "Print for each case one JSON object with all accounts after it; what else there is to say goes to standard error."
  )
  var dump = false

  @OptionGroup var tracing: TraceOptions

  @Option(
    name: .customLong("trace-out"), help: "Trace to this file in place of standard error.")
  var traceOutput: String?

  func validate() throws {
    try ThreadCount.check(threads, for: "--threads")
    if json && dump { throw ValidationError("--json and --dump both want standard output") }
    if traceOutput == nil { try tracing.requireTrace() }
  }

  func run() throws {
    let files: [String]
    do { files = try jsonFiles(under: paths) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    try ThreadCount.require(min(threads, files.count))
    var run = StateTestRun(files: files, fork: fork, filter: filter)
    run.trace = try traceWriter()
    run.keepsStates = dump
    let failures = Mutex<[StateTestFinding]>([])
    let (asJSON, dumps) = (json, dump)
    let summary = run.run(lanes: threads) { finding in
      if dumps, let line = finding.dump { print(line) }
      guard case .failed = finding.verdict else { return }
      if asJSON {
        failures.withLock { $0.append(finding) }
      } else if dumps {
        printToStandardError("\(finding)")
      } else {
        print(finding)
      }
    }
    try run.trace?.finish()
    guard summary.count > 0 else {
      throw CommandFailure(.usage, "no case to run in \(paths.joined(separator: ", "))")
    }
    if json {
      print(try StateTestReport(summary, failures: failures.withLock { $0 }).json())
    } else {
      for line in summary.lines { dump ? printToStandardError(line) : print(line) }
    }
    if summary.failed > summary.notExecuted { throw CommandFailure(.outcomeMismatch, "") }
    if summary.failed > 0 { throw CommandFailure(.runFailed, "") }
  }

  private func traceWriter() throws -> TraceWriter? {
    if let traceOutput {
      return try TraceWriter(creating: traceOutput, contents: tracing.contents)
    }
    return tracing.trace ? TraceWriter(toStandardError: tracing.contents) : nil
  }
}
