import Primitives
import State

/// What validation tells apart: a field of an account, or a slot.
enum Field: UInt64 {
  /// And, before EIP-161, that the account is there: see ``Word/presentNonce(_:)``.
  case nonce = 0
  case balance = 1
  case code = 2
  /// That the account's storage was erased; the value means nothing.
  case erasure = 3
}

/// A location of multi-version memory, in one word.
struct Location: Hashable, BitwiseCopyable {
  var bits: UInt64
  static let slotKind: UInt64 = 4

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(_ field: Field, of account: AccountReference) {
    bits = UInt64(account.index) &<< 3 | field.rawValue
  }

  @inline(__always)
  init(_ slot: SlotReference) { bits = UInt64(slot.index) &<< 3 | Self.slotKind }

  @inline(__always)
  var isSlot: Bool { bits & 7 == Self.slotKind }
  /// Whether the account's header has it: all that is one record but what is in the storage, which an erasure
  /// changes.
  @inline(__always)
  var isInHeader: Bool { bits & 7 < Field.erasure.rawValue }
  @inline(__always)
  var field: Field { Field(rawValue: bits & 3).unsafelyUnwrapped }
  @inline(__always)
  var index: UInt32 { UInt32(truncatingIfNeeded: bits &>> 3) }
}

extension Word {
  /// A nonce with which its account is there, even if it is empty. One value for both, since existence
  /// changes with no field by itself, and a location of its own would cost every block of later rules.
  @inline(__always)
  static func presentNonce(_ nonce: UInt64) -> Word { Word(nonce, 1, 0, 0) }

  @inline(__always)
  var isPresentNonce: Bool { l1 != 0 }
}
