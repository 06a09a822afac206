import Primitives
import State
import Testing

@testable import Schedulers

/// What hybrid execution learns from a block on which speculation was given up.
@Suite struct GivenUpBlockTests {
  private static let transactionCount = 400

  /// Calls of one function of one contract, by a sender each.
  private var calls: [Transaction] {
    (0..<Self.transactionCount).map { number in
      Transaction(
        kind: .dynamicFee, sender: toyAddress(1000 + number), chainID: 1, nonce: 0,
        gasLimit: 100_000, maxFeePerGas: .zero, maxPriorityFeePerGas: .zero, to: toyAddress(7),
        value: .zero, input: [1, 2, 3, 4])
    }
  }

  /// Plans the block, executes as many of its transactions by one worker, gives up, and learns.
  private func teach(_ engine: HybridEngine, _ block: ToyBlock, executing count: Int) {
    engine.plan(calls, count: calls.count, hints: nil)
    engine.choose(.bold, workerCount: 2)
    let state = WorldState(naive: block.genesis)
    let begun = engine.begin(
      beneficiary: toyAddress(block.beneficiary), watchesErasure: block.mayEraseStorage, on: state,
      workerCount: 2)
    let store = ResultStore(of: "hybrid")
    store.prepare(transactionCount: calls.count, lanes: 2)
    let executor = ToyExecutor(block: block, wanders: false)
    let lane = BlockSTMLane(
      0, of: begun, executor.makeWorker(lane: 0), engine.laneMemory(0), store.lanes[0])
    var following: SchedulerTask?
    while lane.counters.executions < count,
      let task = following ?? begun.scheduler.pointee.nextTask(for: 0)
    {
      following = lane.perform(task)
    }
    #expect(lane.counters.executions == count)
    #expect(engine.watch.note(stale: 1000, blocked: 0, finished: 1000))
    engine.learn(from: calls, begun, troubles: lane.counters)
  }

  /// Those of a chain teach that it is one, however few were executed; that the others wrote nothing teaches
  /// nothing.
  @Test(arguments: [8, 40, 100, 400])
  func aChainIsLearntFromWhatWasExecuted(count: Int) {
    let chain = HostileBlocks.block("hidden chain", count: Self.transactionCount) { _ in
      [.addToSlot(1, 1, 1)]
    }
    let engine = HybridEngine()
    teach(engine, chain, executing: count)
    engine.plan(calls, count: calls.count, hints: nil)
    engine.choose(BlockJudge(leastWeight: 0), workerCount: 2)
    #expect(engine.order == "in order: one chain")
  }

  /// Nor does that they were given up make a chain of what is none.
  @Test(arguments: [8, 100, 400])
  func whatDoesNotConflictIsNotLearntAsAChain(count: Int) {
    let own = HostileBlocks.block("own keys", count: Self.transactionCount) { i in
      [.addToSlot(1, i, 1)]
    }
    let engine = HybridEngine()
    teach(engine, own, executing: count)
    engine.plan(calls, count: calls.count, hints: nil)
    engine.choose(BlockJudge(leastWeight: 0), workerCount: 2)
    #expect(engine.order == nil)
  }
  /// However many blocks in a row are given up, the rests between them stay what they are.
  @Test func restsStayBounded() {
    var experience = Experience()
    for _ in 0..<200 {
      experience.note(isTroubled: true, hadHints: false, isLostMuch: true)
      var rests = 0
      while experience.restsFromSpeculation() { rests += 1 }
      #expect(rests < 64)
    }
  }
}
