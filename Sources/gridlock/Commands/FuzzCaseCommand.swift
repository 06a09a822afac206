import ArgumentParser
import Foundation
import Harness
import Interchange
import Schedulers

/// `gridlock fuzz-case`: our side of differential testing.
struct FuzzCaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-case",
    abstract: "Executes cases of differential testing: our side of `make fuzz-evm`.",
    discussion: """
      A case is one line of JSON (fork, pre, env, txs: the format of Oracle/oracle.py), and so is its \
      outcome: each transaction's status, gas, logs and output, and the block's receipts root and state \
      root. It is that of sequential execution; schedulerDifference says where Block-STM with two workers \
      comes to anything else. An outcome is printed before the next line is read.

      Examples:
        gridlock fuzz-case finding.json --accounts
        Oracle/generate.py --fork Cancun --count 10 | gridlock fuzz-case

      Exit codes: 0 every case was executed, 3 a case could not be read or executed, 6 Block-STM's outcome \
      differs from sequential execution's, 64 no such file.
      """)

  @Argument(help: "Files of cases, one a line (default: standard input).")
  var files: [String] = []

  @Flag(help: "List every account that is there afterwards.")
  var accounts = false

  func run() throws {
    // Block-STM's two workers, one of them on the thread that has the large stack.
    try ThreadCount.require(2)
    let runner = DifferentialRunner(listsAccounts: accounts)
    var tally = Tally()
    if files.isEmpty {
      while let line = readLine() { try tally.print(outcome(line, "standard input", runner)) }
    }
    for file in files {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw CommandFailure(.usage, "\(file): no such file, or not one of text")
      }
      for line in text.split(separator: "\n") {
        try tally.print(outcome(String(line), file, runner))
      }
    }
    if tally.hasDifference { throw CommandFailure(.outcomeMismatch, "") }
    if tally.hasCrash { throw CommandFailure(.runFailed, "") }
  }

  private func outcome(
    _ line: String, _ file: String, _ runner: DifferentialRunner
  ) -> DifferentialOutcome {
    do throws(InterchangeError) {
      let testCase = try DifferentialCase.decode(Array(line.utf8), name: file)
      return onLargeStack { runner.run(testCase) }
    } catch {
      return DifferentialOutcome(unreadable: error)
    }
  }
}

/// What the lines that were printed say of the run.
private struct Tally {
  var hasDifference = false
  var hasCrash = false

  /// Prints at once: whoever drives us waits for the line.
  mutating func print(_ outcome: DifferentialOutcome) throws {
    Swift.print(try outcome.json())
    fflush(nil)
    hasDifference = hasDifference || outcome.schedulerDifference != nil
    hasCrash = hasCrash || outcome.crash != nil
  }
}
