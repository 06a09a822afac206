import Primitives

/// A read met a value that is still being computed: the attempt cannot go on.
///
/// Only speculative views throw it. It is a plain value, so throwing costs a branch.
public struct ReadFailure: Error, Hashable, Sendable {
  /// The transaction that has to finish first.
  public var blockingTransaction: Int
  @inlinable public init(blockingTransaction: Int) {
    self.blockingTransaction = blockingTransaction
  }
}

/// Ethereum state as one attempt at one transaction reads it.
///
/// Reads are by field, because schedulers validate by field: a transaction that reads only a balance
/// must not depend on the nonce beside it. An executor asks each thing at most once an attempt and
/// keeps what it was told; what the attempt itself wrote is the executor's business, never the view's.
///
/// A class protocol, used from one thread at a time: a view is passed down as a parameter, so no
/// reference is counted, and a call costs one witness look-up, paid at first touch only. (A generic
/// view would have to be specialised across modules, which the compiler does not do for the
/// interpreter; hence one concrete failure type instead of an associated one.)
public protocol StateView: AnyObject {
  /// The store that code references of this state point into.
  var codeStore: CodeStore { get }

  /// The reference of an address, whether or not such an account exists. Not a read.
  func account(_ address: Address) -> AccountReference
  /// The reference of a slot, whether or not it was ever written. Not a read.
  func slot(_ key: Word, of account: AccountReference) -> SlotReference

  /// Whether ``prefetch(_:later:)`` does anything: who would have to fetch the addresses themselves asks first.
  var looksAhead: Bool { get }
  /// Hints that the account at `next` will be asked for soon, and that at `later` after it. Not a read;
  /// does nothing unless a view can make use of it.
  func prefetch(_ next: Address, later: Address)

  func nonce(of account: AccountReference) throws(ReadFailure) -> UInt64
  func balance(of account: AccountReference) throws(ReadFailure) -> Word
  func code(of account: AccountReference) throws(ReadFailure) -> CodeReference
  func value(of slot: SlotReference, in account: AccountReference) throws(ReadFailure) -> Word

  /// Whether the account is in the state, even as an empty one. A read like the others, and asked only
  /// under rules older than EIP-161, whose transactions write ``StateWrite/Kind/presentNonce``.
  func exists(_ account: AccountReference) throws(ReadFailure) -> Bool

  /// Whether the account was in the state before this block, even as an empty one (EIP-161 clears an
  /// empty account that is touched). Constant for the block, so not a read that could go stale.
  func existedBeforeBlock(_ account: AccountReference) -> Bool
  /// Whether the account had a non-zero slot before this block (EIP-7610: creation fails there).
  func hadStorageBeforeBlock(_ account: AccountReference) -> Bool

  // MARK: Knowing less than a value, so that less can go stale

  /// Whether attempts may add to balances that they have not read (``StateWrite/Kind/credit``), and should
  /// ask no more than they need to know.
  var takesCredits: Bool { get }
  /// Whether the account has at least `amount`; nil if the balance has to be read to know. A read like
  /// the others, but of the answer only. For views that take credits.
  func hasBalance(
    atLeast amount: Word, _ account: AccountReference
  ) throws(ReadFailure) -> Bool?
  /// Whether the attempt may go on as if the nonce was `nonce` without reading it; whether it is will be
  /// checked. For views that take credits.
  func assumes(nonce: UInt64, of account: AccountReference) -> Bool
  /// Whether the slot holds at least 1 and less than 2²⁵⁵, and may be added to without being read
  /// (``StateWrite/Kind/addition``). A read like the others, but of the answer only; false where the
  /// value has to be read.
  func isAddable(
    _ slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Bool
}

extension StateView {
  public var takesCredits: Bool { false }
  public func hasBalance(
    atLeast amount: Word, _ account: AccountReference
  ) throws(ReadFailure) -> Bool? { nil }
  public func assumes(nonce: UInt64, of account: AccountReference) -> Bool { false }
  public func isAddable(
    _ slot: SlotReference, in account: AccountReference
  ) throws(ReadFailure) -> Bool { false }

  public var looksAhead: Bool { false }
  public func prefetch(_ next: Address, later: Address) {}
}
