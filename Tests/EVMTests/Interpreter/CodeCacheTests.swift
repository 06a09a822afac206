import Dispatch
import Primitives
import State
import Synchronization
import Testing

@testable import EVM

/// The bound on analyses of code: what it holds to, and that nobody meets an analysis that is gone.
@Suite struct CodeCacheTests {
  private static let limit = 64 << 10
  private static let contractCount = 100

  private static func address(_ number: Int) -> Address {
    Address(high: 0xcafe_0000, middle: 0, low: UInt64(number))
  }

  /// Contracts of 300 bytes (about 5 KB analysed) that store their own number, plus one, at slot 0.
  private static let contracts: Allocation = {
    var contracts: Allocation = [:]
    for number in 0..<contractCount {
      let code = Assembly.push(UInt64(number + 1)) + Assembly.push(0) + [0x55, 0x00]
      contracts[address(number)] = account(
        nonce: 1, code: code + [UInt8](repeating: 0x01, count: 300))
    }
    return contracts
  }()

  private let state = WorldState(Self.contracts)
  private let engine: EVMEngine

  init() {
    engine = EVMEngine(
      rules: ForkRules(.cancun), codeStore: state.codeStore, analysisLimit: Self.limit)
  }

  private func executor(calling contracts: [Int]) -> EVMExecutor {
    let calls = contracts.map { number in
      var call = Machine.call()
      call.to = Self.address(number)
      return call
    }
    return EVMExecutor(
      engine: engine, block: Block(header: BlockHeader(), transactions: calls),
      environment: BlockEnvironment())
  }

  /// What the calls would store, one after the other on one worker.
  private func values(_ contracts: [Int], lane: Int = 0, on state: WorldState) throws -> [Word] {
    let worker = executor(calling: contracts).makeWorker(lane: lane)
    let effects = TransactionEffects()
    return try contracts.indices.map { index in
      try worker.execute(index, reading: CommittedView(state), into: effects)
      let writes = (0..<effects.writes.count).map { effects.writes[$0] }
      return try #require(writes.first { $0.kind == .storage }).value
    }
  }

  @Test func boundHoldsFromBlockToBlock() throws {
    for round in 0..<3 {
      for number in 0..<Self.contractCount {
        #expect(try values([number], on: state) == [Word(UInt64(number + 1))])
        // One block may add its own before the next one starts.
        #expect(engine.codeCache.byteCount < Self.limit + 10_000, "round \(round)")
      }
    }
  }

  @Test func nothingIsDroppedWhileAWorkerIs() throws {
    let everything = Array(0..<Self.contractCount)
    let worker = executor(calling: [0]).makeWorker(lane: 1)
    _ = try values(everything, on: state)
    let whole = engine.codeCache.byteCount
    #expect(whole > Self.limit)
    // Another block starts and ends beside the worker.
    _ = try values([0], on: state)
    #expect(engine.codeCache.byteCount == whole)
    withExtendedLifetime(worker) {}
  }

  @Test func nextBlockDropsWhatIsTooMuch() throws {
    let everything = Array(0..<Self.contractCount)
    let expected = everything.map { Word(UInt64($0 + 1)) }
    #expect(try values(everything, on: state) == expected)
    #expect(engine.codeCache.byteCount > Self.limit)
    #expect(try values([7], on: state) == [8])
    #expect(engine.codeCache.byteCount <= Self.limit)
    #expect(try values(everything, on: state) == expected)
  }

  /// Blocks that start and end on four threads at once, far above the bound together.
  @Test func threadsAgree() throws {
    let wrong = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { lane in
      let state = WorldState(Self.contracts, codeStore: self.state.codeStore)
      for round in 0..<50 {
        let contracts = (0..<30).map { (lane * 17 + round * 31 + $0 * 7) % Self.contractCount }
        let expected = contracts.map { Word(UInt64($0 + 1)) }
        let found = try? values(contracts, lane: lane, on: state)
        if found != expected { wrong.withLock { $0 += 1 } }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
  }

  @Test func initCodeIsNotKept() throws {
    let machine = Machine(
      code: Assembly.create(Assembly.deploying([0x00])) + [0x50, 0x00])
    try machine.run()
    let before = machine.engine.codeCache.byteCount
    var call = Machine.call()
    for nonce in 1..<UInt64(20) {
      call.nonce = nonce
      #expect(try machine.run(call).status == .success)
    }
    #expect(machine.engine.codeCache.byteCount == before)
  }
}
