import Primitives
import State
import Testing

@testable import Harness
@testable import Schedulers

@Suite("Outcome check")
struct OutcomeCheckTests {
  private func verdict(under scheduler: any Scheduler, workers: Int = 1) throws -> OutcomeVerdict {
    let uninformed = BlockStream.toy()
    let analysis = try StreamAnalysis(
      of: uninformed, informing: true, until: Interruption())
    let stream = uninformed.informed(analysis.knowledge)
    let execution = try StreamExecution(
      of: stream, under: scheduler, with: WorkerPool(size: workers), until: Interruption())
    return try OutcomeOracle(for: stream).verdict(
      on: execution, by: .init(scheduler, workers: workers))
  }

  @Test("A right execution passes, with the oracle's outcome", arguments: [1, 2, 3])
  func rightExecution(workers: Int) throws {
    for scheduler in allSchedulers {
      let verdict = try verdict(under: scheduler, workers: workers)
      #expect(verdict.mismatch == nil)
      if scheduler.choosesOrder { continue }
      #expect(try verdict.outcome == OutcomeOracle(for: .toy()).outcome)
    }
  }

  @Test("Every planted fault is found", arguments: Fault.Kind.allCases, [0, 5, 19])
  func plantedFault(kind: Fault.Kind, transaction: Int) throws {
    let fault = Fault(kind: kind, transaction: transaction)
    let mismatch = try #require(try verdict(under: FaultyScheduler(fault: fault)).mismatch)
    #expect(mismatch.scheduler == "faulty")
    switch kind {
    case .missingLog, .changedLog, .miscountedGas, .wrongStatus:
      #expect(mismatch.place == .transaction(block: 0, index: transaction))
    case .wrongFee:
      #expect(mismatch.place == .finalState)
    case .droppedWrite, .wrongValue:
      // The log of the next transaction on that slot says so, in this block or in the next.
      let next = transaction + 4
      let isInBlock = next < 20 && next % 7 != 6
      #expect(isInBlock == (mismatch.place == .transaction(block: 0, index: next)))
    }
  }

  @Test("A write dropped at the very end is named by its slot, with both values")
  func droppedLastWrite() throws {
    // One block, and no later transaction reads the slot: only the state can tell.
    let stream = BlockStream.toy(blocks: 1)
    let faulty = FaultyScheduler(fault: Fault(kind: .droppedWrite, transaction: 19))
    let execution = try StreamExecution(
      of: stream, under: faulty, with: WorkerPool(size: 1), until: Interruption())
    let mismatch = try #require(
      try OutcomeOracle(for: stream).verdict(on: execution, by: .init(faulty, workers: 1)).mismatch)
    #expect(mismatch.place == .finalState)
    let address = ToyExecutor.contract.hex
    // Slot 3 has the sum of 4, 8, 12, 16 and 20; transaction 19's 20 is missing.
    #expect(mismatch.difference == "storage \(address)[0x3]: 0x28, expected 0x3c")
    #expect(
      mismatch.description
        == "toy: faulty with 1 worker differs from sequential execution in the state after the "
        + "last block: storage \(address)[0x3]: 0x28, expected 0x3c")
  }

  @Test("The difference says what and by how much")
  func wording() throws {
    func difference(_ kind: Fault.Kind) throws -> String? {
      try verdict(under: FaultyScheduler(fault: Fault(kind: kind, transaction: 2)))
        .mismatch?.difference
    }
    #expect(try difference(.miscountedGas) == "gas used 21003, expected 21002")
    #expect(try difference(.wrongStatus) == "status halted, expected success")
    #expect(try difference(.missingLog) == "0 logs, expected 1")
    #expect(try difference(.changedLog)?.hasPrefix("log 0: by 0x") == true)
  }

  @Test("Latency changes no outcome")
  func latency() throws {
    let stream = BlockStream.toy()
    let latent = stream.withReadLatency(microseconds: 1)
    #expect(latent.steps.allSatisfy { $0.executor is LatentExecutor<ToyExecutor> })
    let execution = try StreamExecution(
      of: latent, under: BlockSTMScheduler(), with: WorkerPool(size: 3), until: Interruption())
    let verdict = try OutcomeOracle(for: stream).verdict(
      on: execution, by: .init(BlockSTMScheduler(), workers: 3))
    #expect(verdict.mismatch == nil)
  }

  // MARK: Chosen orders

  /// Executes in one order, and says that it was another.
  private struct LyingScheduler: Scheduler {
    var actual: [Int]
    var claimed: [Int]
    var name: String { "lying" }
    var summary: String { "executes in one order and says another" }
    var choosesOrder: Bool { true }

    func execute<Executor: TransactionExecutor>(
      _ executor: Executor, on state: WorldState, with pool: WorkerPool,
      knowing knowledge: BlockKnowledge
    ) throws(SchedulerFailure) -> BlockExecution {
      var execution = try SequentialScheduler().execute(
        ReorderedExecutor(executor, order: actual), on: state, with: pool)
      execution.order = claimed
      return execution
    }
  }

  @Test("An execution is held to the order that it says it is of")
  func chosenOrder() throws {
    let forward = Array(0..<20)
    var swapped = forward
    // Both change slot 1, so that each logs what the other has left.
    swapped.swapAt(1, 5)
    #expect(
      try verdict(under: LyingScheduler(actual: forward, claimed: forward)).mismatch == nil)
    #expect(
      try verdict(under: LyingScheduler(actual: forward, claimed: swapped)).mismatch != nil)
    #expect(
      try verdict(under: LyingScheduler(actual: swapped, claimed: forward)).mismatch != nil)
  }

  @Test("Something that is no order of the transactions is refused")
  func noOrder() {
    let forward = Array(0..<20)
    for claimed in [Array(0..<19), [0] + Array(0..<19), Array(1...20)] {
      #expect(throws: ExperimentFailure.self) {
        try verdict(under: LyingScheduler(actual: forward, claimed: claimed))
      }
    }
  }
}
