import Primitives

/// One account as the world state keeps it.
public struct AccountRecord: BitwiseCopyable, Sendable {
  public var address: Address
  public var balance = Word.zero
  public var nonce: UInt64 = 0
  public var code = CodeReference.empty
  /// The first of the account's slots plus one, 0 for none; the others hang on it.
  var firstSlot: UInt32 = 0
  /// Whether the account is in the state: a record outlives its account, and reading an address makes
  /// one. An existing account can be empty only if it was loaded so.
  public internal(set) var exists = false

  init(address: Address) { self.address = address }

  /// No nonce, no balance, no code (EIP-161).
  public var isEmpty: Bool { nonce == 0 && balance.isZero && code == .empty }
}

/// One storage slot; a slot of value zero is a slot that is not there.
public struct SlotRecord: BitwiseCopyable, Sendable {
  public var key: Word
  public var value = Word.zero
  public var account: AccountReference
  /// The account's next slot plus one, 0 at the end.
  var next: UInt32

  init(key: Word, account: AccountReference, next: UInt32) {
    self.key = key
    self.account = account
    self.next = next
  }
}
