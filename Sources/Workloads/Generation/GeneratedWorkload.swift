import Primitives
import State

/// Blocks to execute and the state they start from, as a workload file determines them.
public struct GeneratedWorkload: Sendable {
  /// How many transactions of one kind there are.
  public struct KindCount: Hashable, Sendable, Codable {
    /// The entry's place in the mix.
    public var entry: Int
    /// The profile's name.
    public var profile: String
    /// The kind's name, as ``WorkloadProfile/kinds`` has it.
    public var kind: String
    public var transactions = 0
    /// Of these, how many are meant to revert.
    public var reverts = 0
    /// Of these, how many are meant to halt.
    public var halts = 0

    init(entry: Int, profile: String, kind: String) {
      self.entry = entry
      self.profile = profile
      self.kind = kind
    }
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
  public internal(set) var streamHash = ""
  /// How each choice of each profile is spread over its keys.
  public internal(set) var realised: [RealisedSkew] = []
  /// By entry of the mix and kind, in their order.
  public internal(set) var kinds: [KindCount] = []
  /// By block and transaction: how it is meant to end.
  public internal(set) var intended: [[IntendedOutcome]] = []
  /// By block and transaction: when it arrived, in nanoseconds from the start; nil for batches.
  public internal(set) var arrivals: [[UInt64]]?
  /// The account numbers of all who send transactions, where they have secret keys (``AccountKey``); nil
  /// where they have none.
  public internal(set) var signers: [Address: Int]?
  /// What addresses and slots are called; nil unless the generator was asked for it.
  public internal(set) var names: LocationNames?

  init(
    name: String, seed: UInt64, genesis: Allocation, blocks: [Block], fork: String, chainID: UInt64
  ) {
    self.name = name
    self.seed = seed
    self.genesis = genesis
    self.blocks = blocks
    self.fork = fork
    self.chainID = chainID
  }

  /// Transactions of each entry of the mix, in its order: name and count.
  public var transactionsByProfile: [(profile: String, count: Int)] {
    var counts: [(profile: String, count: Int)] = []
    var entry: Int?
    for kind in kinds {
      if kind.entry != entry { counts.append((kind.profile, 0)) }
      entry = kind.entry
      counts[counts.count - 1].count += kind.transactions
    }
    return counts
  }
  /// Transactions of all blocks.
  public var transactionCount: Int { blocks.reduce(0) { $0 + $1.transactions.count } }
  /// Accounts of the genesis state that have code.
  public var contractCount: Int { genesis.values.reduce(0) { $0 + ($1.code.isEmpty ? 0 : 1) } }
}
