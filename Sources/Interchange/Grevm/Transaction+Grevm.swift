import Primitives

extension Transaction {
  /// A transaction as revm takes it: `gas_price` is the fee cap where there is a priority fee.
  init(decodingGrevm value: JSONValue) throws(InterchangeError) {
    let type = try value.member("tx_type")
    guard let byte = UInt8(exactly: try type.integer()), let kind = Kind(rawValue: byte) else {
      throw type.expected("a transaction type from 0 to 4")
    }
    let price = Word(try value.member("gas_price").integer())
    let priority = try value.optionalMember("gas_priority_fee")?.integer()
    self.init(
      kind: kind, sender: try value.member("caller").address(),
      chainID: try value.optionalMember("chain_id")?.integer(),
      nonce: try value.member("nonce").integer(),
      gasLimit: try value.member("gas_limit").integer(), maxFeePerGas: price,
      maxPriorityFeePerGas: priority.map { Word($0) } ?? price,
      to: try value.optionalMember("to")?.address(), value: try value.member("value").word(),
      input: try value.member("data").bytes())
    accessList = try value.member("access_list").map { (entry) throws(InterchangeError) in
      try AccessListEntry(decodingGrevm: entry)
    }
    if kind == .blob {
      maxFeePerBlobGas = Word(try value.member("max_fee_per_blob_gas").integer())
      blobVersionedHashes = try value.member("blob_hashes").map {
        (hash) throws(InterchangeError) in try hash.hash()
      }
    }
    if kind == .setCode {
      authorizations = try value.member("authorization_list").map {
        (entry) throws(InterchangeError) in try Authorization(decodingGrevm: entry)
      }
    }
  }
}

extension AccessListEntry {
  fileprivate init(decodingGrevm value: JSONValue) throws(InterchangeError) {
    self.init(
      address: try value.member("address").address(),
      storageKeys: try value.member("storage_keys").map { (key) throws(InterchangeError) in
        try key.word()
      })
  }
}

extension Authorization {
  fileprivate init(decodingGrevm value: JSONValue) throws(InterchangeError) {
    let parity = try value.member("y_parity")
    guard let yParity = UInt8(exactly: try parity.integer()) else {
      throw parity.expected("a number below 2⁸")
    }
    self.init(
      chainID: try value.member("chain_id").word(),
      address: try value.member("address").address(), nonce: try value.member("nonce").integer(),
      yParity: yParity, r: try value.member("r").word(), s: try value.member("s").word())
  }
}
