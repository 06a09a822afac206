import EVM
import Interchange
import Primitives
import State

/// Executes a program any number of times from the same state, and times that.
///
/// Nothing an execution does is kept, so that each finds every account and slot as the program's files
/// say, and cold (EIP-2929). Code is analysed and memory mapped before the clock starts.
public struct ProgramBench {
  private let program: EVMProgram
  private let state: WorldState
  private let worker: EVMWorker
  private let intrinsicGas: UInt64
  private let effects = TransactionEffects()

  /// Prepares the program for Cancun's rules, with 10¹⁰ gas to spend.
  public init(_ program: EVMProgram) {
    self.program = program
    state = WorldState(program.allocation)
    let rules = ForkRules(.cancun)
    let call = Transaction(
      kind: .legacy, sender: EVMProgram.caller, chainID: nil, nonce: 0,
      gasLimit: 10_000_000_000, maxFeePerGas: .zero, maxPriorityFeePerGas: .zero,
      to: EVMProgram.target, value: .zero, input: program.input)
    intrinsicGas = UInt64(rules.intrinsicGas(of: call))
    let executor = EVMExecutor(
      engine: EVMEngine(rules: rules, codeStore: state.codeStore),
      block: Block(header: BlockHeader(), transactions: [call]),
      environment: BlockEnvironment())
    worker = executor.worker(lane: 0)
  }

  /// Measures `count` executions, or as many as take about a third of a second. Takes a large stack:
  /// see `onLargeStack`.
  ///
  /// - Throws: ``ProgramMismatch`` if an execution fails, or does other than it must.
  public func measure(_ count: Int?) throws(ProgramMismatch) -> ProgramMeasurement {
    let outcome = try checkedOutcome()
    let n = count ?? suitableCount()
    let elapsed = time(n)
    guard try self.outcome() == outcome else {
      throw mismatch("executions from the same state differ from one another")
    }
    return ProgramMeasurement(
      program: program.name, n: n, cpuNanoseconds: mean(elapsed.processor, n),
      wallNanoseconds: mean(elapsed.wall, n), gas: outcome.gas, refund: outcome.refund,
      instructions: nil, output: hexText(outcome.output.prefix(32)), logs: outcome.logs.count,
      checked: program.expected != nil)
  }

  /// Executes once and compares with what the program must do.
  private func checkedOutcome() throws(ProgramMismatch) -> ProgramOutcome {
    _ = time(1)
    let outcome = try outcome()
    guard let expected = program.expected else { return outcome }
    let after = state.copy()
    after.apply(effects)
    if let difference = outcome.difference(from: expected, in: after) {
      throw mismatch(difference)
    }
    return outcome
  }

  /// How many executions take about a third of a second.
  private func suitableCount() -> Int {
    var count = 1
    while true {
      let elapsed = max(1, time(count).processor)
      if elapsed > 20_000_000 { return max(1, count * 333_000_000 / Int(elapsed)) }
      count *= 4
    }
  }

  /// What `count` executions take together.
  private func time(_ count: Int) -> ElapsedTime {
    let view = CommittedView(state)
    let stopwatch = Stopwatch(processor: .thread)
    // Committed state never makes a reader wait, so no execution throws.
    for _ in 0..<count { try? worker.execute(0, reading: view, into: effects) }
    return stopwatch.elapsed()
  }

  /// What the last execution did.
  private func outcome() throws(ProgramMismatch) -> ProgramOutcome {
    guard effects.status == .success else {
      throw mismatch("the call ends in failure: \(effects.status)")
    }
    return ProgramOutcome(effects, intrinsicGas: intrinsicGas, output: worker.output)
  }

  /// To a tenth of a nanosecond.
  private func mean(_ total: UInt64, _ count: Int) -> Double {
    (Double(total) / Double(count) * 10).rounded() / 10
  }

  private func mismatch(_ difference: String) -> ProgramMismatch {
    ProgramMismatch(program: program.name, difference: difference)
  }
}
