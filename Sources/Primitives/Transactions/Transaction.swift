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

  /// Which fields it has, and how it is encoded.
  public var kind: Kind
  /// Who pays and whose nonce counts: recovered from the signature, or stated by a generator.
  public var sender: Address
  /// Nil for a legacy transaction without replay protection (before EIP-155).
  public var chainID: UInt64?
  /// How many transactions the sender sent before.
  public var nonce: UInt64
  /// The most gas it may use.
  public var gasLimit: UInt64
  /// The most the sender pays per gas; the gas price where the kind has only that.
  public var maxFeePerGas: Word
  /// The most the beneficiary gets per gas; equal to ``maxFeePerGas`` where the kind has only a price.
  public var maxPriorityFeePerGas: Word
  /// The account called; nil creates a contract.
  public var to: Address?
  /// Wei sent along.
  public var value: Word
  /// Call data, or init code for a creation.
  public var input: [UInt8]
  /// What is warm from the start (EIP-2930).
  public var accessList: [AccessListEntry]
  /// Wei per blob gas, for ``Kind/blob``.
  public var maxFeePerBlobGas: Word
  /// The commitments of its blobs, for ``Kind/blob``.
  public var blobVersionedHashes: [Hash]
  /// For ``Kind/setCode``; at least one in a valid transaction.
  public var authorizations: [Authorization]
  /// Nil for generated transactions, which state their sender.
  public var signature: Signature?

  /// A transaction without signature, blobs and authorizations. Inlined, so that a generator writes it where
  /// it is to stay: 320 bytes, which would otherwise be made in one place and copied to another.
  @inlinable @inline(__always)
  public init(
    kind: Kind, sender: Address, chainID: UInt64?, nonce: UInt64, gasLimit: UInt64,
    maxFeePerGas: Word, maxPriorityFeePerGas: Word, to: Address?, value: Word, input: [UInt8],
    accessList: [AccessListEntry] = []
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
    self.accessList = accessList
    maxFeePerBlobGas = .zero
    blobVersionedHashes = []
    authorizations = []
    signature = nil
  }
}

/// One entry of an EIP-2930 access list.
public struct AccessListEntry: Hashable, Sendable {
  /// The account.
  public var address: Address
  /// Its slots.
  public var storageKeys: [Word]
  /// An entry of an account and its slots.
  public init(address: Address, storageKeys: [Word]) {
    self.address = address
    self.storageKeys = storageKeys
  }
}

/// One EIP-7702 authorization: `address` is the code that the signer delegates to.
public struct Authorization: Hashable, Sendable {
  /// The chain it is for; 0 for every chain.
  public var chainID: Word
  /// The account whose code is delegated to; zero clears the delegation.
  public var address: Address
  /// The signer's nonce at that time.
  public var nonce: UInt64
  /// 0 for an even y coordinate, 1 for an odd one. Any other byte may stand here in a valid transaction,
  /// where it makes the authorization one of nobody.
  public var yParity: UInt8
  /// The signature's first number.
  public var r: Word
  /// The signature's second number.
  public var s: Word

  /// An authorization, unchecked.
  public init(
    chainID: Word, address: Address, nonce: UInt64, yParity: UInt8, r: Word, s: Word
  ) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
    self.yParity = yParity
    self.r = r
    self.s = s
  }

  /// An authorization with this signature over ``signingHash``, unchecked.
  public init(chainID: Word, address: Address, nonce: UInt64, signature: Signature) {
    self.init(
      chainID: chainID, address: address, nonce: nonce, yParity: signature.yParity ? 1 : 0,
      r: signature.r, s: signature.s)
  }

  /// The signature over ``signingHash``; nil where ``yParity`` is neither 0 nor 1.
  public var signature: Signature? {
    yParity <= 1 ? Signature(yParity: yParity == 1, r: r, s: s) : nil
  }
}

/// An ECDSA signature on secp256k1 with the parity of its point.
public struct Signature: Hashable, Sendable {
  /// False for an even y coordinate.
  public var yParity: Bool
  /// The first number: an x coordinate.
  public var r: Word
  /// The second number; in the lower half where EIP-2 holds.
  public var s: Word
  /// A signature of these numbers, unchecked.
  public init(yParity: Bool, r: Word, s: Word) {
    self.yParity = yParity
    self.r = r
    self.s = s
  }

  /// Whether s is in the lower half of the group's order, as EIP-2 wants it of transactions and EIP-7702
  /// of authorizations.
  public var hasLowS: Bool { s <= Self.highestLowS }

  /// Half the order of secp256k1's group, rounded down.
  private static var highestLowS: Word {
    Word(
      0xDFE9_2F46_681B_20A0, 0x5D57_6E73_57A4_501D, 0xFFFF_FFFF_FFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF)
  }
}
