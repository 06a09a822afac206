import Primitives

/// What differs between forks, as a value: each fork's rules are its predecessor's with changes.
public struct ForkRules: Sendable {
  public var fork: Fork
  public var gas = GasSchedule()

  /// Precompiles are the addresses 1 to this.
  public var precompileCount: UInt64 = 9
  /// Init code longer than this cannot run (EIP-3860); no limit before.
  public var maximumInitCode = Int.max
  /// Code longer than this cannot be deployed (EIP-170).
  public var maximumCode = 24576
  /// The block's beneficiary is warm from the start (EIP-3651).
  public var hasWarmBeneficiary = false
  /// PUSH0 (EIP-3855).
  public var hasPush0 = false
  /// MCOPY (EIP-5656).
  public var hasMemoryCopy = false
  /// TLOAD and TSTORE (EIP-1153).
  public var hasTransientStorage = false
  /// SELFDESTRUCT removes only what the same transaction created (EIP-6780).
  public var destroysOnlyCreated = false
  /// The parent's beacon block root is stored before each block (EIP-4788).
  public var hasBeaconRoots = false
  /// BLOBHASH and BLOBBASEFEE (EIP-4844, EIP-7516), blob transactions.
  public var hasBlobs: Bool { blobs != nil }
  /// How blobs are priced and limited; nil before EIP-4844.
  public var blobs: BlobSchedule?

  /// The rules of a fork.
  public init(_ fork: Fork) {
    switch fork {
    case .paris: self = .paris
    case .shanghai: self = .shanghai
    case .cancun: self = .cancun
    }
  }

  private init(base fork: Fork) { self.fork = fork }

  private func changed(to fork: Fork, _ change: (inout ForkRules) -> Void) -> ForkRules {
    var rules = self
    rules.fork = fork
    change(&rules)
    return rules
  }

  /// Paris (the Merge): EIP-3675, EIP-4399.
  public static let paris = ForkRules(base: .paris)

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
    $0.blobs = BlobSchedule()
    $0.hasMemoryCopy = true
    $0.destroysOnlyCreated = true
    $0.precompileCount = 10
  }

  /// Whether `address` is a precompile's.
  @inline(__always)
  func isPrecompile(_ address: Address) -> Bool {
    address.high == 0 && address.middle == 0 && address.low &- 1 < precompileCount
  }
}
