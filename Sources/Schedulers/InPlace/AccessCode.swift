import State

/// What one transaction may access, in one word: a location in the terms of the state's record
/// numbers, and whether it may be written.
///
/// Two kinds are coarser than ``Location``. An account of which the block writes the code, and any
/// account before EIP-161's existence rules and EIP-6780, is one *header*, because existence follows
/// from all fields and lies in one word with the code. An account that the block may erase is one
/// *whole*, slots included.
struct AccessCode: Hashable, BitwiseCopyable {
  var bits: UInt64
  private static let writeBit: UInt64 = 1 << 63
  private static let header: UInt64 = 5
  private static let whole: UInt64 = 6

  @inline(__always)
  init(_ location: Location, isWrite: Bool) {
    bits = location.bits | (isWrite ? Self.writeBit : 0)
  }

  @inline(__always)
  private init(kind: UInt64, _ account: AccountReference, isWrite: Bool) {
    bits = UInt64(account.index) &<< 3 | kind | (isWrite ? Self.writeBit : 0)
  }

  static func header(_ account: AccountReference, isWrite: Bool) -> Self {
    Self(kind: header, account, isWrite: isWrite)
  }

  static func whole(_ account: AccountReference, isWrite: Bool) -> Self {
    Self(kind: whole, account, isWrite: isWrite)
  }

  /// The same, to be written too or not.
  @inline(__always)
  func written(_ isWrite: Bool) -> Self {
    var code = self
    code.bits = place | (isWrite ? Self.writeBit : 0)
    return code
  }

  @inline(__always)
  var isWrite: Bool { bits & Self.writeBit != 0 }
  /// The same place, whether or not it may be written.
  @inline(__always)
  var place: UInt64 { bits & ~Self.writeBit }
  /// The account whose field, header or whole it is; nil for a slot.
  @inline(__always)
  var account: AccountReference? {
    let location = Location(bits: place)
    return location.isSlot ? nil : AccountReference(location.index)
  }
  @inline(__always)
  var isCoarse: Bool { bits & 7 > 4 }
}
