import Primitives

/// One transaction as a profile wants it: the generator adds nonce, fees and chain.
public struct GeneratedCall: Sendable {
  /// The number of the account that sends it.
  public var sender: Int
  /// The account called; nil creates a contract.
  public var to: Address?
  /// Wei sent along.
  public var value: Word
  public var input: [UInt8]
  /// Enough for the call in any state that the workload can reach, unless it is meant to halt.
  public var gasLimit: UInt64
  public var intended: IntendedOutcome
  /// Declared accesses (EIP-2930).
  public var accessList: [AccessListEntry]

  public init(
    sender: Int, to: Address?, value: Word = .zero, input: [UInt8] = [], gasLimit: UInt64,
    intended: IntendedOutcome = .success, accessList: [AccessListEntry] = []
  ) {
    self.sender = sender
    self.to = to
    self.value = value
    self.input = input
    self.gasLimit = gasLimit
    self.intended = intended
    self.accessList = accessList
  }
}

/// The block whose transactions come next.
public struct BlockContext: Hashable, Sendable {
  /// From 1.
  public var number: UInt64
  /// Seconds since the epoch: what TIMESTAMP gives in it.
  public var timestamp: UInt64
}
