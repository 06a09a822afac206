import Primitives

/// For execution that several threads write into one state, each its own fields and slots.
///
/// Existence follows from three fields and lies in one word with the code, so that threads which write
/// different fields of one account would meet there: it is settled afterwards, by one thread. What is
/// written meanwhile is written by field address, for records are shared and fields are not.
extension WorldState {
  /// Makes one write, but leaves existence as it is. Not for ``StateWrite/Kind/presentNonce``, which
  /// is about nothing else, nor for code or erasures of an account that others access meanwhile.
  @inlinable @inline(__always)
  public func applyLeavingExistence(_ write: StateWrite) {
    let account = accounts.base + Int(write.account.index)
    switch write.kind {
    case .nonce, .presentNonce: account.nonce.pointee = write.value.l0
    case .balance: account.balance.pointee = write.value
    case .credit: account.balance.pointee = account.balance.pointee &+ write.value
    case .code:
      account.setCode(CodeReference(UInt32(truncatingIfNeeded: write.value.l0)))
    case .storage: (slots.base + Int(write.slot.index)).value.pointee = write.value
    case .addition:
      let slot = (slots.base + Int(write.slot.index)).value
      slot.pointee = slot.pointee &+ write.value
    case .erasure:
      account.nonce.pointee = 0
      account.balance.pointee = .zero
      account.setCode(.empty)
      forEachSlot(of: write.account) { (slots.base + Int($0.index)).value.pointee = .zero }
    }
  }

  /// Makes the account exist if it is not empty, and otherwise not, as after a write under EIP-161.
  @inlinable
  public func settleExistence(of account: AccountReference) {
    (accounts.base + Int(account.index)).settleExistence()
  }

  /// Gives the account back the fields it had when `earlier` was read, existence included.
  @inlinable
  public func restore(_ account: AccountReference, to earlier: AccountRecord) {
    accounts.base[Int(account.index)] = earlier
  }

  /// Where the fields of an account's record are. Valid until an account is inserted.
  @inlinable @inline(__always)
  public func places(of account: AccountReference) -> AccountPlaces {
    AccountPlaces(accounts.base + Int(account.index))
  }
}

/// Where the fields of one account's record are, for threads that agree among themselves on who reads and
/// writes which of them when.
public struct AccountPlaces: BitwiseCopyable {
  @usableFromInline let record: UnsafeMutablePointer<AccountRecord>

  @inlinable @inline(__always)
  init(_ record: UnsafeMutablePointer<AccountRecord>) { self.record = record }

  @inlinable @inline(__always)
  public var nonce: UnsafeMutablePointer<UInt64> { record.nonce }

  /// The four limbs of the balance, the lowest first.
  @inlinable @inline(__always)
  public var balance: UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(record.balance).assumingMemoryBound(to: UInt64.self)
  }

  /// Whether the account is in the state. In one word with its code.
  @inlinable @inline(__always)
  public var exists: Bool { record.codeAndExistence.pointee & 0x8000_0000 != 0 }
}
