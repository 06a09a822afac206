import Primitives

/// One of the receipts in a transition tool's result.
public struct TransitionReceipt: Encodable, Sendable {
  public var type: String
  /// From Byzantium on: 0x1 or 0x0 (EIP-658).
  public var status: String?
  /// Before Byzantium: the state root after the transaction.
  public var root: String?
  public var cumulativeGasUsed: String
  public var logsBloom: String
  public var logs: [Log]
  public var transactionHash: String
  /// What the transaction created; zero for a call.
  public var contractAddress: String
  public var gasUsed: String
  public var transactionIndex: String

  /// One log.
  public struct Log: Encodable, Sendable {
    public var address: String
    public var topics: [String]
    public var data: String
    public var transactionHash: String
    public var transactionIndex: String
    /// In the block.
    public var logIndex: String
  }

  static func list(_ included: [StateTransition.Included]) -> [TransitionReceipt] {
    var logCount = 0
    return included.enumerated().map { index, entry in
      defer { logCount += entry.receipt.logs.count }
      return TransitionReceipt(entry, index: index, firstLog: logCount)
    }
  }

  private init(_ entry: StateTransition.Included, index: Int, firstLog: Int) {
    let transaction = entry.transaction
    let hash = keccak256(transaction.encoded()).hex
    let position = Word(UInt64(index)).hex
    type = Word(UInt64(transaction.kind.rawValue)).hex
    root = entry.receipt.stateRoot?.hex
    status = entry.receipt.stateRoot == nil ? (entry.receipt.succeeded ? "0x1" : "0x0") : nil
    cumulativeGasUsed = Word(entry.receipt.cumulativeGasUsed).hex
    logsBloom = hexText(entry.receipt.logsBloom.bytes)
    transactionHash = hash
    contractAddress =
      transaction.to == nil
      ? Address.created(by: transaction.sender, nonce: transaction.nonce).hex : Address.zero.hex
    gasUsed = Word(entry.gasUsed).hex
    transactionIndex = position
    logs = entry.receipt.logs.enumerated().map { offset, log in
      Log(
        address: log.address.hex, topics: log.topics.map { Hash($0).hex },
        data: hexText(log.data), transactionHash: hash, transactionIndex: position,
        logIndex: Word(UInt64(firstLog + offset)).hex)
    }
  }
}
