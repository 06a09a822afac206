import EVM
import Primitives
import Schedulers
import State

extension StateTransition {
  /// What executing the block gave.
  struct Executed {
    var state: WorldState
    /// The transactions that make the block, each with its receipt and gas.
    var included: [Included]
    var rejected: [TransitionResult.Rejection] = []
    var processed: ProcessedBlock
  }

  struct Included {
    var transaction: Transaction
    var gasUsed: UInt64
    var receipt: Receipt
  }

  /// Executes the transactions, each with its place in the input.
  ///
  /// A parallel scheduler does not know how much of the block's gas is left when it executes, so a
  /// transaction that does not fit has left its traces in the state: the block is executed anew without
  /// it, until all that is in it fits.
  func execute(
    _ transactions: [(index: Int, transaction: Transaction)], on genesis: WorldState,
    tracer: (any ExecutionTracer)?
  ) throws(SchedulerFailure) -> Executed {
    let engine = EVMEngine(rules: rules, codeStore: genesis.codeStore, tracer: tracer)
    let pool = WorkerPool(size: options.workers)
    var transactions = transactions
    var unfitting: [TransitionResult.Rejection] = []
    while true {
      let state = genesis.copy()
      let processor = processor(transactions.map(\.transaction), engine)
      let isSequential = options.scheduler is SequentialScheduler
      let processed =
        isSequential
        ? try processor.executeInSteps(on: state)
        : try processor.execute(on: state, under: options.scheduler, with: pool)
      let first = isSequential ? nil : processed.rejected.first { $0.reason.isForWantOfRoom }
      guard let first else {
        return executed(transactions, processed, state, unfitting)
      }
      unfitting.append(
        .init(index: transactions[first.index].index, error: first.reason.description))
      transactions.remove(at: first.index)
    }
  }

  private func processor(
    _ transactions: [Transaction], _ engine: EVMEngine
  ) -> BlockProcessor {
    let block = Block(
      header: header, transactions: transactions, withdrawals: environment.withdrawals ?? [])
    let visible = BlockEnvironment(
      header: header, chainID: options.chainID, rules: rules,
      blockHashes: environment.blockHashes)
    var reward: BlockReward?
    if !rules.hasRandomness, let base = options.reward {
      reward = BlockReward(
        base: Word(base),
        ommers: environment.ommers.map {
          .init(beneficiary: $0.beneficiary, distance: $0.delta)
        })
    }
    return BlockProcessor(block, engine: engine, environment: visible, reward: reward)
  }

  private func executed(
    _ transactions: [(index: Int, transaction: Transaction)], _ processed: ProcessedBlock,
    _ state: WorldState, _ unfitting: [TransitionResult.Rejection]
  ) -> Executed {
    var receipts = processed.receipts.makeIterator()
    var included: [Included] = []
    for (entry, result) in zip(transactions, processed.results)
    where result.status != .rejected {
      guard let receipt = receipts.next() else { break }
      included.append(
        Included(
          transaction: entry.transaction, gasUsed: result.gasUsed, receipt: receipt))
    }
    let rejected = processed.rejected.map {
      TransitionResult.Rejection(
        index: transactions[$0.index].index, error: $0.reason.description)
    }
    return Executed(
      state: state, included: included, rejected: unfitting + rejected, processed: processed)
  }
}

extension TransactionRejection {
  /// Whether what the transactions before it left was too little.
  fileprivate var isForWantOfRoom: Bool { self == .gasLimitAboveBlock || self == .tooManyBlobs }
}
