/// The forks whose rules we have, oldest first.
public enum Fork: Int, Sendable, CaseIterable, Comparable {
  case paris, shanghai, cancun

  public static func < (a: Fork, b: Fork) -> Bool { a.rawValue < b.rawValue }
}

/// What differs between forks, as a value: each fork's rules are its predecessor's with changes.
public struct ForkRules: Sendable {
  public var fork: Fork
  /// PUSH0 (EIP-3855).
  public var hasPush0 = false
  /// MCOPY (EIP-5656).
  public var hasMemoryCopy = false
  /// TLOAD and TSTORE (EIP-1153).
  public var hasTransientStorage = false
  /// BLOBHASH and BLOBBASEFEE (EIP-4844, EIP-7516), blob transactions.
  public var hasBlobs = false
}
