import Primitives
import State
import Testing

@testable import EVM

/// A traced run comes to what an untraced one comes to, and its steps account for all of its gas.
@Suite struct TracedEquivalenceTests {
  /// Fifty calls, each of which counts up a slot of the callee's.
  @Test func aLoopOfCallsIsTheSame() throws {
    let counts: [UInt8] = [0x60, 0, 0x54, 0x60, 1, 0x01, 0x60, 0, 0x55]
    let loop =
      [0x60, 50, 0x5b] + Assembly.call(Machine.other)
      + [0x50, 0x60, 1, 0x90, 0x03, 0x80, 0x60, 2, 0x57]
    let allocation = [
      Machine.contract: account(nonce: 1, code: loop),
      Machine.other: account(nonce: 1, code: counts),
    ]
    try expectSameOutcome(allocation, input: [], to: Machine.contract)
  }

  /// Random code over what blocks, fusion and jumps are made of.
  @Test(arguments: 0..<20) func randomCodeIsTheSame(batch: Int) throws {
    for i in 0..<20 {
      let code = FusionTests.randomCode(UInt64(batch * 20 + i))
      try expectSameOutcome(
        [Machine.contract: account(nonce: 1, code: code)], input: [UInt8](1...64),
        to: Machine.contract, gas: 3_000)
    }
  }

  private func expectSameOutcome(
    _ allocation: Allocation, input: [UInt8], to target: Address, gas: UInt64 = 10_000_000
  ) throws {
    var allocation = allocation
    allocation[Machine.sender] = account(balance: 1_000_000)
    var transaction = Machine.call()
    transaction.to = target
    transaction.input = input
    transaction.gasLimit = 30_000 + gas
    let tracer = RecordingTracer(TraceContents(stack: false))
    let traced = Machine(allocation, tracer: tracer)
    let plain = Machine(allocation)
    let (found, expected) = (try traced.run(transaction), try plain.run(transaction))
    #expect(found.status == expected.status)
    #expect(found.gasUsed == expected.gasUsed)
    #expect(found.gasRefunded == expected.gasRefunded)
    #expect(traced.state.stateRoot() == plain.state.stateRoot())
    let outcome = try #require(tracer.all.outcomes.first)
    let intrinsicGas = traced.engine.rules.intrinsicGas(of: transaction)
    #expect(outcome.gasUsed == Int64(found.gasUsed + found.gasRefunded) - intrinsicGas)
    // Without calls, what each step costs is what the next has less.
    for (step, next) in zip(tracer.steps, tracer.steps.dropFirst())
    where step.depth == next.depth && !(0xf0...0xfa).contains(step.opcode) {
      #expect(step.gas - step.gasCost == next.gas)
    }
  }
}
