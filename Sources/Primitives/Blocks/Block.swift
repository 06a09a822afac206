/// A block's header, every field of every fork up to Prague; those of later forks are nil before.
public struct BlockHeader: Hashable, Sendable {
  /// The hash of the block before.
  public var parentHash = Hash.zero
  /// Keccak-256 of the ommers' list; of the empty list from the Merge on.
  public var ommersHash = Hash.zero
  /// Who gets the priority fees: COINBASE.
  public var beneficiary = Address.zero
  /// The root of all accounts after the block.
  public var stateRoot = Hash.zero
  /// The root of the transactions' envelopes.
  public var transactionsRoot = Hash.zero
  /// The root of the receipts.
  public var receiptsRoot = Hash.zero
  /// All logs of the block.
  public var logsBloom = LogsBloom()
  /// The proof-of-work difficulty; zero from the Merge on.
  public var difficulty = Word.zero
  /// Blocks before this one.
  public var number: UInt64 = 0
  /// The most gas its transactions may use.
  public var gasLimit: UInt64 = 0
  /// The gas its transactions used.
  public var gasUsed: UInt64 = 0
  /// Seconds since the Unix epoch.
  public var timestamp: UInt64 = 0
  /// Up to 32 bytes of the proposer's choice.
  public var extraData: [UInt8] = []
  /// PREVRANDAO from the Merge on.
  public var mixHash = Hash.zero
  /// The proof of work's eight bytes; zero from the Merge on.
  public var nonce: UInt64 = 0
  /// EIP-1559
  public var baseFeePerGas: Word?
  /// EIP-4895
  public var withdrawalsRoot: Hash?
  /// EIP-4844
  public var blobGasUsed: UInt64?
  /// EIP-4844: the running excess that sets the blob base fee.
  public var excessBlobGas: UInt64?
  /// EIP-4788
  public var parentBeaconBlockRoot: Hash?
  /// EIP-7685
  public var requestsHash: Hash?

  /// A header of zeros, before London.
  public init() {}
}

/// A block: header, transactions in order, ommers, withdrawals.
public struct Block: Sendable {
  /// What the block commits to.
  public var header: BlockHeader
  /// In order of execution.
  public var transactions: [Transaction]
  /// Headers of blocks that lost the race (yellow paper, 11.1); none from the Merge on.
  public var ommers: [BlockHeader]
  /// Credited after the last transaction (EIP-4895); none before Shanghai.
  public var withdrawals: [Withdrawal]
  /// A block of these parts, unchecked.
  public init(
    header: BlockHeader, transactions: [Transaction], ommers: [BlockHeader] = [],
    withdrawals: [Withdrawal] = []
  ) {
    self.header = header
    self.transactions = transactions
    self.ommers = ommers
    self.withdrawals = withdrawals
  }
}

/// An EIP-4895 withdrawal: the consensus layer credits `amount` Gwei to `address`.
public struct Withdrawal: Hashable, Sendable {
  /// Counts all withdrawals ever.
  public var index: UInt64
  /// The consensus layer's number of the validator.
  public var validatorIndex: UInt64
  /// Who is credited.
  public var address: Address
  /// In Gwei, 10⁹ wei.
  public var amount: UInt64
  /// A withdrawal of `amount` Gwei.
  public init(index: UInt64, validatorIndex: UInt64, address: Address, amount: UInt64) {
    self.index = index
    self.validatorIndex = validatorIndex
    self.address = address
    self.amount = amount
  }
}
