import Primitives
import State

/// One test of Ethereum's block tests: a genesis, blocks to import one after the other, and the chain
/// that must come of it.
///
/// The format is that of the `BlockchainTests` of github.com/ethereum/tests.
public struct BlockTest: Sendable {
  /// The key in its file.
  public var name: String
  /// The rules that the chain follows, like `Cancun` or `BerlinToLondonAt5`.
  public var network: String
  public var genesis: BlockHeader
  /// `pre`: all accounts of the genesis.
  public var allocation: Allocation
  /// In the order of import.
  public var blocks: [Entry]
  /// The hash of the canonical chain's last block.
  public var lastBlockHash: Hash
  /// All accounts after that block; nil where the file has only their root.
  public var postAllocation: Allocation?
  /// The root of the state after that block; nil where the file has the accounts.
  public var postStateRoot: Hash?

  /// Block tests are of one chain, the main one.
  public static let chainID: UInt64 = 1

  /// A block to import, valid or not.
  public struct Entry: Hashable, Sendable {
    /// The block's RLP, which may be no block at all.
    public var bytes: [UInt8]
    /// Why the block must be refused, in the test's words; nil if it is valid.
    public var expectedException: String?
    /// The block's hash; nil where the file does not say.
    public var hash: Hash?
  }
}
