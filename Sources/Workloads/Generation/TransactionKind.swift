/// A kind of transaction of a profile, such as "swap", and how many of the profile's are of it.
public struct TransactionKind: Hashable, Sendable {
  /// As the file names it in `shares`.
  public var name: String
  /// Share of the profile's transactions; the shares of a profile sum to 1.
  public var share: Double
  /// Whether those of it come after all others of their block, whatever their share: the place where a
  /// long transaction hurts most.
  public var comesLast: Bool

  public init(name: String, share: Double, comesLast: Bool = false) {
    self.name = name
    self.share = share
    self.comesLast = comesLast
  }

  /// The only kind of a profile that has but one.
  public static func only(_ name: String) -> [TransactionKind] {
    [TransactionKind(name: name, share: 1)]
  }
}

/// How a generated transaction is meant to end. All are meant to be valid.
public enum IntendedOutcome: UInt8, Hashable, Sendable, CaseIterable {
  case success
  /// The contract refuses: work is done and paid for, state stays as it was.
  case revert
  /// Ends by an exceptional halt, such as running out of gas: all its gas is used.
  case halt
}
