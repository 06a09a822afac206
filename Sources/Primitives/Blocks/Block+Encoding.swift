extension Block {
  /// The block's RLP as nodes send it: [header, transactions, ommers], and the withdrawals where the
  /// header has a root of them.
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 1024)
    encoder.appendList { fields in
      header.append(to: &fields)
      fields.appendList { list in for transaction in transactions { transaction.append(to: &list) }
      }
      fields.appendList { list in for ommer in ommers { ommer.append(to: &list) } }
      if header.withdrawalsRoot != nil {
        fields.appendList { list in for withdrawal in withdrawals { withdrawal.append(to: &list) } }
      }
    }
    return encoder.bytes
  }

  /// What the header commits to the ommers by: Keccak-256 of the RLP of their list.
  public static func ommersHash(of ommers: [BlockHeader]) -> Hash {
    var encoder = RLPEncoder()
    encoder.appendList { list in for ommer in ommers { ommer.append(to: &list) } }
    return keccak256(encoder.bytes)
  }
}

extension Transaction {
  /// As blocks hold it: a legacy transaction is the list itself, a typed one a string (EIP-2718).
  fileprivate func append(to list: inout RLPEncoder) {
    if kind == .legacy { list.appendEncoded(encoded()) } else { list.append(encoded()) }
  }
}
