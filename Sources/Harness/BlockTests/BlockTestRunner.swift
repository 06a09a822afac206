import EVM
import Interchange
import Primitives
import Schedulers
import State

/// Runs block tests, one at a time, on the calling thread, whose stack must be large.
struct BlockTestRunner {
  private let schedulers: [any Scheduler]
  private let one = WorkerPool(size: 1)
  private let many: WorkerPool

  /// - Parameter workers: Of every scheduler but the sequential one, which has one.
  init(schedulers: [any Scheduler], workers: Int) {
    self.schedulers = schedulers
    many = workers == 1 ? one : WorkerPool(size: workers)
  }

  /// What came of `test` under all schedulers; the first failure ends it.
  func run(_ test: BlockTest, file: String) -> BlockTestFinding {
    var finding = BlockTestFinding(
      file: file, test: test.name, network: test.network, verdict: .passed)
    guard let schedule = ForkSchedule(network: test.network) else {
      finding.verdict = .skipped(Self.reasonToSkip(test.network))
      return finding
    }
    do throws(BlockTestFailure) {
      let genesis = try genesis(of: test)
      var reference: BlockChain?
      for scheduler in schedulers {
        var run = ChainRun(
          test, genesis: genesis, schedule, scheduler,
          pool: scheduler is SequentialScheduler ? one : many, reference: reference)
        try run.importBlocks()
        try run.checkEnd()
        finding.importedBlocks = run.importedBlocks
        finding.blocksWithoutReceiptsRoot = max(
          finding.blocksWithoutReceiptsRoot, run.blocksWithoutReceiptsRoot)
        finding.refusals = run.refusals
        reference = reference ?? run.chain
      }
    } catch {
      finding.verdict = .failed(error)
    }
    return finding
  }

  private func genesis(of test: BlockTest) throws(BlockTestFailure) -> WorldState {
    let state = WorldState(test.allocation)
    let root = state.stateRoot()
    guard root == test.genesis.stateRoot else {
      throw BlockTestFailure(problem: .genesisRoot(root, expected: test.genesis.stateRoot))
    }
    return state
  }

  private static func reasonToSkip(_ network: String) -> String {
    network.contains("Dao")
      ? "the DAO fork moves balances by decree, which is not done here"
      : "the rules of \(network) are not there yet"
  }
}

/// A test's blocks on their way into a chain, under one scheduler.
private struct ChainRun {
  private(set) var chain: BlockChain
  private(set) var importedBlocks = 0
  private(set) var blocksWithoutReceiptsRoot = 0
  private(set) var refusals: [BlockTestRefusal] = []
  private let test: BlockTest
  private let scheduler: any Scheduler
  private let pool: WorkerPool
  /// The chain that another scheduler made, to compare states with.
  private let reference: BlockChain?

  init(
    _ test: BlockTest, genesis: WorldState, _ schedule: ForkSchedule, _ scheduler: any Scheduler,
    pool: WorkerPool, reference: BlockChain?
  ) {
    self.test = test
    self.scheduler = scheduler
    self.pool = pool
    self.reference = reference
    chain = BlockChain(
      genesis: test.genesis, state: genesis, schedule: schedule, chainID: BlockTest.chainID)
  }

  mutating func importBlocks() throws(BlockTestFailure) {
    for index in test.blocks.indices { try importBlock(index) }
  }

  private mutating func importBlock(_ index: Int) throws(BlockTestFailure) {
    let entry = test.blocks[index]
    let outcome = Result { () throws(BlockImportFailure) in
      try chain.importBlock(entry.bytes, under: scheduler, with: pool)
    }
    switch outcome {
    case .success(let member): try check(member, index)
    case .failure(.refused(let fault, let state)): try judge(fault, state, index)
    case .failure(.execution(let fault)):
      throw failure(index, .execution("\(fault)"))
    }
  }

  private mutating func check(
    _ member: BlockChain.Member, _ index: Int
  ) throws(BlockTestFailure) {
    importedBlocks += 1
    if !member.isReceiptsRootChecked { blocksWithoutReceiptsRoot += 1 }
    if let exception = test.blocks[index].expectedException {
      throw failure(index, .imported(expectedException: exception))
    }
    if let hash = test.blocks[index].hash, hash != member.hash {
      throw failure(index, .blockHash(member.hash, expected: hash))
    }
  }

  private mutating func judge(
    _ fault: BlockFault, _ state: WorldState?, _ index: Int
  ) throws(BlockTestFailure) {
    guard let exception = test.blocks[index].expectedException else {
      var difference: StateDifference?
      if let state, let expected = expectedState(after: index) {
        difference = state.firstDifference(from: expected)
      }
      throw failure(index, .refused(fault, difference))
    }
    let isExpected = ExpectedRefusal(exception).admits(fault.kind)
    if isExpected == false {
      throw failure(index, .refusedOtherwise(fault, expectedException: exception))
    }
    refusals.append(
      BlockTestRefusal(exception: exception, fault: fault, isJudged: isExpected != nil))
  }

  /// What the state after a block should be, where we know: another scheduler imported the block, or the
  /// test says.
  private func expectedState(after index: Int) -> WorldState? {
    guard let hash = test.blocks[index].hash else { return nil }
    if let member = reference?.member(hash) { return member.state }
    return hash == test.lastBlockHash ? test.postAllocation.map { WorldState($0) } : nil
  }

  private func failure(
    _ index: Int?, _ problem: BlockTestFailure.Problem
  ) -> BlockTestFailure {
    let place = index.map { index in
      BlockTestFailure.Place(
        index: index, number: (try? Block(decoding: test.blocks[index].bytes))?.header.number)
    }
    return BlockTestFailure(scheduler: scheduler.name, block: place, problem: problem)
  }

  /// Compares the end of the canonical chain, and the state there, with the test's.
  func checkEnd() throws(BlockTestFailure) {
    guard chain.head.hash == test.lastBlockHash else {
      throw failure(nil, .head(chain.head.hash, expected: test.lastBlockHash))
    }
    let state = chain.head.state
    if let allocation = test.postAllocation,
      let difference = state.firstDifference(from: WorldState(allocation))
    {
      throw failure(nil, .finalState(difference))
    }
    // The header's root was compared already, so this compares the file with itself, and us with both.
    let root = state.stateRoot()
    if let expected = test.postStateRoot, root != expected {
      throw failure(nil, .finalRoot(root, expected: expected))
    }
  }
}
