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
    var engine: EVMEngine
    var executor: EVMExecutor
    /// The state before the block. Never executed on.
    var genesis: WorldState
    var environment: BlockEnvironment
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
      let executor = EVMExecutor(engine: engine, block: archived.block, environment: environment)
      return Prepared(
        engine: engine, executor: executor, genesis: genesis, environment: environment)
    }
  }

  /// Executes the block once and compares the outcome with everything known of it.
  /// Takes a large stack: see `onLargeStack`.
  public func run(under scheduler: any Scheduler, with pool: WorkerPool) -> ReplayResult {
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
      let start = ContinuousClock.now
      prepared.engine.beginBlock(on: state, environment: prepared.environment)
      let execution = try scheduler.execute(prepared.executor, on: state, with: pool)
      result.duration = ContinuousClock.now - start
      state.apply(archived.block.withdrawals)
      result.verdict = verdict(on: execution.results, state, prepared.engine.rules)
      result.isReceiptsRootChecked = prepared.engine.rules.hasReceiptStatus
    } catch {
      result.verdict = .fault("\(error)")
    }
    return result
  }

  private func verdict(
    on results: [TransactionResult], _ state: WorldState, _ rules: ForkRules
  ) -> ReplayVerdict {
    for (index, result) in results.enumerated() {
      guard let reason = result.rejectionReason else { continue }
      return .mismatch("transaction \(index) was refused: \(reason)")
    }
    let outcome = ReplayOutcome(
      of: archived.block, results: results, state: state, rules: rules)
    let difference =
      outcome.differenceFromExpected(archived) ?? outcome.differenceFromHeader(archived.block)
    return difference.map { .mismatch($0) } ?? .passed
  }
}

extension AccountAllocation {
  fileprivate var isEmpty: Bool { nonce == 0 && balance.isZero && code.isEmpty && storage.isEmpty }
}
