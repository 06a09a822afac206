import Primitives

/// What the transactions of a block can see of it.
public struct BlockEnvironment: Sendable {
  public var number: UInt64 = 0
  /// Seconds since the Unix epoch.
  public var timestamp: UInt64 = 0
  /// Who receives the fees: COINBASE.
  public var beneficiary = Address.zero
  public var gasLimit: UInt64 = .max
  /// Wei per gas that is burnt (EIP-1559); zero before London.
  public var baseFee = Word.zero
  /// Wei per blob gas (EIP-4844).
  public var blobBaseFee = Word.zero
  /// EIP-4399; before the Merge the block's difficulty.
  public var prevRandao = Word.zero
  public var chainID: UInt64 = 1
  /// What the beacon root contract is told before the block (EIP-4788).
  public var parentBeaconBlockRoot: Hash?
  /// Hashes of earlier blocks by number. BLOCKHASH of a block that is not here is zero, so have all
  /// that the block reads.
  public var blockHashes: [UInt64: Hash] = [:]

  /// An environment of zeros on chain 1, without a limit of gas: for tests.
  public init() {}

  /// The environment of the block with this header. The hash of the parent is taken from the header.
  public init(
    header: BlockHeader, chainID: UInt64, rules: ForkRules, blockHashes: [UInt64: Hash] = [:]
  ) {
    number = header.number
    timestamp = header.timestamp
    beneficiary = header.beneficiary
    gasLimit = header.gasLimit
    baseFee = rules.hasBaseFee ? header.baseFeePerGas ?? .zero : .zero
    blobBaseFee = rules.blobs?.baseFee(excessBlobGas: header.excessBlobGas ?? 0) ?? .zero
    prevRandao = rules.hasRandomness ? header.mixHash.word : header.difficulty
    self.chainID = chainID
    parentBeaconBlockRoot = header.parentBeaconBlockRoot
    self.blockHashes = blockHashes
    if number > 0, self.blockHashes[number - 1] == nil {
      self.blockHashes[number - 1] = header.parentHash
    }
  }

  /// The words that instructions push, the transaction's still zero.
  var words: Environment {
    var words = Environment()
    words.coinbase = Word(beneficiary)
    words.timestamp = Word(timestamp)
    words.number = Word(number)
    words.prevRandao = prevRandao
    words.gasLimit = Word(gasLimit)
    words.chainID = Word(chainID)
    words.baseFee = baseFee
    words.blobBaseFee = blobBaseFee
    return words
  }

  /// The hashes of the 256 blocks before this one, the parent's first, zero where not known.
  var recentHashes: [Word] {
    (1...256).map { depth in
      depth <= number ? blockHashes[number - depth]?.word ?? .zero : .zero
    }
  }
}
