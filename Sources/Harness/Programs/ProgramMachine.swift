import EVM
import Interchange
import Primitives
import State

/// A program's state, and an engine that executes its call under Cancun's rules with 10¹⁰ gas to spend.
/// Nothing an execution does is kept.
struct ProgramMachine {
  let state: WorldState
  let worker: EVMWorker
  let effects = TransactionEffects()
  private let view: CommittedView
  private let intrinsicGas: UInt64

  /// - Parameter countsInstructions: Executes slowly, and ``EVMWorker/instructionCount`` counts.
  init(_ program: EVMProgram, countsInstructions: Bool = false) {
    state = WorldState(program.allocation)
    view = CommittedView(state)
    let rules = ForkRules(.cancun)
    let call = Transaction(
      kind: .legacy, sender: EVMProgram.caller, chainID: nil, nonce: 0,
      gasLimit: 10_000_000_000, maxFeePerGas: .zero, maxPriorityFeePerGas: .zero,
      to: EVMProgram.target, value: .zero, input: program.input)
    intrinsicGas = UInt64(rules.intrinsicGas(of: call))
    let engine = EVMEngine(
      rules: rules, codeStore: state.codeStore, countsInstructions: countsInstructions)
    let executor = EVMExecutor(
      engine: engine, block: Block(header: BlockHeader(), transactions: [call]),
      environment: BlockEnvironment())
    worker = executor.worker(lane: 0)
  }

  /// What `count` executions take together.
  func time(_ count: Int) -> ElapsedTime {
    let stopwatch = Stopwatch()
    // Committed state never makes a reader wait, so no execution throws.
    for _ in 0..<count { try? worker.execute(0, reading: view, into: effects) }
    return stopwatch.elapsed()
  }

  /// What the last execution did; nil if it failed.
  var outcome: ProgramOutcome? {
    guard effects.status == .success else { return nil }
    return ProgramOutcome(effects, intrinsicGas: intrinsicGas, output: worker.output)
  }
}
