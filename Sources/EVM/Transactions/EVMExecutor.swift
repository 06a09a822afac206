import Primitives
import State

/// Executes the transactions of one block on an engine.
public struct EVMExecutor: TransactionExecutor {
  private let engine: EVMEngine
  private let block: PreparedBlock
  public let transactions: [Transaction]?

  /// Prepares a block: O(its bytes), and shares the array of its transactions. States that the
  /// transactions are executed on must be over the engine's code store.
  public init(engine: EVMEngine, block: Block, environment: BlockEnvironment) {
    self.engine = engine
    self.block = PreparedBlock(
      block.transactions, environment: environment, rules: engine.rules,
      codeStore: engine.codeStore)
    transactions = block.transactions
  }

  public var transactionCount: Int { block.transactionCount }
  public var beneficiary: Address { block.environment.beneficiary }
  public var mayEraseStorage: Bool { !engine.rules.destroysOnlyCreated }

  public func makeWorker(lane: Int) -> any TransactionWorker {
    let worker = worker(lane: lane)
    guard let tracer = engine.tracer else { return worker }
    return TracedWorker(worker, engine, tracer, block, lane: lane)
  }

  /// The same without a tracer, for callers that ask an attempt for more than its effects.
  public func worker(lane: Int) -> EVMWorker {
    EVMWorker(engine: engine, block: block, lane: lane)
  }
}

/// Executes transactions of a block on one thread.
///
/// Each call must come with enough native stack for 1,024 nested frames: 4 MiB are plenty in a release
/// build.
public final class EVMWorker: TransactionWorker {
  private let engine: EVMEngine
  private let block: PreparedBlock
  private let host: UnsafeMutablePointer<Host>

  init(engine: EVMEngine, block: PreparedBlock, lane: Int) {
    self.engine = engine
    self.block = block
    host = engine.open(lane: lane).pointer
    host.pointee.begin(block)
  }

  deinit { engine.close() }

  public func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    precondition(index < block.transactionCount, "no transaction \(index) in this block")
    let transaction = block.transaction(index)
    if view.looksAhead { prefetch(after: index, view) }
    try Host.execute(
      transaction, on: host, beneficiary: block.environment.beneficiary, view, into: effects)
  }

  /// EVM instructions that this lane has executed so far, those of calls included. Stays zero unless the
  /// engine counts: code that is not analysed for it knows only blocks and fused instructions.
  public var instructionCount: UInt64 { host.pointee.stepCount }

  public func prefetch(_ index: Int) {
    let transaction = block.transaction(index)
    transaction.prefetch()
    transaction.prefetchTail()
  }

  /// Asks for what the next transactions begin with. Whoever executes these, here or on another core, waits
  /// for memory less.
  ///
  /// Each is found by what was asked for before: a transaction eight ahead, four transactions later the places
  /// of its accounts in the index and where its input is, and two later their records and the input.
  @inline(__always)
  private func prefetch(after index: Int, _ view: any StateView) {
    if index &+ 8 < block.transactionCount { block.transaction(index &+ 8).prefetch() }
    guard index &+ 4 < block.transactionCount else { return }
    let next = block.transaction(index &+ 2)
    let later = block.transaction(index &+ 4)
    if later.inputCount != 0 { later.prefetchTail() }
    if next.inputCount != 0 { next.prefetchInput() }
    view.prefetch(next.sender, later: later.sender)
    view.prefetch(next.to, later: later.to)
  }

  /// What the call of the last attempt returned; empty for a creation that succeeded. Copies it.
  public var output: [UInt8] {
    Array(
      UnsafeBufferPointer(start: host.pointee.returnData, count: host.pointee.returnDataCount))
  }
}

extension Host {
  /// Makes this block's values those that instructions see. The block must outlive their execution.
  mutating func begin(_ block: PreparedBlock) {
    environment = block.words
    blockHashes = UnsafeBufferPointer(block.blockHashes)
    journal.warmBeneficiary = block.environment.beneficiary
  }
}
