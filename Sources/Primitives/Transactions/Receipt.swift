/// One log entry of a transaction.
public struct Log: Hashable, Sendable {
  public var address: Address
  /// At most four.
  public var topics: [Word]
  public var data: [UInt8]
  public init(address: Address, topics: [Word], data: [UInt8]) {
    self.address = address
    self.topics = topics
    self.data = data
  }
}

/// A transaction's receipt as it enters the receipts trie (EIP-658: with a status).
public struct Receipt: Hashable, Sendable {
  public var kind: Transaction.Kind
  public var succeeded: Bool
  /// Gas used by this transaction and all before it in the block.
  public var cumulativeGasUsed: UInt64
  public var logs: [Log]
  public init(kind: Transaction.Kind, succeeded: Bool, cumulativeGasUsed: UInt64, logs: [Log]) {
    self.kind = kind
    self.succeeded = succeeded
    self.cumulativeGasUsed = cumulativeGasUsed
    self.logs = logs
  }
}
