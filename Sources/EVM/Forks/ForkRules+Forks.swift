import Precompiles

extension ForkRules {
  /// The rules of a fork.
  public init(_ fork: Fork) {
    switch fork {
    case .frontier: self = .frontier
    case .homestead: self = .homestead
    case .tangerineWhistle: self = .tangerineWhistle
    case .spuriousDragon: self = .spuriousDragon
    case .byzantium: self = .byzantium
    case .constantinople: self = .constantinople
    case .petersburg: self = .petersburg
    case .istanbul: self = .istanbul
    case .berlin: self = .berlin
    case .london: self = .london
    case .paris: self = .paris
    case .shanghai: self = .shanghai
    case .cancun: self = .cancun
    case .prague: self = .prague
    case .osaka: self = .osaka
    case .bpo1: self = .bpo1
    case .bpo2: self = .bpo2
    }
  }

  /// Frontier: the yellow paper's first rules.
  public static let frontier = ForkRules(base: .frontier)

  /// Homestead: EIP-2, EIP-7.
  public static let homestead = frontier.changed(to: .homestead) {
    $0.requiresLowSignatures = true
    $0.requiresCodeDeposit = true
    $0.gas.transactionCreate = 32000
    $0.hasDelegateCall = true
  }

  /// Tangerine Whistle: EIP-150.
  public static let tangerineWhistle = homestead.changed(to: .tangerineWhistle) {
    $0.capsCallGas = true
    $0.gas.reservedShift = 6
    $0.gas.balance = 400
    $0.gas.externalCode = 700
    $0.gas.storageLoad = 200
    $0.gas.call = 700
    $0.gas.selfDestruct = 5000
    $0.gas.destructionToNewAccount = 25000
  }

  /// Spurious Dragon: EIP-155, EIP-160, EIP-161, EIP-170.
  public static let spuriousDragon = tangerineWhistle.changed(to: .spuriousDragon) {
    $0.hasReplayProtection = true
    $0.gas.exponentByte = 50
    $0.clearsEmptyAccounts = true
    $0.contractNonce = 1
    $0.maximumCode = 24576
  }

  /// Byzantium: EIP-140, EIP-196, EIP-197, EIP-198, EIP-211, EIP-214, EIP-649, EIP-658.
  public static let byzantium = spuriousDragon.changed(to: .byzantium) {
    $0.blockReward = 3_000_000_000_000_000_000
    $0.hasReturnData = true
    $0.hasReceiptStatus = true
    $0.precompiles.count = 8
  }

  /// Constantinople as it was meant to be, which no chain kept: EIP-145, EIP-1014, EIP-1052, EIP-1234,
  /// EIP-1283.
  public static let constantinople = byzantium.changed(to: .constantinople) {
    $0.blockReward = 2_000_000_000_000_000_000
    $0.hasConstantinopleInstructions = true
    $0.gas.externalCodeHash = 400
    $0.metersNetStorage = true
    $0.gas.storageUnchanged = 200
  }

  /// Petersburg, or "Constantinople fix": without EIP-1283.
  public static let petersburg = constantinople.changed(to: .petersburg) {
    $0.metersNetStorage = false
    $0.gas.storageUnchanged = byzantium.gas.storageUnchanged
  }

  /// Istanbul: EIP-152, EIP-1108, EIP-1344, EIP-1884, EIP-2028, EIP-2200.
  public static let istanbul = petersburg.changed(to: .istanbul) {
    $0.precompiles.count = 9
    $0.precompilePrices = .istanbul
    $0.hasChainID = true
    $0.gas.balance = 700
    $0.gas.externalCodeHash = 700
    $0.gas.storageLoad = 800
    $0.gas.nonZeroByte = 16
    $0.metersNetStorage = true
    $0.gas.storageUnchanged = 800
    $0.gas.storageSentry = 2300
  }

  /// Berlin: EIP-2565, EIP-2718, EIP-2929, EIP-2930.
  public static let berlin = istanbul.changed(to: .berlin) {
    $0.hasAccessLists = true
    $0.precompilePrices = .berlin
    // What was a constant of the instruction depends on the access now.
    $0.gas.balance = 0
    $0.gas.externalCode = 0
    $0.gas.externalCodeHash = 0
    $0.gas.storageLoad = 0
    $0.gas.call = 0
    $0.gas.coldAccount = 2600
    $0.gas.warmAccess = 100
    $0.gas.coldSlot = 2100
    $0.gas.storageUnchanged = 100
    $0.gas.storageReset = 2900
  }

  /// London: EIP-1559, EIP-3198, EIP-3529, EIP-3541.
  public static let london = berlin.changed(to: .london) {
    $0.hasBaseFee = true
    $0.refusesEFCode = true
    $0.gas.refundQuotient = 5
    $0.gas.storageClearRefund = 4800
    $0.gas.destructionRefund = 0
  }

  /// Paris (the Merge): EIP-3675, EIP-4399.
  public static let paris = london.changed(to: .paris) {
    $0.hasRandomness = true
    $0.blockReward = nil
  }

  /// Shanghai: EIP-3651, EIP-3855, EIP-3860, EIP-4895.
  public static let shanghai = paris.changed(to: .shanghai) {
    $0.hasWarmBeneficiary = true
    $0.hasPush0 = true
    $0.gas.initCodeWord = 2
    $0.maximumInitCode = 49152
  }

  /// Cancun: EIP-1153, EIP-4788, EIP-4844, EIP-5656, EIP-6780, EIP-7516.
  public static let cancun = shanghai.changed(to: .cancun) {
    $0.hasTransientStorage = true
    $0.hasBeaconRoots = true
    $0.blobs = .cancun
    $0.hasMemoryCopy = true
    $0.destroysOnlyCreated = true
    $0.precompiles.count = 10
  }

  /// Prague: EIP-2537, EIP-2935, EIP-6110, EIP-7002, EIP-7251, EIP-7623, EIP-7685, EIP-7691, EIP-7702.
  public static let prague = cancun.changed(to: .prague) {
    $0.hasDelegations = true
    $0.gas.floorToken = 10
    $0.hasBlockHashHistory = true
    $0.hasRequests = true
    $0.blobs = .prague
    $0.precompiles.count = 17
  }

  /// Osaka: EIP-7823, EIP-7825, EIP-7883, EIP-7918, EIP-7934, EIP-7939, EIP-7951.
  public static let osaka = prague.changed(to: .osaka) {
    $0.maximumTransactionGas = 1 << 24
    $0.maximumBlockSize = 8_388_608
    $0.hasCountLeadingZeros = true
    $0.precompiles.hasSecp256r1 = true
    $0.precompilePrices = .osaka
    $0.blobs = .osaka
  }

  /// The first fork of blobs only.
  public static let bpo1 = osaka.changed(to: .bpo1) { $0.blobs = .bpo1 }

  /// The second fork of blobs only.
  public static let bpo2 = bpo1.changed(to: .bpo2) { $0.blobs = .bpo2 }
}
