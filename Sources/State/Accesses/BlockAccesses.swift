import Primitives

/// What each transaction of a block read and wrote when the block was executed in order.
public struct BlockAccesses: Sendable {
  /// One transaction's accesses.
  public struct Transaction: Hashable, Sendable {
    /// Each location once, in the order of first reading. A value transfer reads both balances.
    public var reads: [StateLocation]
    /// Locations whose value changed, or that were written without being read. A write of the value that
    /// was read is none, and neither is the beneficiary's fee.
    public var writes: [StateLocation]
    /// What each of ``writes`` was set to, by the same index; zero for an erasure. For the nonce of an
    /// account that is there although it is empty (before EIP-161) the nonce alone.
    public var values: [Word]
    /// Gas charged; 0 for a rejected transaction.
    public var gasUsed: UInt64
    /// What the beneficiary earned by it.
    public var fee: Word
    /// Who sent it, where the executor says.
    public var sender: AccountReference?
    /// Balances and slots of ``reads`` of which it need not have known what earlier transactions of the
    /// block added: it would have done the same, and changed them by the same amount. Empty where nobody
    /// looked.
    public var commuting: [StateLocation] = []
    /// How long executing it took, in nanoseconds: while all this was noted, unless somebody has measured it
    /// without notes and put that here. Zero if nobody looked.
    public var nanoseconds: UInt64 = 0

    public init(
      reads: [StateLocation], writes: [StateLocation], values: [Word] = [], gasUsed: UInt64,
      fee: Word
    ) {
      self.reads = reads
      self.writes = writes
      self.values = values
      self.gasUsed = gasUsed
      self.fee = fee
    }

    /// Whether the beneficiary earned anything by it.
    public var paysFee: Bool { !fee.isZero }
  }

  /// In block order.
  public var transactions: [Transaction]
  /// Who earns the fees.
  public var beneficiary: AccountReference
  /// Whether some transaction wrote that an account is there although it may be empty, as only rules
  /// older than EIP-161 do.
  public var writesPresence = false

  public init(transactions: [Transaction], beneficiary: AccountReference) {
    self.transactions = transactions
    self.beneficiary = beneficiary
  }

  /// Gas used by the block.
  public var gasUsed: UInt64 { transactions.reduce(0) { $0 + $1.gasUsed } }
}
