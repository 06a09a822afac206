import ArgumentParser
import EVM
import Foundation
import Harness
import Interchange
import Schedulers

/// `gridlock t8n`: the transition tool that other projects' test suites drive.
struct T8nCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "t8n",
    abstract: "Applies a block's transactions to a state: the transition-tool interface.",
    discussion: """
      Takes the state before a block, its environment and its transactions, and gives the state after \
      it and what a header would say of the outcome. Transactions that are invalid are left out and \
      listed as rejected. The interface is that of geth's evm t8n and of the execution specification.

      With inputs called stdin one JSON object with the members alloc, env and txs comes by standard \
      input; outputs called stdout or stderr leave as one JSON object. txs is a list of objects, signed \
      or with a secretKey, or the RLP of a list as a hexadecimal string.

      Examples:
        gridlock t8n --input.alloc alloc.json --input.env env.json --input.txs txs.json \\
          --state.fork Cancun --output.result stdout
        gridlock t8n --state.fork Prague --scheduler block-stm --workers 2 --output.basedir out

      Exit codes: 0 ok, 2 the block could not be executed, 3 no such fork or env lacks what it needs, \
      10 an input is not JSON of this form, 11 a file could not be read or written, 12 txs is no RLP, \
      64 wrong usage. But for 0 and 64 these are not those of other commands: 2, 3, 10, 11 and 12 mean what \
      they mean in geth's evm t8n.
      """)

  @Option(name: .customLong("input.alloc"), help: "State before the block: a file, or stdin.")
  var inputAllocation = "alloc.json"
  @Option(name: .customLong("input.env"), help: "Environment of the block: a file, or stdin.")
  var inputEnvironment = "env.json"
  @Option(name: .customLong("input.txs"), help: "Transactions: a file, or stdin.")
  var inputTransactions = "txs.json"

  @Option(name: .customLong("output.basedir"), help: "Folder of the outputs and traces.")
  var folder = "."
  @Option(
    name: .customLong("output.alloc"), help: "State after the block: a file, stdout or stderr.")
  var outputAllocation = "alloc.json"
  @Option(name: .customLong("output.result"), help: "The result: a file, stdout or stderr.")
  var outputResult = "result.json"
  @Option(
    name: .customLong("output.body"),
    help: "RLP of the block's transactions: a file, stdout or stderr (default: none).")
  var outputBody: String?

  @Option(name: .customLong("state.fork"), help: "Fork, or transition like BerlinToLondonAt5.")
  var fork: String
  @Option(name: .customLong("state.chainid"), help: "Chain of the block.")
  var chainID: UInt64 = 1
  @Option(
    name: .customLong("state.reward"), parsing: .unconditional,
    help: "Wei for a block before the Merge; -1 pays nobody and makes no account.")
  var reward: Int64 = 0

  @OptionGroup var tracing: TraceOptions

  @Option(help: "Scheduler that executes the block, with settings as in name:key=value.")
  var scheduler = "sequential"
  @Option(help: "Workers of a parallel scheduler.")
  var workers = 1

  func validate() throws {
    try ThreadCount.check(workers, for: "--workers")
    guard reward >= -1 else { throw ValidationError("--state.reward is -1 or more, not \(reward)") }
    if tracing.trace && scheduler != SequentialScheduler().name {
      throw ValidationError("--trace follows transactions in order: leave --scheduler out")
    }
    try tracing.requireTrace()
  }

  func run() throws {
    let chosen = try SchedulerNames.scheduler(scheduler)
    try ThreadCount.require(workers)
    do { try transition(under: chosen) } catch {
      guard let ending = TransitionExit(of: error) else { throw error }
      printToStandardError("gridlock: \(error)")
      throw ExitCode(ending.rawValue)
    }
  }

  private func transition(under scheduler: any Scheduler) throws {
    let sources = try TransitionSources(
      allocation: inputAllocation, environment: inputEnvironment, transactions: inputTransactions
    ) { Array(FileHandle.standardInput.readDataToEndOfFile()) }
    let transition = try StateTransition(
      sources.loadEnvironment(),
      .init(
        fork: fork, chainID: chainID, reward: UInt64(exactly: reward), scheduler: scheduler,
        workers: workers))
    let transactions = try sources.loadTransactions(transition.signing)
    let allocation = try sources.loadAllocation()
    let tracer = traceFiles(transactions)
    let (result, after) = try onLargeStack {
      try transition.run(transactions, on: allocation, tracer: tracer)
    }
    try tracer?.finish()
    try T8nOutput(folder: folder).write(
      result, after, to: (alloc: outputAllocation, result: outputResult, body: outputBody))
  }

  private func traceFiles(_ transactions: [TransitionTransaction]) -> TransactionTraceFiles? {
    guard tracing.trace else { return nil }
    let usable = transactions.compactMap { entry in
      if case .transaction(let transaction) = entry { return transaction } else { return nil }
    }
    return TransactionTraceFiles(
      folder: folder, transactions: usable, contents: tracing.contents)
  }
}
