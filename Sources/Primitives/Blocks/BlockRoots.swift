/// The header's commitments to a block's content.
extension BlockHeader {
  /// The root of the transactions' envelopes.
  public static func transactionsRoot(of transactions: [Transaction]) -> Hash {
    orderedTrieRoot(transactions.map { $0.encoded() })
  }

  /// The root of the receipts, each with a status or, before Byzantium, with a state root (EIP-658).
  public static func receiptsRoot(of receipts: [Receipt]) -> Hash {
    orderedTrieRoot(receipts.map { $0.encoded() })
  }

  /// The root of the withdrawals (EIP-4895).
  public static func withdrawalsRoot(of withdrawals: [Withdrawal]) -> Hash {
    orderedTrieRoot(withdrawals.map { $0.encoded() })
  }
}
