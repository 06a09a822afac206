import Primitives
import State

/// Blocks to execute and the state they start from, as a workload file determines them.
public struct GeneratedWorkload: Sendable {
  /// How many transactions of one kind there are.
  public struct KindCount: Hashable, Sendable {
    /// The profile's name.
    public var profile: String
    /// The kind's name, as ``WorkloadProfile/kinds`` has it.
    public var kind: String
    public var transactions: Int
    /// Of these, how many are meant to revert, and how many to halt.
    public var reverts: Int
    public var halts: Int
  }

  /// The workload's name.
  public let name: String
  public let seed: UInt64
  /// The state before the first block.
  public let genesis: Allocation
  /// In order; each starts from the state that the one before it leaves.
  public let blocks: [Block]
  /// The fork to execute them by, as `Fork(name:)` takes it.
  public let fork: String
  public let chainID: UInt64
  /// SHA-256, in hexadecimal digits, of the workload's canonical bytes (``StreamEncoder``): equal for
  /// equal work, whatever it is called.
  public let streamHash: String
  /// How each choice of each profile is spread over its keys.
  public let realised: [RealisedSkew]
  /// By entry of the mix and kind, in their order.
  public let kinds: [KindCount]
  /// By block and transaction: how it is meant to end.
  public let intended: [[IntendedOutcome]]
  /// What addresses and slots are called; nil unless the generator was asked for it.
  public let names: LocationNames?

  /// Transactions of each entry of the mix, in its order: name and count.
  public let transactionsByProfile: [(profile: String, count: Int)]

  /// Transactions of all blocks.
  public var transactionCount: Int { blocks.reduce(0) { $0 + $1.transactions.count } }
  /// Accounts of the genesis state that have code.
  public var contractCount: Int { genesis.values.reduce(0) { $0 + ($1.code.isEmpty ? 0 : 1) } }
}
