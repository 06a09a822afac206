import EVM
import Primitives
import Schedulers
import State

/// Why a block did not become part of a chain.
public enum BlockImportFailure: Error, Sendable, CustomStringConvertible {
  /// The block is not valid; with the state after it, where it was executed.
  case refused(BlockFault, WorldState?)
  /// A fault of ours while executing it.
  case execution(SchedulerFailure)

  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .refused(let fault, _): fault.description
    case .execution(let failure): "not executed: \(failure)"
    }
  }
}

extension BlockChain {
  /// Decodes a block, checks all there is to check, executes it and makes it part of the chain. Takes a
  /// large stack: see `onLargeStack`.
  ///
  /// Under sequential execution before Byzantium, transactions run in steps, so that the receipts root
  /// can be compared too; under any other scheduler those receipts' state roots are not known, and it is
  /// the one thing that is not.
  ///
  /// - Throws: Why the block is refused; the chain is then as before.
  @discardableResult
  public mutating func importBlock(
    _ bytes: [UInt8], under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(BlockImportFailure) -> Member {
    let block: Block
    do throws(BlockDecodingError) { block = try Block(decoding: bytes) } catch {
      throw .refused(.undecodable(error), nil)
    }
    return try importBlock(block, under: scheduler, with: pool)
  }

  /// The same for a block that is decoded already. Senders are recovered anew.
  @discardableResult
  public mutating func importBlock(
    _ block: Block, under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(BlockImportFailure) -> Member {
    let header = block.header
    guard let parent = member(header.parentHash) else {
      throw .refused(.unknownParent(header.parentHash), nil)
    }
    let stage = stage(
      number: header.number, timestamp: header.timestamp, totalDifficulty: parent.totalDifficulty)
    let rules = HeaderRules(stage)
    let environment = environment(of: header, parent: parent, rules.rules)
    let checked: Block
    do throws(BlockFault) {
      checked = try check(block, in: environment, parent: parent, rules)
    } catch {
      throw .refused(error, nil)
    }
    let state = parent.state.copy()
    let processed = try execute(
      checked, in: environment, rules.rules.fork, on: state, under: scheduler, with: pool)
    do throws(BlockFault) {
      try BlockRules(rules: rules.rules).checkOutcome(of: checked, processed, state)
    } catch {
      throw .refused(error, state)
    }
    var member = Member(
      header: header, hash: header.hash, ommers: block.ommers.map(\.hash),
      totalDifficulty: parent.totalDifficulty &+ header.difficulty, state: state)
    member.isReceiptsRootChecked = processed.areReceiptsComplete
    insert(member)
    return member
  }

  /// Everything that can be checked without executing; the block with its senders.
  private func check(
    _ block: Block, in environment: BlockEnvironment, parent: Member, _ rules: HeaderRules
  ) throws(BlockFault) -> Block {
    do throws(HeaderFault) { try rules.check(block.header, parent: parent.header) } catch {
      throw .header(error)
    }
    let blockRules = BlockRules(rules: rules.rules)
    try blockRules.checkLength(block)
    try blockRules.checkTransactions(block, in: environment)
    do throws(CommitmentFault) { try blockRules.checkCommitments(block) } catch {
      throw .commitment(error)
    }
    do throws(OmmersFault) {
      let limit = rules.rules.blockReward == nil ? 0 : OmmerRules.maximumCount
      try ommerRules(parent: parent).check(block.ommers, limit: limit)
    } catch {
      throw .ommers(error)
    }
    return try blockRules.recoveringSenders(block)
  }

  private func ommerRules(parent: Member) -> OmmerRules {
    let ancestors = ancestors(from: parent, count: OmmerRules.depth).map { member in
      OmmerRules.Ancestor(
        header: member.header, hash: member.hash, ommers: member.ommers,
        totalDifficulty: member.totalDifficulty)
    }
    return OmmerRules(ancestors: ancestors) { ommer, parent in
      HeaderRules(
        stage(
          number: ommer.number, timestamp: ommer.timestamp,
          totalDifficulty: parent.totalDifficulty))
    }
  }

  private func environment(
    of header: BlockHeader, parent: Member, _ rules: ForkRules
  ) -> BlockEnvironment {
    var hashes: [UInt64: Hash] = [:]
    for member in ancestors(from: parent, count: 256) { hashes[member.header.number] = member.hash }
    return BlockEnvironment(header: header, chainID: chainID, rules: rules, blockHashes: hashes)
  }

  private mutating func execute(
    _ block: Block, in environment: BlockEnvironment, _ fork: Fork, on state: WorldState,
    under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(BlockImportFailure) -> ProcessedBlock {
    let engine = engine(of: fork)
    let processor = BlockProcessor(
      block, engine: engine, environment: environment,
      reward: BlockReward(of: block, rules: engine.rules))
    do throws(SchedulerFailure) {
      if scheduler is SequentialScheduler, !engine.rules.hasReceiptStatus {
        return try processor.executeInSteps(on: state)
      }
      return try processor.execute(on: state, under: scheduler, with: pool)
    } catch {
      throw .execution(error)
    }
  }
}
