extension Block {
  /// Decodes a block as nodes send it: [header, transactions, ommers] and from EIP-4895 on the
  /// withdrawals.
  ///
  /// Strict: encoding the result gives `bytes` again, but for a typed transaction whose own encoding is
  /// held to the same. No bytes whatever make it trap. Senders, which blocks do not state, are left zero.
  /// Whether the block is valid is another question.
  /// - Complexity: O(`bytes`).
  public init(decoding bytes: [UInt8]) throws(BlockDecodingError) {
    var decoder = RLPDecoder(bytes)
    var fields = try malformed { () throws(RLPError) in
      let fields = try decoder.list()
      try decoder.finish()
      return fields
    }
    let header = try BlockHeader(&fields)
    let transactions = try Self.readTransactions(from: &fields)
    let ommers = try Self.readOmmers(from: &fields)
    guard fields.isAtEnd == (header.withdrawalsRoot == nil) else {
      throw .withdrawalsPresence(inBody: !fields.isAtEnd)
    }
    let withdrawals = try malformed { () throws(RLPError) in
      let list = fields.isAtEnd ? [] : try fields.list(of: Withdrawal.init)
      try fields.finish()
      return list
    }
    self.init(
      header: header, transactions: transactions, ommers: ommers, withdrawals: withdrawals)
  }

  private static func readTransactions(
    from fields: inout RLPDecoder
  ) throws(BlockDecodingError) -> [Transaction] {
    var list = try malformed { () throws(RLPError) in try fields.list() }
    var transactions: [Transaction] = []
    while !list.isAtEnd {
      let index = transactions.count
      let isList = list.nextIsList
      let envelope = try malformed { () throws(RLPError) in
        isList ? try list.encodedItem() : try list.string()
      }
      if !isList, let first = envelope.first, first >= RLPHeader.list {
        throw .wrappedLegacyTransaction(index: index)
      }
      do throws(TransactionDecodingError) {
        transactions.append(try Transaction(decoding: envelope))
      } catch {
        throw .transaction(index: index, error)
      }
    }
    return transactions
  }

  private static func readOmmers(
    from fields: inout RLPDecoder
  ) throws(BlockDecodingError) -> [BlockHeader] {
    var list = try malformed { () throws(RLPError) in try fields.list() }
    var ommers: [BlockHeader] = []
    while !list.isAtEnd { ommers.append(try BlockHeader(&list)) }
    return ommers
  }
}

extension Withdrawal {
  /// Reads the withdrawal that is the next item.
  fileprivate init(_ decoder: inout RLPDecoder) throws(RLPError) {
    var fields = try decoder.list()
    self.init(
      index: try fields.number(), validatorIndex: try fields.number(),
      address: try fields.address(), amount: try fields.number())
    try fields.finish()
  }
}
