import Primitives
import State
import Testing

@testable import EVM

/// What a tracer hears of single programs.
@Suite struct TracingTests {
  /// Steps and outcome of a call of the contract with 100,000 gas for its instructions.
  private func trace(
    _ code: [UInt8], contents: TraceContents = TraceContents(), fork: Fork = .cancun,
    gas: UInt64 = 100_000, storage: [Word: Word] = [:], others: Allocation = [:]
  ) throws -> RecordingTracer.Heard {
    let tracer = RecordingTracer(contents)
    let machine = Machine(
      code: code, storage: storage, fork: fork, others: others, tracer: tracer)
    var transaction = Machine.call()
    transaction.gasLimit = 21_000 + gas
    try machine.run(transaction)
    return tracer.all
  }

  @Test func everyInstructionIsAStep() throws {
    // PUSH1 2, PUSH1 3, ADD, JUMPDEST, and the STOP behind the code: two of these would be fused.
    let heard = try trace([0x60, 2, 0x60, 3, 0x01, 0x5b])
    #expect(heard.steps.map(\.programCounter) == [0, 2, 4, 5, 6])
    #expect(heard.steps.map(\.opcode) == [0x60, 0x60, 0x01, 0x5b, 0x00])
    #expect(heard.steps.map(\.name) == ["PUSH1", "PUSH1", "ADD", "JUMPDEST", "STOP"])
    #expect(heard.steps.map(\.gas) == [100_000, 99_997, 99_994, 99_991, 99_990])
    #expect(heard.steps.map(\.gasCost) == [3, 3, 3, 1, 0])
    #expect(heard.steps.map(\.stack) == [[], [2], [2, 3], [5], [5]])
    #expect(heard.steps.allSatisfy { $0.depth == 1 && $0.refund == 0 && $0.error == nil })
    #expect(heard.began == [0])
    #expect(heard.outcomes == [TraceOutcome(output: [], gasUsed: 10)])
  }

  @Test func contentsAreAsAskedFor() throws {
    let code: [UInt8] = [0x60, 7, 0x60, 0, 0x52, 0x00]
    let without = try trace(code, contents: TraceContents(stack: false)).steps
    #expect(without.allSatisfy { $0.stack == nil && $0.memory == nil && $0.returnData == nil })
    let with = try trace(code, contents: TraceContents(memory: true, returnData: true)).steps
    #expect(with.map(\.memorySize) == [0, 0, 0, 32])
    #expect(with[2].memory == [])
    #expect(with[3].memory == [UInt8](repeating: 0, count: 31) + [7])
    #expect(with[2].gasCost == 6, "with the first word of memory")
    #expect(with[3].returnData == [])
  }

  @Test func callsCostWhatTheyGive() throws {
    let callee = account(nonce: 1, code: [0x60, 1, 0x50])
    let code = Assembly.call(Machine.other, gas: 5_000) + [0x00]
    let heard = try trace(code, others: [Machine.other: callee])
    let call = try #require(heard.steps.first { $0.opcode == 0xf1 })
    #expect(call.gasCost == 2_600 + 5_000)
    let inner = heard.steps.filter { $0.depth == 2 }
    #expect(inner.map(\.gas) == [5_000, 4_997, 4_995])
    let last = try #require(heard.steps.last)
    #expect(last.stack == [1])
    #expect(last.gas == call.gas - 2_600 - 5, "what the callee left came back")
    let order = heard.steps.map(\.depth)
    #expect(order == [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1])
  }

  @Test func callsOfNobodyCostWhatTheyWouldGive() throws {
    for target in [Machine.other, Address(truncating: 4)] {
      let heard = try trace(Assembly.call(target, gas: 5_000) + [0x00])
      let call = try #require(heard.steps.first { $0.opcode == 0xf1 })
      #expect(call.gasCost == (target == Machine.other ? 2_600 : 100) + 5_000)
      let spent = call.gas - heard.steps[8].gas
      #expect(spent == (target == Machine.other ? 2_600 : 115))
    }
  }

  @Test func theStipendIsNobodysCost() throws {
    let callee = account(nonce: 1, code: [0x00])
    let tracer = RecordingTracer()
    let machine = Machine(
      code: Assembly.call(Machine.other, value: 1, gas: 0) + [0x00], balance: 5,
      others: [Machine.other: callee], tracer: tracer)
    try machine.run()
    let call = try #require(tracer.steps.first { $0.opcode == 0xf1 })
    #expect(call.gasCost == 2_600 + 9_000)
    #expect(tracer.steps.first { $0.depth == 2 }?.gas == 2_300)
  }

  @Test func creationsDoNotCostWhatTheyGive() throws {
    let heard = try trace(Assembly.create([0x60, 0, 0x50]) + [0x00])
    let create = try #require(heard.steps.first { $0.opcode == 0xf0 })
    #expect(create.gasCost == 32_002, "one word of init code")
    #expect(heard.steps.filter { $0.depth == 2 }.map(\.opcode) == [0x60, 0x50, 0x00])
    // Of empty init code no step tells.
    let code = Assembly.push(0) + Assembly.push(0) + Assembly.push(0) + [0xf0, 0x00]
    let empty = try trace(code).steps
    #expect(empty.map(\.gasCost) == [3, 3, 3, 32_000, 0])
    #expect(empty.allSatisfy { $0.depth == 1 })
  }

  @Test func refundsShowWithTheirStore() throws {
    let code = Assembly.push(0) + Assembly.push(1) + [0x55, 0x00]
    let steps = try trace(code, storage: [1: 9]).steps
    #expect(steps.map(\.gasCost) == [3, 3, 5_000, 0])
    #expect(steps.map(\.refund) == [0, 0, 4_800, 4_800])
  }

  @Test(
    arguments: [
      ([0x01], "stack underflow", 3), ([0x60, 1, 0x56], "invalid jump destination", 8),
      ([0xfe], "invalid opcode", 0), ([0x0c], "invalid opcode", 0),
      ([0x60, 1, 0x60, 0, 0x60, 0, 0x3e], "return data out of bounds", 3),
      ([0x62, 0xff, 0xff, 0xff, 0x51], "out of gas", 3),
      ([UInt8](repeating: 0x30, count: 1025), "stack overflow", 2),
    ] as [([UInt8], String, Int64)])
  func failuresAreTold(code: [UInt8], error: String, constantGas: Int64) throws {
    let heard = try trace(code)
    let last = try #require(heard.steps.last)
    #expect(last.error == error)
    #expect(last.gasCost == constantGas)
    #expect(heard.steps.dropLast().allSatisfy { $0.error == nil })
    #expect(heard.outcomes == [TraceOutcome(output: [], gasUsed: 100_000, error: error)])
  }

  @Test func gasRunsOutAtItsOwnInstruction() throws {
    // Untraced, the block's header would find that three times three is more than eight.
    let heard = try trace([0x60, 1, 0x60, 2, 0x01, 0x50], gas: 8)
    #expect(heard.steps.map(\.programCounter) == [0, 2, 4])
    #expect(heard.steps.last?.error == "out of gas")
    #expect(heard.steps.last?.gasCost == 3)
  }

  @Test func revertsReturnWhatTheySay() throws {
    let heard = try trace([0x60, 5, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xfd])
    #expect(heard.steps.last?.error == "execution reverted")
    let outcome = try #require(heard.outcomes.first)
    #expect(outcome.output == [UInt8](repeating: 0, count: 31) + [5])
    #expect(outcome.error == "execution reverted")
    #expect(outcome.gasUsed == 3 + 3 + 6 + 3 + 3)
  }

  @Test func namesFollowTheFork() throws {
    #expect(try trace([0x5f]).steps.first?.name == "PUSH0")
    #expect(try trace([0x5f], fork: .paris).steps.first?.name == "opcode 0x5f not defined")
  }

  @Test func aTransferHasNoStep() throws {
    let tracer = RecordingTracer()
    let machine = Machine(code: [], tracer: tracer)
    try machine.run()
    #expect(tracer.steps.isEmpty)
    #expect(tracer.all.outcomes == [TraceOutcome(output: [], gasUsed: 0)])
  }

  @Test func aRejectedTransactionHasNoEnd() throws {
    let tracer = RecordingTracer()
    let machine = Machine(code: [0x00], tracer: tracer)
    var transaction = Machine.call()
    transaction.nonce = 5
    #expect(try machine.run(transaction).status == .rejected)
    #expect(tracer.steps.isEmpty && tracer.all.outcomes.isEmpty)
  }
}
