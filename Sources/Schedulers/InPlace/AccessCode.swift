import State

/// What an access has to be of to be one of a declared location, in one word: a ``Location``, in the terms
/// of the state's record numbers, or something coarser.
///
/// Two kinds are coarser. An account of which the block writes the code, and any account before EIP-161's
/// existence rules and EIP-6780, is one *header*, because existence follows from all fields and lies in one
/// word with the code. An account that the block may erase is one *whole*, slots included.
struct AccessCode: Hashable, BitwiseCopyable {
  let bits: UInt64
  private static let header: UInt64 = 5
  private static let whole: UInt64 = 6

  @inline(__always)
  init(_ location: Location) { bits = location.bits }

  @inline(__always)
  private init(kind: UInt64, _ account: AccountReference) {
    bits = UInt64(account.index) &<< 3 | kind
  }

  @inline(__always)
  static func header(_ account: AccountReference) -> Self { Self(kind: header, account) }
  @inline(__always)
  static func whole(_ account: AccountReference) -> Self { Self(kind: whole, account) }

  @inline(__always)
  var isCoarse: Bool { bits & 7 > 4 }

  /// The location that it is; for a coarse one, a field of the account.
  @inline(__always)
  var location: Location { Location(bits: bits) }

  /// Whether it lets a transaction read the account's balance.
  func mayTouchBalance(of account: AccountReference) -> Bool {
    self == Self(Location(.balance, of: account)) || self == .header(account)
      || self == .whole(account)
  }
}

/// Where a declared location lies, in the terms of one state.
struct AccessPlace: BitwiseCopyable {
  var code: AccessCode
  /// The account whose field or slot it is.
  var owner: AccountReference
}
