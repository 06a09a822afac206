import Primitives
import Signatures

extension MainnetBlock {
  /// Encodes header, transactions and withdrawals anew and compares their hashes with those stated.
  func checkCommitments(_ value: JSONValue) throws(InterchangeError) {
    let header = block.header
    try check(value, "hash", hash, header.hash, of: "header")
    try check(
      value, "transactionsRoot", header.transactionsRoot,
      BlockHeader.transactionsRoot(of: block.transactions), of: "transactions")
    if let root = header.withdrawalsRoot {
      try check(
        value, "withdrawalsRoot", root, BlockHeader.withdrawalsRoot(of: block.withdrawals),
        of: "withdrawals")
    }
  }

  private func check(
    _ value: JSONValue, _ key: StaticString, _ stated: Hash, _ computed: Hash, of what: String
  ) throws(InterchangeError) {
    guard stated != computed else { return }
    throw try value.member(key).error(
      "is \(stated.hex), but that of the \(what) is \(computed.hex)")
  }

  /// Recovers every transaction's signer and compares it with `from`.
  func checkSenders(_ value: JSONValue) throws(InterchangeError) {
    let entries = try value.member("transactions").elements()
    for (transaction, entry) in zip(block.transactions, entries) {
      let from = try entry.member("from")
      guard let signer = transaction.recoveredSender() else {
        throw from.error("is not who signed: the signature is no one's")
      }
      if signer != transaction.sender {
        throw from.error("is \(transaction.sender.hex), but \(signer.hex) signed")
      }
    }
  }
}
