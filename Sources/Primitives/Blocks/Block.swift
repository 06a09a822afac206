/// A block's header, every field of every fork up to Cancun; those of later forks are nil before.
public struct BlockHeader: Hashable, Sendable {
  public var parentHash = Hash.zero
  public var ommersHash = Hash.zero
  public var beneficiary = Address.zero
  public var stateRoot = Hash.zero
  public var transactionsRoot = Hash.zero
  public var receiptsRoot = Hash.zero
  public var logsBloom = LogsBloom()
  public var difficulty = Word.zero
  public var number: UInt64 = 0
  public var gasLimit: UInt64 = 0
  public var gasUsed: UInt64 = 0
  /// Seconds since the Unix epoch.
  public var timestamp: UInt64 = 0
  public var extraData: [UInt8] = []
  /// PREVRANDAO from the Merge on.
  public var mixHash = Hash.zero
  public var nonce: UInt64 = 0
  /// EIP-1559
  public var baseFeePerGas: Word?
  /// EIP-4895
  public var withdrawalsRoot: Hash?
  /// EIP-4844
  public var blobGasUsed: UInt64?
  public var excessBlobGas: UInt64?
  /// EIP-4788
  public var parentBeaconBlockRoot: Hash?

  public init() {}
}

/// A block as executed: header, transactions in order, withdrawals.
public struct Block: Sendable {
  public var header: BlockHeader
  public var transactions: [Transaction]
  public var withdrawals: [Withdrawal]
  public init(header: BlockHeader, transactions: [Transaction], withdrawals: [Withdrawal] = []) {
    self.header = header
    self.transactions = transactions
    self.withdrawals = withdrawals
  }
}

/// An EIP-4895 withdrawal: the consensus layer credits `amount` Gwei to `address`.
public struct Withdrawal: Hashable, Sendable {
  public var index: UInt64
  public var validatorIndex: UInt64
  public var address: Address
  /// In Gwei, 10⁹ wei.
  public var amount: UInt64
  public init(index: UInt64, validatorIndex: UInt64, address: Address, amount: UInt64) {
    self.index = index
    self.validatorIndex = validatorIndex
    self.address = address
    self.amount = amount
  }
}
