import Primitives

/// One account as the world state keeps it: 64 bytes, one cache line.
///
/// The first of the account's slots is kept beside the records, not in them, because only erasure and
/// dumps ask for it.
public struct AccountRecord: BitwiseCopyable, Sendable {
  public var address: Address
  /// The code reference in the lower 31 bits and existence in the highest.
  @usableFromInline var codeAndExistence: UInt32 = 0
  public var balance = Word.zero
  public var nonce: UInt64 = 0

  @inlinable
  init(address: Address) { self.address = address }

  @inlinable @inline(__always)
  public var code: CodeReference {
    get { CodeReference(codeAndExistence & 0x7fff_ffff) }
    set { codeAndExistence = codeAndExistence & 0x8000_0000 | newValue.index }
  }

  /// Whether the account is in the state: a record outlives its account, and reading an address makes
  /// one. An existing account can be empty only if it was loaded so, or under rules older than EIP-161.
  @inlinable @inline(__always)
  public internal(set) var exists: Bool {
    get { codeAndExistence & 0x8000_0000 != 0 }
    set { codeAndExistence = codeAndExistence & 0x7fff_ffff | (newValue ? 0x8000_0000 : 0) }
  }

  /// No nonce, no balance, no code (EIP-161).
  @inlinable @inline(__always)
  public var isEmpty: Bool { nonce == 0 && balance.isZero && code == .empty }
}

/// One storage slot: 64 bytes, one cache line. A slot of value zero is a slot that is not there.
///
/// Whose it is, is kept beside the records, eight slots to a line: records of 72 bytes each lie on two
/// lines, and finding and reading slots is mostly waiting for lines.
public struct SlotRecord: BitwiseCopyable, Sendable {
  public var key: Word
  public var value = Word.zero

  @inlinable
  init(key: Word) { self.key = key }
}

/// Whose slot a record is.
@usableFromInline
struct SlotLink: BitwiseCopyable, Sendable {
  @usableFromInline var account: AccountReference
  /// The account's next slot plus one, 0 at the end.
  @usableFromInline var next: UInt32

  @inlinable
  init(account: AccountReference, next: UInt32) {
    self.account = account
    self.next = next
  }
}
