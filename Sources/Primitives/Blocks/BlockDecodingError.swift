/// Why bytes are no block.
public enum BlockDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something outside of the transactions is not what its place demands.
  case malformed(RLPError)
  /// A header has as many fields as no fork's does.
  case headerFieldCount(Int)
  /// A transaction, counted from zero, is none. Bytes are counted from its own first.
  case transaction(index: Int, TransactionDecodingError)
  /// A legacy transaction stands in the block as a string: only typed ones do (EIP-2718).
  case wrappedLegacyTransaction(index: Int)
  /// The block has withdrawals and the header no root of them, or the reverse (EIP-4895).
  case withdrawalsPresence(inBody: Bool)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .malformed(let error): error.description
    case .headerFieldCount(let count):
      "a header has 15, 16, 17, 20 or 21 fields by its fork, not \(count)"
    case .transaction(let index, let error): "transaction \(index): \(error)"
    case .wrappedLegacyTransaction(let index):
      "transaction \(index): a legacy transaction is a list, not a string"
    case .withdrawalsPresence(true): "there are withdrawals, but the header has no root of them"
    case .withdrawalsPresence(false): "the header has a withdrawals root, but there is no list"
    }
  }
}

/// What `body` returns; what it throws as an error of the block.
func malformed<Result>(
  _ body: () throws(RLPError) -> Result
) throws(BlockDecodingError) -> Result {
  do throws(RLPError) { return try body() } catch { throw .malformed(error) }
}
