import EVM
import Interchange
import Primitives
import State

/// Executes a program any number of times from the same state, and times that.
///
/// Every execution finds every account and slot as the program's files say, and cold (EIP-2929). Code is
/// analysed and memory mapped before the clock starts.
public struct ProgramBench {
  private let program: EVMProgram
  private let machine: ProgramMachine

  /// Prepares the program.
  public init(_ program: EVMProgram) {
    self.program = program
    machine = ProgramMachine(program)
  }

  /// Measures `count` executions, or as many as take about a third of a second. Takes a large stack:
  /// see `onLargeStack`.
  ///
  /// - Throws: ``ProgramMismatch`` if an execution fails, or does other than it must.
  public func measure(_ count: Int?) throws(ProgramMismatch) -> ProgramMeasurement {
    let outcome = try checkedOutcome()
    let n = count ?? suitableCount()
    let elapsed = machine.time(n)
    guard machine.outcome == outcome else {
      throw mismatch("executions from the same state differ from one another")
    }
    return ProgramMeasurement(
      program: program.name, n: n, cpuNanoseconds: mean(elapsed.processor, n),
      wallNanoseconds: mean(elapsed.wall, n), gas: outcome.gas, refund: outcome.refund,
      instructions: try instructionCount(outcome), output: hexText(outcome.output.prefix(32)),
      logs: outcome.logs.count, checked: program.expected != nil)
  }

  /// Executes once and compares with what the program must do.
  private func checkedOutcome() throws(ProgramMismatch) -> ProgramOutcome {
    _ = machine.time(1)
    guard let outcome = machine.outcome else {
      throw mismatch("the call ends in failure: \(machine.effects.status)")
    }
    guard let expected = program.expected else { return outcome }
    let after = machine.state.copy()
    after.apply(machine.effects)
    if let difference = outcome.difference(from: expected, in: after) {
      throw mismatch(difference)
    }
    return outcome
  }

  /// Counts in one more execution, of instructions one by one: it must come to the same.
  private func instructionCount(_ outcome: ProgramOutcome) throws(ProgramMismatch) -> UInt64 {
    let counting = ProgramMachine(program, countsInstructions: true)
    _ = counting.time(1)
    guard counting.outcome == outcome else {
      throw mismatch("its instructions one by one do other than its analysed code")
    }
    return counting.worker.instructionCount
  }

  /// How many executions take about a third of a second.
  private func suitableCount() -> Int {
    var count = 1
    while true {
      let elapsed = max(1, machine.time(count).processor)
      if elapsed > 20_000_000 { return max(1, count * 333_000_000 / Int(elapsed)) }
      count *= 4
    }
  }

  /// To a tenth of a nanosecond.
  private func mean(_ total: UInt64, _ count: Int) -> Double {
    (Double(total) / Double(count) * 10).rounded() / 10
  }

  private func mismatch(_ difference: String) -> ProgramMismatch {
    ProgramMismatch(program: program.name, difference: difference)
  }
}
