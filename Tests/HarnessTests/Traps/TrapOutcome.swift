import EVM
import Primitives
import Schedulers
import State

@testable import Harness

/// Everything of a block's outcome that a header commits to, and each transaction's result.
struct TrapOutcome: Equatable {
  var results: [TransactionResult]
  var receiptsRoot: Hash
  var logsBloom: LogsBloom
  var gasUsed: UInt64
  var blobGasUsed: UInt64
  var stateRoot: Hash
  /// For tests to look at; compared by the root.
  var allocation: Allocation

  static func == (a: Self, b: Self) -> Bool {
    a.results == b.results && a.receiptsRoot == b.receiptsRoot && a.logsBloom == b.logsBloom
      && a.gasUsed == b.gasUsed && a.blobGasUsed == b.blobGasUsed && a.stateRoot == b.stateRoot
  }

  func slot(_ key: Word, of address: Address) -> Word {
    allocation[address]?.storage[key] ?? .zero
  }
  func count(_ status: TransactionStatus) -> Int { results.count { $0.status == status } }
}

/// A trap's block made ready, to be executed any number of times.
struct PreparedTrap {
  let trap: TrapBlock
  private let genesis: WorldState
  private let processor: BlockProcessor

  init(_ trap: TrapBlock) {
    self.trap = trap
    genesis = WorldState(trap.allocation)
    let rules = ForkRules(trap.fork)
    processor = BlockProcessor(
      trap.block, engine: EVMEngine(rules: rules, codeStore: genesis.codeStore),
      environment: BlockEnvironment(
        header: trap.header, chainID: 1, rules: rules, blockHashes: trap.blockHashes))
  }

  /// Executes the whole block: system calls, transactions, withdrawals.
  ///
  /// - Parameters:
  ///   - delays: nil for none, else the seed of pauses within attempts.
  ///   - isTold: whether the scheduler is told all that there is to know of the block, if it wants to; nothing at
  ///     all else, which is for those that can do without.
  func execute(
    under scheduler: any Scheduler, with pool: WorkerPool, delays: UInt64? = nil,
    isTold: Bool = true
  ) throws -> TrapOutcome {
    try executeCounting(under: scheduler, with: pool, delays: delays, isTold: isTold).outcome
  }

  /// The same, and what the scheduler says of it.
  func executeCounting(
    under scheduler: any Scheduler, with pool: WorkerPool, delays: UInt64? = nil,
    isTold: Bool = true
  ) throws -> (outcome: TrapOutcome, execution: BlockExecution) {
    try onLargeStack {
      let state = genesis.copy()
      processor.begin(on: state)
      let knowledge =
        isTold ? scheduler.knowledge(of: processor.executor, on: state) : .nothing
      return try outcome(of: scheduler, on: state, with: pool, knowing: knowledge, delays)
    }
  }

  /// The same from knowledge of another block's execution: wrong, as old hints are.
  func execute(
    under scheduler: any Scheduler, with pool: WorkerPool, misledBy other: PreparedTrap
  ) throws -> (outcome: TrapOutcome, fallback: String?) {
    try onLargeStack {
      let stale = other.genesis.copy()
      other.processor.begin(on: stale)
      let knowledge = scheduler.knowledge(of: other.processor.executor, on: stale)
      let state = genesis.copy()
      processor.begin(on: state)
      let execution = try scheduler.execute(
        processor.executor, on: state, with: pool, knowing: knowledge)
      return (finished(execution, on: state), execution.fallback)
    }
  }

  private func outcome(
    of scheduler: any Scheduler, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge, _ delays: UInt64?
  ) throws(SchedulerFailure) -> (outcome: TrapOutcome, execution: BlockExecution) {
    let execution: BlockExecution
    if let delays {
      execution = try scheduler.execute(
        DelayedExecutor(processor.executor, seed: delays), on: state, with: pool,
        knowing: knowledge)
    } else {
      execution = try scheduler.execute(
        processor.executor, on: state, with: pool, knowing: knowledge)
    }
    return (finished(execution, on: state), execution)
  }

  private func finished(_ execution: BlockExecution, on state: WorldState) -> TrapOutcome {
    var processed = ProcessedBlock(
      of: trap.block, results: execution.results, rules: processor.engine.rules)
    processor.finish(&processed, on: state)
    return TrapOutcome(
      results: processed.results, receiptsRoot: processed.receiptsRoot,
      logsBloom: processed.logsBloom, gasUsed: processed.gasUsed,
      blobGasUsed: processed.blobGasUsed, stateRoot: state.stateRoot(),
      allocation: state.allocation())
  }
}
