extension Receipt {
  /// The receipt as the receipts trie has it: rlp([status or state root, cumulative gas, bloom, logs]),
  /// with the type byte in front but for a legacy transaction.
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 300)
    if kind != .legacy { encoder.appendRaw(kind.rawValue) }
    encoder.appendList { fields in
      if let stateRoot { fields.append(stateRoot) } else { fields.append(succeeded) }
      fields.append(cumulativeGasUsed)
      fields.append(logsBloom.bytes)
      fields.append(logs)
    }
    return encoder.bytes
  }

  /// The filter of this receipt's logs.
  public var logsBloom: LogsBloom {
    var bloom = LogsBloom()
    for log in logs { bloom.insert(log) }
    return bloom
  }
}

extension RLPEncoder {
  /// A list of logs, each [address, [topics], data]. Its Keccak-256 is the "logs hash" of state tests.
  public mutating func append(_ logs: [Log]) {
    appendList { list in
      for log in logs {
        list.appendList { fields in
          fields.append(log.address)
          fields.appendList { topics in for topic in log.topics { topics.append(Hash(topic)) } }
          fields.append(log.data)
        }
      }
    }
  }
}
