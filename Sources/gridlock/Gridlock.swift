import ArgumentParser
import Foundation
import Schedulers

/// The root command: `gridlock`.
@main
struct Gridlock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gridlock",
    abstract:
      "Measures how much of a block's parallelism an execution strategy gets, and at what price.",
    discussion: """
      Gridlock makes (or reads) blocks of EVM transactions whose contention is known, executes them on \
      a real EVM under interchangeable schedulers, checks every result against sequential execution, \
      and reports the figures with the statistics needed to believe them.

      A first look, in about a minute:
        gridlock run Workloads/suites/quick.yaml

      Exit codes: 0 ok, 1 internal error, 2 regression, 3 run failed, 5 baseline not found, \
      6 an outcome differs, 7 inconclusive, 64 wrong usage. t8n has those of geth's evm t8n.
      """,
    version: gridlockVersion,
    subcommands: [
      // One line a command, in the order of help.
      RunCommand.self,
      GenerateCommand.self,
      InspectCommand.self,
      FitCommand.self,
      PredictCommand.self,
      ReportCommand.self,
      CompareCommand.self,
      CheckCommand.self,
      RegretCommand.self,
      ReplayCommand.self,
      StatetestCommand.self,
      T8nCommand.self,
      BlocktestCommand.self,
      EVMBenchCommand.self,
      FuzzCaseCommand.self,
      ListCommand.self,
    ])

  static func main() async {
    CrashReport.install()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try StandardOutput.finish()
    } catch {
      leave(with: error)
    }
  }
}

/// The version that `--version` prints and that results are stamped with.
let gridlockVersion = "0.1.0"
