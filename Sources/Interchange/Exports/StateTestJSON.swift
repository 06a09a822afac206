import Primitives
import State

/// One transaction as an Ethereum state test with a single case.
public struct StateTestJSON: Encodable, Sendable {
  private struct Template: Encodable, Sendable {
    struct Access: Encodable, Sendable {
      var address: String
      var storageKeys: [String]
    }
    var data: [String]
    var gasLimit: [String]
    var value: [String]
    var nonce: String
    var to: String
    var sender: String
    var secretKey: String
    var maxFeePerGas: String
    var maxPriorityFeePerGas: String
    var accessLists: [[Access]]?
  }
  private struct Case: Encodable, Sendable {
    var hash: String
    var logs: String
    var indexes = ["data": 0, "gas": 0, "value": 0]
    var txbytes: String
  }

  private var env: EnvironmentJSON
  private var pre: AllocationJSON
  private var transaction: Template
  private var post: [String: [Case]]

  /// - Parameters:
  ///   - transaction: An EIP-1559 transaction, signed by `secretKey`.
  ///   - header: Of its block.
  ///   - outcome: The root of the state after it, and the hash of its logs.
  public init(
    _ transaction: Transaction, secretKey: Word, in header: BlockHeader, fork: String,
    on allocation: Allocation, outcome: (stateRoot: Hash, logsHash: Hash)
  ) {
    env = EnvironmentJSON(header, .stateTest)
    pre = AllocationJSON(allocation, form: .complete)
    self.transaction = Template(
      data: [hexText(transaction.input)], gasLimit: [Word(transaction.gasLimit).hex],
      value: [transaction.value.hex], nonce: Word(transaction.nonce).hex,
      to: transaction.to?.hex ?? "", sender: transaction.sender.hex,
      secretKey: Hash(secretKey).hex, maxFeePerGas: transaction.maxFeePerGas.hex,
      maxPriorityFeePerGas: transaction.maxPriorityFeePerGas.hex)
    if !transaction.accessList.isEmpty {
      self.transaction.accessLists = [
        transaction.accessList.map {
          .init(address: $0.address.hex, storageKeys: $0.storageKeys.map { Hash($0).hex })
        }
      ]
    }
    post = [
      fork: [
        Case(
          hash: outcome.stateRoot.hex, logs: outcome.logsHash.hex,
          txbytes: hexText(transaction.encoded()))
      ]
    ]
  }
}
