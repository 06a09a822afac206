import EVM
import Primitives
import Schedulers
import State

/// Blocks that descend from one genesis, each with the state after it: whole-block validation, forks and
/// side chains included.
///
/// Keeps a copy of the state for each block, so it is for the small states of tests. Only valid blocks
/// enter. Proofs of work are not verified.
public struct BlockChain {
  /// One block and what it left.
  public struct Member {
    public let header: BlockHeader
    public let hash: Hash
    /// The hashes of its ommers.
    public let ommers: [Hash]
    /// The sum of difficulties up to this block.
    public let totalDifficulty: Word
    /// After the block. Never executed on: every child gets a copy.
    public let state: WorldState
    /// False where the receipts root could not be compared: see ``BlockChain/importBlock(_:under:with:)``.
    public var isReceiptsRootChecked = true
  }

  public let schedule: ForkSchedule
  public let chainID: UInt64
  private(set) var members: [Hash: Member] = [:]
  /// The last block of the canonical chain: before the Merge the one with the greatest total difficulty,
  /// the first of equals; from the Merge on the last that was imported, as there is no other rule without
  /// a consensus layer.
  public private(set) var head: Member
  private var engines: [Fork: EVMEngine] = [:]

  /// - Parameter state: After the genesis; it is copied for its children.
  public init(
    genesis: BlockHeader, state: WorldState, schedule: ForkSchedule, chainID: UInt64 = 1
  ) {
    self.schedule = schedule
    self.chainID = chainID
    head = Member(
      header: genesis, hash: genesis.hash, ommers: [], totalDifficulty: genesis.difficulty,
      state: state)
    members[head.hash] = head
  }

  /// The block with this hash, if it was imported.
  public func member(_ hash: Hash) -> Member? { members[hash] }

  /// The rules of the child of `parent` with this number and time.
  func stage(number: UInt64, timestamp: UInt64, totalDifficulty: Word) -> ForkSchedule.Stage {
    schedule.stage(number: number, timestamp: timestamp, totalDifficulty: totalDifficulty)
  }

  mutating func insert(_ member: Member) {
    members[member.hash] = member
    let isProofOfStake = member.header.difficulty.isZero
    if isProofOfStake || member.totalDifficulty > head.totalDifficulty { head = member }
  }

  mutating func engine(of fork: Fork) -> EVMEngine {
    if let engine = engines[fork] { return engine }
    let engine = EVMEngine(rules: ForkRules(fork), codeStore: head.state.codeStore)
    engines[fork] = engine
    return engine
  }

  /// The block's ancestors, `parent` first, at most `count`.
  func ancestors(from parent: Member, count: Int) -> [Member] {
    var ancestors = [parent]
    while ancestors.count < count, let last = ancestors.last,
      let next = members[last.header.parentHash]
    {
      ancestors.append(next)
    }
    return ancestors
  }
}
