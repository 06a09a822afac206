/// One log entry of a transaction.
public struct Log: Hashable, Sendable {
  /// The contract that logged.
  public var address: Address
  /// At most four.
  public var topics: [Word]
  /// The data, not indexed.
  public var data: [UInt8]
  /// An entry as LOG0 to LOG4 make it.
  public init(address: Address, topics: [Word], data: [UInt8]) {
    self.address = address
    self.topics = topics
    self.data = data
  }
}

/// A transaction's receipt as it enters the receipts trie.
public struct Receipt: Hashable, Sendable {
  /// The transaction's type, which the encoding starts with.
  public var kind: Transaction.Kind
  /// Whether the transaction neither reverted nor failed.
  public var succeeded: Bool
  /// The state root after the transaction, which receipts before Byzantium hold in place of the status
  /// (EIP-658); nil for a receipt with a status.
  public var stateRoot: Hash?
  /// Gas used by this transaction and all before it in the block.
  public var cumulativeGasUsed: UInt64
  /// In the order logged; none unless it succeeded.
  public var logs: [Log]
  /// A receipt of these fields, with a status.
  public init(kind: Transaction.Kind, succeeded: Bool, cumulativeGasUsed: UInt64, logs: [Log]) {
    self.kind = kind
    self.succeeded = succeeded
    self.cumulativeGasUsed = cumulativeGasUsed
    self.logs = logs
  }
}
