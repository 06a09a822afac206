/// The envelopes in the RLP of a list of transactions as blocks and transition tools write it: a legacy
/// transaction as the list that it is, a typed one in a string (EIP-2718).
///
/// Only the list itself is checked: ``Transaction/init(decoding:)`` says what each envelope is.
public func transactionEnvelopes(inList bytes: [UInt8]) throws(RLPError) -> [[UInt8]] {
  var decoder = RLPDecoder(bytes)
  var list = try decoder.list()
  try decoder.finish()
  var envelopes: [[UInt8]] = []
  while !list.isAtEnd {
    envelopes.append(list.nextIsList ? try list.encodedItem() : try list.string())
  }
  return envelopes
}

/// The RLP of a list of transactions; see ``transactionEnvelopes(inList:)``.
public func encodedList(of transactions: [Transaction]) -> [UInt8] {
  var encoder = RLPEncoder()
  encoder.appendList { list in
    for transaction in transactions {
      let envelope = transaction.encoded()
      if transaction.kind == .legacy {
        list.appendEncoded(envelope)
      } else {
        list.append(envelope)
      }
    }
  }
  return encoder.bytes
}
