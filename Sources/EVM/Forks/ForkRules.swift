import Precompiles
import Primitives

/// What differs between forks, as a value: each fork's rules are its predecessor's with changes.
///
/// The values written here are Frontier's.
public struct ForkRules: Sendable {
  public var fork: Fork
  public var gas = GasSchedule()

  // MARK: Transactions

  /// A signature's s must be in the lower half (EIP-2).
  public var requiresLowSignatures = false
  /// Legacy transactions may name their chain (EIP-155).
  public var hasReplayProtection = false
  /// Typed transactions with access lists (EIP-2718, EIP-2930), and accesses cold and warm (EIP-2929).
  public var hasAccessLists = false
  /// The base fee (EIP-1559), and BASEFEE (EIP-3198).
  public var hasBaseFee = false
  /// Set-code transactions, and accounts whose code is another's (EIP-7702).
  public var hasDelegations = false
  /// No transaction may ask for more gas (EIP-7825); no limit but the block's before.
  public var maximumTransactionGas = UInt64.max

  // MARK: Accounts

  /// Accounts that are touched and empty are removed (EIP-161); before, they come into being and stay.
  public var clearsEmptyAccounts = false
  /// What a new contract's nonce starts at: 1 from EIP-161 on.
  public var contractNonce: UInt64 = 0
  /// SELFDESTRUCT removes only what the same transaction created (EIP-6780).
  public var destroysOnlyCreated = false

  // MARK: Calls and creations

  /// A caller keeps one 64th of its gas, and asking for more than there is means all of it (EIP-150).
  /// Before, it was out of gas.
  public var capsCallGas = false
  /// Creation fails where the gas for the code is not there (EIP-2). Before, the account stayed without
  /// code.
  public var requiresCodeDeposit = false
  /// Code longer than this cannot be deployed (EIP-170).
  public var maximumCode = Int.max
  /// Code that starts with 0xEF cannot be deployed (EIP-3541).
  public var refusesEFCode = false
  /// Init code longer than this cannot run (EIP-3860); no limit before.
  public var maximumInitCode = Int.max
  /// Which addresses are precompiles'.
  public var precompiles = PrecompileAddresses()
  /// Of those from 5 on, which Frontier does not have.
  public var precompilePrices = PrecompilePrices.byzantium

  // MARK: Instructions

  /// SSTORE is priced by what the slot held when the transaction started (EIP-1283, EIP-2200).
  public var metersNetStorage = false
  /// DELEGATECALL (EIP-7).
  public var hasDelegateCall = false
  /// REVERT (EIP-140), RETURNDATASIZE and RETURNDATACOPY (EIP-211), STATICCALL (EIP-214).
  public var hasReturnData = false
  /// SHL, SHR and SAR (EIP-145), EXTCODEHASH (EIP-1052), CREATE2 (EIP-1014).
  public var hasConstantinopleInstructions = false
  /// CHAINID (EIP-1344) and SELFBALANCE (EIP-1884).
  public var hasChainID = false
  /// PREVRANDAO in place of DIFFICULTY (EIP-4399).
  public var hasRandomness = false
  /// PUSH0 (EIP-3855).
  public var hasPush0 = false
  /// MCOPY (EIP-5656).
  public var hasMemoryCopy = false
  /// TLOAD and TSTORE (EIP-1153).
  public var hasTransientStorage = false
  /// CLZ (EIP-7939).
  public var hasCountLeadingZeros = false

  // MARK: Blocks

  /// Wei for a block's proof of work, before what ommers add; nil from the Merge on (EIP-3675).
  public var blockReward: UInt64? = 5_000_000_000_000_000_000
  /// Receipts tell success or failure (EIP-658). Before, they held the state root after the transaction.
  public var hasReceiptStatus = false
  /// The block's beneficiary is warm from the start (EIP-3651).
  public var hasWarmBeneficiary = false
  /// The parent's beacon block root is stored before each block (EIP-4788).
  public var hasBeaconRoots = false
  /// The parent's hash is stored before each block (EIP-2935).
  public var hasBlockHashHistory = false
  /// Blocks end with requests to the consensus layer (EIP-6110, EIP-7002, EIP-7251, EIP-7685).
  public var hasRequests = false
  /// No block's RLP may be longer, in bytes (EIP-7934). For whoever has it: transactions are executed
  /// without.
  public var maximumBlockSize = Int.max
  /// BLOBHASH and BLOBBASEFEE (EIP-4844, EIP-7516), blob transactions.
  public var hasBlobs: Bool { blobs != nil }
  /// How blobs are priced and limited; nil before EIP-4844.
  public var blobs: BlobSchedule?

  init(base fork: Fork) { self.fork = fork }

  func changed(to fork: Fork, _ change: (inout ForkRules) -> Void) -> ForkRules {
    var rules = self
    rules.fork = fork
    change(&rules)
    return rules
  }
}

/// The addresses of precompiles.
public struct PrecompileAddresses: Sendable, BitwiseCopyable {
  /// 1 to this.
  public var count: UInt64 = 4
  /// 0x100 (EIP-7951).
  public var hasSecp256r1 = false

  /// Whether `address` is a precompile's.
  @inline(__always)
  func contains(_ address: Address) -> Bool {
    guard address.high == 0 && address.middle == 0 else { return false }
    return address.low &- 1 < count || (hasSecp256r1 && address.low == 0x100)
  }
}
