import EVM
import Primitives
import Schedulers
import State

/// Executes one block, whole: the system calls before it, its transactions, its withdrawals, the reward
/// for its proof of work, and the system calls after it.
///
/// Nothing is checked against the header: see ``BlockValidator``. A value that may be used any number of
/// times, from any thread, but for the engine's lanes: one execution at a time.
public struct BlockProcessor: Sendable {
  public let block: Block
  public let engine: EVMEngine
  public let environment: BlockEnvironment
  /// Nil pays nothing and touches no account.
  public var reward: BlockReward?
  let executor: EVMExecutor

  /// Prepares a block: O(its bytes).
  ///
  /// - Parameters:
  ///   - engine: of the block's fork, over the code store of the states that it will be executed on.
  ///   - environment: what the block's transactions see of it.
  public init(
    _ block: Block, engine: EVMEngine, environment: BlockEnvironment, reward: BlockReward? = nil
  ) {
    self.block = block
    self.engine = engine
    self.environment = environment
    self.reward = reward
    executor = EVMExecutor(engine: engine, block: block, environment: environment)
  }

  /// Executes the block on `state`, which it leaves as the block leaves it. Takes a large stack: see
  /// `onLargeStack`. A scheduler that has to be told of the block is told all there is to know, recorded
  /// on a copy and off the clock.
  ///
  /// Schedulers execute transactions without regard to how much of the block's gas those before them
  /// leave. A transaction that the gas left does not admit is found afterwards and is among
  /// ``ProcessedBlock/rejected``, but what it did is in the state.
  ///
  /// - Parameter isTraced: whether workers note what they do, which takes time.
  /// - Throws: `SchedulerFailure`, a fault of ours, and for a scheduler that chooses an order, which is not
  ///   the block's; the state is then undefined.
  public func execute(
    on state: WorldState, under scheduler: any Scheduler, with pool: WorkerPool,
    isTraced: Bool = false
  ) throws(SchedulerFailure) -> ProcessedBlock {
    guard !scheduler.choosesOrder else {
      throw SchedulerFailure("\(scheduler.name) chooses an order, and this block has one")
    }
    let beginning = ContinuousClock.now
    begin(on: state)
    let begun = ContinuousClock.now
    let knowledge = scheduler.knowledge(of: executor, on: state)
    let start = ContinuousClock.now
    let execution: BlockExecution
    var schedule: ScheduleTrace?
    if isTraced {
      (execution, schedule) = try scheduler.trace(
        executor, on: state, with: pool, knowing: knowledge)
    } else {
      execution = try scheduler.execute(executor, on: state, with: pool, knowing: knowledge)
    }
    let duration = (ContinuousClock.now - start) + (begun - beginning)
    var results = execution.results
    rejectWithoutRoom(&results)
    var processed = ProcessedBlock(of: block, results: results, rules: engine.rules)
    finish(&processed, on: state)
    processed.counters = execution.counters
    processed.attempts = execution.attempts
    processed.schedule = schedule
    processed.fallback = execution.fallback
    processed.duration = duration
    return processed
  }

  /// What happens before the first transaction.
  func begin(on state: WorldState) {
    engine.beginBlock(on: state, environment: environment)
  }

  /// What happens after the last transaction.
  func finish(_ processed: inout ProcessedBlock, on state: WorldState) {
    state.apply(block.withdrawals)
    reward?.pay(environment.beneficiary, on: state, rules: engine.rules)
    let logs = processed.receipts.flatMap(\.logs)
    processed.requests = Result { () throws(RequestsFailure) in
      try engine.endBlock(on: state, environment: environment, logs: logs)
    }
  }

  private func rejectWithoutRoom(_ results: inout [TransactionResult]) {
    var room = BlockRoom(environment, rules: engine.rules)
    for (index, transaction) in block.transactions.enumerated()
    where results[index].status != .rejected {
      if let reason = room.rejection(of: transaction) {
        results[index] = .rejected(reason)
      } else {
        room.take(transaction, gasUsed: results[index].gasUsed)
      }
    }
  }
}

/// What the transactions so far have left of a block's gas and of its blob gas.
struct BlockRoom {
  private(set) var gas: UInt64
  private(set) var blobGas: UInt64
  private let rules: ForkRules

  init(_ environment: BlockEnvironment, rules: ForkRules) {
    self.rules = rules
    gas = environment.gasLimit
    blobGas = rules.blobs.map { UInt64($0.maximumPerBlock) * $0.gasPerBlob } ?? 0
  }

  /// Why the next transaction does not fit; nil if it does (yellow paper, equation 65; EIP-4844).
  func rejection(of transaction: Transaction) -> TransactionRejection? {
    if transaction.gasLimit > gas { return .gasLimitAboveBlock }
    return transaction.blobGas(rules) > blobGas ? .tooManyBlobs : nil
  }

  mutating func take(_ transaction: Transaction, gasUsed: UInt64) {
    gas -= gasUsed
    blobGas -= transaction.blobGas(rules)
  }
}
