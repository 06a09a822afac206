import Primitives

/// One change that an attempt would make to the state, in the terms of the view it read.
public struct StateWrite: Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// `value.l0` is the new nonce.
    case nonce
    /// `value` is the new balance, without the fee if the account is the block's beneficiary.
    case balance
    /// `value.l0` is the index of the new ``CodeReference``.
    case code
    /// `value` is the slot's new value.
    case storage
    /// The account is gone: nonce, balance and code are zero and every slot is, whatever came before.
    /// Precedes any other write to the account in the same list.
    case erasure
    /// `value.l0` is the nonce, new or not, and the account is there even if it is empty: before EIP-161.
    /// Follows every other write to the account in the same list.
    case presentNonce
    /// `value` is added to the balance, modulo 2²⁵⁶, whatever it is. Only for views that take it
    /// (``StateView/takesCredits``), and only by attempts that neither read the balance nor write it
    /// otherwise, by an erasure for instance.
    case credit
    /// The same for a slot, of which the attempt was told that it is addable.
    case addition
  }
  public var kind: Kind
  public var account: AccountReference
  /// Meaningful for ``Kind/storage`` and ``Kind/addition`` only.
  public var slot: SlotReference
  public var value: Word

  @inlinable @inline(__always)
  public init(
    _ kind: Kind, _ account: AccountReference, slot: SlotReference = SlotReference(0),
    value: Word = .zero
  ) {
    self.kind = kind
    self.account = account
    self.slot = slot
    self.value = value
  }
}

/// How an attempt ended.
public enum TransactionStatus: UInt8, Sendable, BitwiseCopyable {
  case success
  /// REVERT: gas is returned, writes are not made.
  case reverted
  /// An exceptional halt: out of gas, invalid instruction and their like.
  case halted
  /// Not a valid transaction in this place: nothing is charged and no receipt is due.
  case rejected
}

/// One log, its data in ``TransactionEffects/bytes``.
public struct LogRecord: Sendable, BitwiseCopyable {
  public var address: Address
  public var topicCount: Int
  public var topics: (Word, Word, Word, Word)
  public var dataOffset: Int
  public var dataCount: Int

  @inlinable
  public init(
    address: Address, topicCount: Int, topics: (Word, Word, Word, Word), dataOffset: Int,
    dataCount: Int
  ) {
    self.address = address
    self.topicCount = topicCount
    self.topics = topics
    self.dataOffset = dataOffset
    self.dataCount = dataCount
  }
}

/// What one attempt at a transaction did: receipt matter and state changes.
///
/// One object a worker, reused for every attempt, so that nothing is allocated per transaction.
/// Writes are net: one for each field or slot whose value at the end differs from what the attempt
/// read (a lock taken and released leaves none), in no particular order but for erasures.
/// Belongs to one thread at a time, so dynamic exclusivity checks would only cost. Other modules change it
/// by the methods, for there the compiler checks the properties all the same (Swift 6.3): seven calls of
/// the runtime a transaction, 5% of the samples of plain transfers under Block-STM.
public final class TransactionEffects {
  private let paddingBefore = LinePadding()
  @exclusivity(unchecked) public var status = TransactionStatus.success
  /// Gas charged to the sender, refunds deducted.
  @exclusivity(unchecked) public var gasUsed: UInt64 = 0
  /// Gas refunded, already deducted from ``gasUsed``.
  @exclusivity(unchecked) public var gasRefunded: UInt64 = 0
  /// What the beneficiary earns: tip per gas × gas used.
  @exclusivity(unchecked) public var fee = Word.zero
  /// Why the transaction was rejected: a code that the executor gives meaning to; zero otherwise.
  @exclusivity(unchecked) public var rejection: UInt16 = 0
  @exclusivity(unchecked) public var writes = GrowableBuffer<StateWrite>(capacity: 64)
  @exclusivity(unchecked) public var logs = GrowableBuffer<LogRecord>(capacity: 16)
  /// Log data, end to end.
  @exclusivity(unchecked) public var bytes = GrowableBuffer<UInt8>(capacity: 4096)
  private let paddingAfter = LinePadding()

  public init() {}

  /// Says how the attempt ended and what it cost.
  @inlinable @inline(__always)
  public func end(
    _ status: TransactionStatus, gasUsed: UInt64, gasRefunded: UInt64, fee: Word
  ) {
    self.status = status
    self.gasUsed = gasUsed
    self.gasRefunded = gasRefunded
    self.fee = fee
  }

  /// Says that the transaction was rejected, and why.
  @inlinable @inline(__always)
  public func reject(_ rejection: UInt16) {
    status = .rejected
    self.rejection = rejection
  }

  /// Lets `body` change the writes.
  @inlinable @inline(__always)
  public func changeWrites<Failure: Error>(
    _ body: (inout GrowableBuffer<StateWrite>) throws(Failure) -> Void
  ) throws(Failure) {
    try body(&writes)
  }

  /// Takes other logs and their data, and gives its own for them.
  @inlinable @inline(__always)
  public func exchangeLogs(
    _ others: inout GrowableBuffer<LogRecord>, _ otherBytes: inout GrowableBuffer<UInt8>
  ) {
    swap(&logs, &others)
    swap(&bytes, &otherBytes)
  }

  /// Makes the effects those of a successful transaction that did nothing.
  @inlinable @inline(__always)
  public func clear() {
    status = .success
    gasUsed = 0
    gasRefunded = 0
    fee = .zero
    rejection = 0
    writes.removeAll()
    logs.removeAll()
    bytes.removeAll()
  }
}
