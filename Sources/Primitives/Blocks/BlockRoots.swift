/// The header's commitments to a block's content.
extension BlockHeader {
  public static func transactionsRoot(of transactions: [Transaction]) -> Hash {
    orderedTrieRoot(transactions.map { $0.encoded() })
  }

  public static func receiptsRoot(of receipts: [Receipt]) -> Hash {
    orderedTrieRoot(receipts.map { $0.encoded() })
  }

  public static func withdrawalsRoot(of withdrawals: [Withdrawal]) -> Hash {
    orderedTrieRoot(withdrawals.map { $0.encoded() })
  }
}
