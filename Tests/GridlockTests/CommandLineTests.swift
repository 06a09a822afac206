import Foundation
import Harness
import Results
import Schedulers
import Testing

@testable import gridlock

@Suite("Command line")
struct CommandLineTests {
  @Test("The exit codes are the published ones")
  func exitCodes() {
    let codes = GridlockExit.allCases.map { ($0, $0.rawValue) }
    #expect(
      codes.map(\.1) == [0, 1, 2, 3, 5, 6, 7, 64],
      "scripts depend on these: never change one")
  }

  @Test("The table of the README has each of them")
  func documentedExitCodes() throws {
    let readme = try String(
      contentsOf: GridlockProcess.packageRoot.appendingPathComponent("README.md"), encoding: .utf8)
    for code in GridlockExit.allCases {
      #expect(readme.contains("\n| \(code.rawValue) | "))
    }
  }

  @Test("--help and --version end well and say something")
  func help() throws {
    let help = try GridlockProcess.run("--help")
    #expect(help.exitCode == 0)
    for command in Gridlock.configuration.subcommands {
      let name = try #require(command.configuration.commandName)
      #expect(help.output.contains("  \(name)"))
      let own = try GridlockProcess.run(name, "--help")
      #expect(own.exitCode == 0)
      #expect(own.output.contains("USAGE: gridlock \(name)"))
      #expect(own.output.contains("gridlock \(name) "), "help teaches by example")
    }
    let version = try GridlockProcess.run("--version")
    #expect(version.exitCode == 0)
    #expect(version.output == gridlockVersion + "\n")
  }

  @Test(
    "Wrong usage ends in 64 with one message on standard error",
    arguments: [
      ["--colour"], ["fly"], ["run"], ["run", "--pairs"], ["run", "--threads", "1,,2", "x.yaml"],
      ["run", "--threads", "0", "Workloads/transfers.yaml"],
      ["run", "--threads", "99999", "Workloads/transfers.yaml"],
      ["run", "--pairs", "0", "Workloads/transfers.yaml"],
      ["run", "--warmup", "-1", "Workloads/transfers.yaml"],
      ["run", "--seed", "-1", "Workloads/transfers.yaml"],
      ["run", "--filter", "(", "Workloads/transfers.yaml"],
      ["run", "--filter", "no such case", "Workloads/transfers.yaml"],
      ["run", "--scheduler", "sequential", "Workloads/transfers.yaml"],
      ["run", "-p", "blocks", "Workloads/transfers.yaml"],
      ["run", "-p", "blox=1", "Workloads/transfers.yaml"],
      ["run", "no-such-file.yaml"],
      ["regret"], ["regret", "no-such-file.yaml"],
      ["regret", "--rounds", "1", "Workloads/mixed-stream.yaml"],
      ["regret", "--threads", "0", "Workloads/mixed-stream.yaml"],
      ["regret", "--candidate", "adaptive", "Workloads/mixed-stream.yaml"],
      ["regret", "--candidate", "hybrd", "Workloads/mixed-stream.yaml"],
      ["regret", "--scheduler", "adaptiv", "Workloads/mixed-stream.yaml"],
      ["regret", "Workloads/suites/quick.yaml"],
      ["regret", "--hints", "perfekt", "Workloads/mixed-stream.yaml"],
      ["regret", "--untold", "--hints", "none", "Workloads/mixed-stream.yaml"],
      ["regret", "--untold", "--candidate", "static-dag", "Workloads/mixed-stream.yaml"],
      ["evm-bench"], ["evm-bench", "no-such-program"],
      ["evm-bench", "--n", "0", "Benchmarks/programs"],
      ["run", "Workloads"],
      ["replay"], ["replay", "no-such-folder"], ["replay", "Workloads"],
      ["replay", "--threads", "0", "Workloads"], ["replay", "--threads", "1025", "Workloads"],
      ["statetest", "--threads", "1025", "Workloads"],
      ["blocktest", "--threads", "1025", "Workloads"],
      ["blocktest", "--lanes", "1025", "Workloads"],
      ["generate", "--threads", "1025", "Workloads/transfers.yaml"],
      ["regret", "--threads", "1025", "Workloads/mixed-stream.yaml"],
      ["t8n", "--state.fork", "Cancun", "--workers", "1025"],
      ["statetest"], ["statetest", "no-such-folder"], ["statetest", "Workloads/suites"],
      ["blocktest"], ["blocktest", "no-such-folder"], ["blocktest", "Workloads/suites"],
      ["blocktest", "--threads", "0", "Workloads"], ["blocktest", "--lanes", "0", "Workloads"],
      ["blocktest", "--scheduler", "blok-stm", "Workloads"],
      ["blocktest", "--scheduler", "block-stm,static-locks:granularity=x", "Workloads"],
      ["replay", "--scheduler", "sequential:x=1", "Workloads"],
      // The order of a given block is not a scheduler's to choose.
      ["replay", "--scheduler", "occ-rounds-reordering", "Workloads"],
      ["blocktest", "--scheduler", "occ-rounds-reordering", "Workloads"],
      ["t8n", "--state.fork", "Cancun", "--scheduler", "occ-rounds-reordering"],
      ["t8n", "--state.fork", "Cancun", "--scheduler", "static-locks:granularity"],
      ["run", "--scheduler", "static-locks:granlarity=slots", "Workloads/transfers.yaml"],
      [
        "run", "-p", "schedulers=[{name: static-locks, granularity: x}]",
        "Workloads/transfers.yaml",
      ],
    ])
  func wrongUsage(arguments: [String]) throws {
    let run = try GridlockProcess.start(arguments).finish()
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("gridlock: "))
    #expect(!run.errors.contains("Error("), "no dump of an error's fields")
  }

  @Test("Schedulers are listed with what each needs and can be set to")
  func schedulers() throws {
    let text = try GridlockProcess.run("list", "schedulers")
    #expect(text.exitCode == 0)
    #expect(
      text.output.contains("what one lock is for: slots or accounts; slots if not given"))
    #expect(text.output.contains("\n  accepts") && text.output.contains("hints (optional)\n"))
    #expect(text.output.contains("access sets\n") && !text.output.contains(" nothing\n  "))
    let listed = try GridlockProcess.run("list", "schedulers", "--json")
    let items = try JSONDecoder().decode([ListedScheduler].self, from: Data(listed.output.utf8))
    #expect(items.map(\.name) == allSchedulers.map(\.name))
    for (item, scheduler) in zip(items, allSchedulers) {
      let isOptional = scheduler.requirement == .hints
      #expect(item.needs == (isOptional ? "nothing" : scheduler.requirement.rawValue))
      #expect(item.accepts == (isOptional ? "hints" : nil))
    }
    #expect(
      items.map { $0.parameters.map(\.default) }
        == allSchedulers.map { $0.parameters.map(\.standard) })
  }

  private struct ListedScheduler: Decodable {
    struct Parameter: Decodable {
      var name, meaning, values, `default`: String
    }
    var name, summary, needs: String
    var accepts: String?
    var parameters: [Parameter]
  }

  @Test("A mistyped scheduler is answered with the one that was meant")
  func suggestion() throws {
    let run = try GridlockProcess.run(
      "run", "--scheduler", "blok-stm", "Workloads/transfers.yaml")
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("block-stm"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test("Errors from below end as the exit codes promise")
  func mapping() {
    struct Unforeseen: Error {}
    func exit(_ error: any Error) -> GridlockExit? { CommandFailure(mapping: error)?.exit }
    #expect(exit(CommandFailure(.regression, "slower")) == .regression)
    #expect(exit(PlanError("no")) == .usage)
    #expect(exit(ExperimentFailure("no")) == .runFailed)
    #expect(exit(SchedulerFailure("no")) == .runFailed)
    #expect(exit(Interrupted()) == .runFailed)
    // More than there are addresses.
    let shortage = #expect(throws: ThreadShortage.self) {
      try requireThreads(2, stackBytes: 1 << 48)
    }
    #expect(shortage?.started == 0)
    #expect(shortage.flatMap { exit($0) } == .runFailed)
    #expect(
      exit(ResultsError(.system, path: "runs.csv", problem: "full", remedy: "make room"))
        == .runFailed)
    let mismatch = OutcomeMismatch(
      stream: "s", scheduler: "x", workers: 2, place: .finalState, difference: "slot 1")
    #expect(exit(mismatch) == .outcomeMismatch)
    #expect(exit(Unforeseen()) == .internalError)
  }

  @Test("The recorded command can be given to a shell again")
  func quoting() {
    #expect(shellQuoted("Workloads/suites/quick.yaml") == "Workloads/suites/quick.yaml")
    #expect(shellQuoted("swaps|mild") == "'swaps|mild'")
    #expect(shellQuoted("it's") == #"'it'\''s'"#)
    #expect(shellQuoted("") == "''")
  }
}
