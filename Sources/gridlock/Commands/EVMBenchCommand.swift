import ArgumentParser
import Harness
import Interchange
import Schedulers

/// `gridlock evm-bench`: how fast the interpreter is.
struct EVMBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evm-bench",
    abstract:
      "Times the interpreter on programs, each checked against other EVM implementations (revm, evmone).",
    discussion: """
      PROGRAM is FOLDER/NAME, without extension, or a folder: then all programs of its expected.json. \
      FOLDER/NAME.hex is the code and FOLDER/NAME.calldata the call; Benchmarks/README.md has the rest.

      Every execution starts from the same state, with every account and slot cold. Times are means of \
      one execution; cpu_ns is processor time of the executing thread. A program that does other than \
      expected.json says ends the run, and has no figure.

      Examples:
        gridlock evm-bench Benchmarks/programs
        gridlock evm-bench Benchmarks/programs/erc20_batch --n 50 --json

      Exit codes: 0 ok, 6 a program did other than it must, 64 no such program, or a broken file.
      """)

  @Argument(help: "Programs as FOLDER/NAME, or folders of them.")
  var programs: [String]

  @Option(help: "Executions to time (default: as many as take about a third of a second).")
  var n: Int?

  @Flag(help: "Print one JSON object for each program, one a line.")
  var json = false

  func validate() throws {
    if let n, n < 1 { throw ValidationError("--n is at least 1, not \(n)") }
  }

  func run() throws {
    let loaded: [EVMProgram]
    do { loaded = try programPaths(programs).map { try EVMProgram.load(path: $0) } } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard !loaded.isEmpty else {
      throw CommandFailure(.usage, "no program in \(programs.joined(separator: ", "))")
    }
    try ThreadCount.require(1)
    if !json { print(ProgramMeasurement.header) }
    try onLargeStack { () throws(any Error) in
      for program in loaded {
        let measurement = try measure(program)
        print(json ? try measurement.json() : measurement.row)
      }
    }
  }

  private func measure(_ program: EVMProgram) throws(CommandFailure) -> ProgramMeasurement {
    do { return try ProgramBench(program).measure(n) } catch {
      throw CommandFailure(.outcomeMismatch, "\(error)")
    }
  }
}
