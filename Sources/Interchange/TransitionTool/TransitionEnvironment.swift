import Primitives

/// `env` of a transition tool: what of a block is known before its transactions, and of its parent what
/// the rest follows from.
public struct TransitionEnvironment: Sendable {
  public var beneficiary: Address
  public var gasLimit: UInt64
  public var number: UInt64
  public var timestamp: UInt64
  /// Before the Merge; nil: follows from ``parent`` and ``parentTimestamp``.
  public var difficulty: Word?
  /// From the Merge on.
  public var random: Hash?
  /// From London on; nil: follows from ``parent``.
  public var baseFee: Word?
  /// From Cancun on; nil: follows from ``parent``.
  public var excessBlobGas: UInt64?
  /// What the parent's header says, as far as the file tells; zero and nil where it does not.
  public var parent = BlockHeader()
  /// Whether the file tells the parent's difficulty and time.
  public var hasParentDifficulty = false
  public var blockHashes: [UInt64: Hash]
  public var ommers: [Ommer]
  /// From Shanghai on.
  public var withdrawals: [Withdrawal]?
  /// From Cancun on.
  public var parentBeaconBlockRoot: Hash?

  /// A block that lost the race.
  public struct Ommer: Hashable, Sendable {
    public var beneficiary: Address
    /// The block's number less the ommer's.
    public var delta: UInt64
  }
}

extension TransitionEnvironment {
  /// What a block's own header says, for a block without withdrawals whose parent is not asked for.
  public init(_ header: BlockHeader) {
    beneficiary = header.beneficiary
    gasLimit = header.gasLimit
    number = header.number
    timestamp = header.timestamp
    random = header.mixHash
    baseFee = header.baseFeePerGas
    excessBlobGas = header.excessBlobGas
    blockHashes = header.number == 0 ? [:] : [header.number - 1: header.parentHash]
    ommers = []
    withdrawals = header.withdrawalsRoot == nil ? nil : []
    parentBeaconBlockRoot = header.parentBeaconBlockRoot
  }

  init(decoding env: JSONValue) throws(InterchangeError) {
    beneficiary = try env.member("currentCoinbase").address()
    gasLimit = try env.member("currentGasLimit").flexibleNumber()
    number = try env.member("currentNumber").flexibleNumber()
    timestamp = try env.member("currentTimestamp").flexibleNumber()
    difficulty = try env.optionalMember("currentDifficulty")?.flexibleWord()
    random = try env.optionalMember("currentRandom").map { (value) throws(InterchangeError) in
      Hash(try value.flexibleWord())
    }
    baseFee = try env.optionalMember("currentBaseFee")?.flexibleWord()
    excessBlobGas = try env.optionalMember("currentExcessBlobGas")?.flexibleNumber()
    blockHashes = try Self.blockHashes(env)
    ommers =
      try env.optionalMember("ommers")?.map { (ommer) throws(InterchangeError) in
        Ommer(
          beneficiary: try ommer.member("address").address(),
          delta: try ommer.member("delta").flexibleNumber())
      } ?? []
    withdrawals = try env.optionalMember("withdrawals")?.map { (entry) throws(InterchangeError) in
      Withdrawal(
        index: try entry.member("index").flexibleNumber(),
        validatorIndex: try entry.member("validatorIndex").flexibleNumber(),
        address: try entry.member("address").address(),
        amount: try entry.member("amount").flexibleNumber())
    }
    parentBeaconBlockRoot = try env.optionalMember("parentBeaconBlockRoot")?.flexibleHash()
    try decodeParent(env)
  }

  private mutating func decodeParent(_ env: JSONValue) throws(InterchangeError) {
    parent.number = number == 0 ? 0 : number - 1
    parent.baseFeePerGas = try env.optionalMember("parentBaseFee")?.flexibleWord()
    parent.gasUsed = try env.optionalMember("parentGasUsed")?.flexibleNumber() ?? 0
    parent.gasLimit = try env.optionalMember("parentGasLimit")?.flexibleNumber() ?? 0
    parent.excessBlobGas = try env.optionalMember("parentExcessBlobGas")?.flexibleNumber()
    parent.blobGasUsed = try env.optionalMember("parentBlobGasUsed")?.flexibleNumber()
    // Without a word of the parent's ommers it has none.
    parent.ommersHash =
      try env.optionalMember("parentUncleHash")?.hash() ?? Block.ommersHash(of: [])
    if parent.ommersHash == .zero { parent.ommersHash = Block.ommersHash(of: []) }
    guard let parentDifficulty = try env.optionalMember("parentDifficulty"),
      let parentTimestamp = try env.optionalMember("parentTimestamp")
    else { return }
    parent.difficulty = try parentDifficulty.flexibleWord()
    parent.timestamp = try parentTimestamp.flexibleNumber()
    hasParentDifficulty = true
  }

  private static func blockHashes(_ env: JSONValue) throws(InterchangeError) -> [UInt64: Hash] {
    var hashes: [UInt64: Hash] = [:]
    guard let given = try env.optionalMember("blockHashes") else { return [:] }
    for (key, value) in try given.members() {
      hashes[try key.flexibleNumber()] = try value.hash()
    }
    return hashes
  }
}
