import Primitives

/// A block as a node's `eth_getBlockByNumber(N, true)` tells it.
public struct MainnetBlock: Sendable {
  public var block: Block
  /// The block's hash, as told.
  public var hash: Hash

  /// Reads `block.json`, and checks what can be checked before executing: that the header hashes to the
  /// block's hash, transactions and withdrawals to the header's roots, and that each sender is who signed.
  /// - Complexity: one signature recovery a transaction, about 40 µs.
  public static func load(path: String) throws(InterchangeError) -> MainnetBlock {
    let document = try JSONDocument(path: path)
    let block = try MainnetBlock(decoding: document.root)
    try block.checkCommitments(document.root)
    try block.checkSenders(document.root)
    return block
  }

  /// Decodes without the checks.
  init(decoding value: JSONValue) throws(InterchangeError) {
    hash = try value.member("hash").hash()
    let withdrawals = try value.optionalMember("withdrawals")
    block = Block(
      header: try BlockHeader(decodingRPC: value),
      transactions: try value.member("transactions").map { (entry) throws(InterchangeError) in
        try Transaction(decodingRPC: entry)
      },
      withdrawals: try withdrawals?.map { (entry) throws(InterchangeError) in
        try Withdrawal(decodingRPC: entry)
      } ?? [])
  }
}

extension BlockHeader {
  init(decodingRPC value: JSONValue) throws(InterchangeError) {
    self.init()
    parentHash = try value.member("parentHash").hash()
    ommersHash = try value.member("sha3Uncles").hash()
    beneficiary = try value.member("miner").address()
    stateRoot = try value.member("stateRoot").hash()
    transactionsRoot = try value.member("transactionsRoot").hash()
    receiptsRoot = try value.member("receiptsRoot").hash()
    logsBloom = try value.member("logsBloom").logsBloom()
    difficulty = try value.member("difficulty").word()
    number = try value.member("number").uint64()
    gasLimit = try value.member("gasLimit").uint64()
    gasUsed = try value.member("gasUsed").uint64()
    timestamp = try value.member("timestamp").uint64()
    extraData = try value.member("extraData").bytes()
    mixHash = try value.member("mixHash").hash()
    nonce = try value.member("nonce").uint64()
    baseFeePerGas = try value.optionalMember("baseFeePerGas")?.word()
    withdrawalsRoot = try value.optionalMember("withdrawalsRoot")?.hash()
    blobGasUsed = try value.optionalMember("blobGasUsed")?.uint64()
    excessBlobGas = try value.optionalMember("excessBlobGas")?.uint64()
    parentBeaconBlockRoot = try value.optionalMember("parentBeaconBlockRoot")?.hash()
    requestsHash = try value.optionalMember("requestsHash")?.hash()
  }
}

extension Withdrawal {
  init(decodingRPC value: JSONValue) throws(InterchangeError) {
    self.init(
      index: try value.member("index").uint64(),
      validatorIndex: try value.member("validatorIndex").uint64(),
      address: try value.member("address").address(), amount: try value.member("amount").uint64())
  }
}

extension JSONValue {
  /// 256 bytes.
  func logsBloom() throws(InterchangeError) -> LogsBloom {
    let bytes = try bytes()
    guard bytes.count == 256 else { throw expected("a logs bloom of 256 bytes") }
    var bloom = LogsBloom()
    bloom.bytes = bytes
    return bloom
  }
}
