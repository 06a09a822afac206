/// One Ethereum transaction of any type, with its sender.
///
/// A plain value: whether it is valid is decided where it is executed.
public struct Transaction: Hashable, Sendable {
  /// The EIP-2718 type byte.
  public enum Kind: UInt8, Sendable, CaseIterable {
    case legacy = 0
    /// EIP-2930
    case accessList = 1
    /// EIP-1559
    case dynamicFee = 2
    /// EIP-4844
    case blob = 3
    /// EIP-7702
    case setCode = 4
  }

  public var kind: Kind
  /// Who pays and whose nonce counts: recovered from the signature, or stated by a generator.
  public var sender: Address
  /// Nil for a legacy transaction without replay protection (before EIP-155).
  public var chainID: UInt64?
  public var nonce: UInt64
  public var gasLimit: UInt64
  /// The most the sender pays per gas; the gas price where the kind has only that.
  public var maxFeePerGas: Word
  /// The most the beneficiary gets per gas; equal to ``maxFeePerGas`` where the kind has only a price.
  public var maxPriorityFeePerGas: Word
  /// The account called; nil creates a contract.
  public var to: Address?
  /// Wei sent along.
  public var value: Word
  public var input: [UInt8]
  public var accessList: [AccessListEntry] = []
  /// Wei per blob gas, for ``Kind/blob``.
  public var maxFeePerBlobGas = Word.zero
  public var blobVersionedHashes: [Hash] = []
  public var authorizations: [Authorization] = []
  /// Nil for generated transactions, which state their sender.
  public var signature: Signature?

  public init(
    kind: Kind, sender: Address, chainID: UInt64?, nonce: UInt64, gasLimit: UInt64,
    maxFeePerGas: Word, maxPriorityFeePerGas: Word, to: Address?, value: Word, input: [UInt8]
  ) {
    self.kind = kind
    self.sender = sender
    self.chainID = chainID
    self.nonce = nonce
    self.gasLimit = gasLimit
    self.maxFeePerGas = maxFeePerGas
    self.maxPriorityFeePerGas = maxPriorityFeePerGas
    self.to = to
    self.value = value
    self.input = input
  }
}

/// One entry of an EIP-2930 access list.
public struct AccessListEntry: Hashable, Sendable {
  public var address: Address
  public var storageKeys: [Word]
  public init(address: Address, storageKeys: [Word]) {
    self.address = address
    self.storageKeys = storageKeys
  }
}

/// One EIP-7702 authorization: `address` is the code that the signer delegates to.
public struct Authorization: Hashable, Sendable {
  public var chainID: Word
  public var address: Address
  public var nonce: UInt64
  public var signature: Signature
  public init(chainID: Word, address: Address, nonce: UInt64, signature: Signature) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
    self.signature = signature
  }
}

/// An ECDSA signature on secp256k1 with the parity of its point.
public struct Signature: Hashable, Sendable {
  /// False for an even y coordinate.
  public var yParity: Bool
  public var r: Word
  public var s: Word
  public init(yParity: Bool, r: Word, s: Word) {
    self.yParity = yParity
    self.r = r
    self.s = s
  }
}
