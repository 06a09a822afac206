import Primitives

/// A signed EIP-1559 or EIP-2930 transaction as other tools write it.
public struct TransactionJSON: Encodable, Sendable {
  /// How members are called.
  public enum Form: Sendable {
    /// `gas` and `input`, nothing for a creation's callee; the sender is the signature's.
    case transitionTool
    /// `gasLimit` and `data`, an empty callee, and the sender.
    case blockTest
  }

  private struct Access: Encodable, Sendable {
    var address: String
    var storageKeys: [String]
  }

  private var type: String
  private var chainId: String?
  private var nonce: String
  private var gas: String?
  private var gasLimit: String?
  private var gasPrice: String?
  private var maxFeePerGas: String?
  private var maxPriorityFeePerGas: String?
  private var to: String?
  private var value: String
  private var input: String?
  private var data: String?
  private var accessList: [Access]?
  private var v: String?
  private var r: String?
  private var s: String?
  private var sender: String?

  public init(_ transaction: Transaction, _ form: Form) {
    type = Word(UInt64(transaction.kind.rawValue)).hex
    chainId = transaction.chainID.map { Word($0).hex }
    nonce = Word(transaction.nonce).hex
    let gas = Word(transaction.gasLimit).hex
    let input = hexText(transaction.input)
    switch form {
    case .transitionTool:
      (self.gas, self.input, to) = (gas, input, transaction.to?.hex)
    case .blockTest:
      (gasLimit, data, to) = (gas, input, transaction.to?.hex ?? "")
      sender = transaction.sender.hex
    }
    if transaction.kind.hasPriorityFee {
      maxFeePerGas = transaction.maxFeePerGas.hex
      maxPriorityFeePerGas = transaction.maxPriorityFeePerGas.hex
    } else {
      gasPrice = transaction.maxFeePerGas.hex
    }
    value = transaction.value.hex
    if transaction.kind != .legacy {
      accessList = transaction.accessList.map { entry in
        Access(
          address: entry.address.hex, storageKeys: entry.storageKeys.map { Hash($0).hex })
      }
    }
    guard let signature = transaction.signature else { return }
    v = signature.yParity ? "0x1" : "0x0"
    (r, s) = (signature.r.hex, signature.s.hex)
  }
}
