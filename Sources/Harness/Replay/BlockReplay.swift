import EVM
import Interchange
import Primitives
import Schedulers
import State

/// A real block, ready to be executed any number of times.
public struct BlockReplay: Sendable {
  let archived: ArchivedBlock
  /// As consensus tests name it.
  public let forkName: String
  private let prepared: Prepared?

  /// What executing needs, where the fork's rules are there.
  private struct Prepared: Sendable {
    var processor: BlockProcessor
    /// The state before the block. Never executed on.
    var genesis: WorldState
  }

  public init(_ archived: ArchivedBlock) {
    self.archived = archived
    let header = archived.block.header
    forkName = MainnetFork.name(for: header)
    prepared = Fork(name: forkName).map { fork in
      let rules = ForkRules(fork)
      // The archive lists accounts that were read and found empty; from EIP-161 on such do not exist.
      let genesis = WorldState(
        archived.allocation.filter { !rules.clearsEmptyAccounts || !$0.value.isEmpty })
      let engine = EVMEngine(rules: rules, codeStore: genesis.codeStore)
      let environment = BlockEnvironment(
        header: header, chainID: 1, rules: rules, blockHashes: archived.blockHashes)
      // Without the reward for the proof of work: what is known of the state after the block is, too.
      let processor = BlockProcessor(archived.block, engine: engine, environment: environment)
      return Prepared(processor: processor, genesis: genesis)
    }
  }

  /// Executes the block once and compares the outcome with everything known of it.
  /// Takes a large stack: see `onLargeStack`.
  /// - Parameter isTraced: whether workers note what they do, which takes time.
  public func run(
    under scheduler: any Scheduler, with pool: WorkerPool, isTraced: Bool = false
  ) -> ReplayResult {
    let header = archived.block.header
    var result = ReplayResult(
      block: header.number, fork: forkName, transactions: archived.block.transactions.count,
      gasUsed: header.gasUsed, scheduler: scheduler.name, workers: pool.size,
      verdict: .skipped("the rules of \(forkName) are not there yet"))
    if header.number == MainnetFork.daoBlock {
      result.verdict = .skipped("the DAO fork moves balances by decree, which is not done here")
      return result
    }
    guard let prepared else { return result }
    let state = prepared.genesis.copy()
    do {
      let processed = try prepared.processor.execute(
        on: state, under: scheduler, with: pool, isTraced: isTraced)
      result.duration = processed.duration
      result.fallback = processed.fallback
      result.counters = processed.counters
      result.attempts = processed.attempts
      result.schedule = processed.schedule
      result.verdict = verdict(on: processed, state, prepared.processor.engine.rules)
      result.isReceiptsRootChecked = processed.areReceiptsComplete
    } catch {
      result.verdict = .fault("\(error)")
    }
    return result
  }

  /// The block's transactions, ready to be executed on the state before the first of them; nil where the
  /// fork's rules are not there.
  func transactions() -> (executor: any TransactionExecutor, state: WorldState)? {
    guard let prepared, archived.block.header.number != MainnetFork.daoBlock else { return nil }
    let state = prepared.genesis.copy()
    prepared.processor.begin(on: state)
    return (prepared.processor.executor, state)
  }

  private func verdict(
    on processed: ProcessedBlock, _ state: WorldState, _ rules: ForkRules
  ) -> ReplayVerdict {
    if let rejected = processed.rejected.first {
      return .mismatch("transaction \(rejected.index) was refused: \(rejected.reason)")
    }
    let outcome = ReplayOutcome(processed: processed, state: state, rules: rules)
    let difference =
      outcome.differenceFromExpected(archived) ?? outcome.differenceFromHeader(archived.block)
    return difference.map { .mismatch($0) } ?? .passed
  }
}

extension AccountAllocation {
  fileprivate var isEmpty: Bool { nonce == 0 && balance.isZero && code.isEmpty && storage.isEmpty }
}
