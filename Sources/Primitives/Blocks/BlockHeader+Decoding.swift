extension BlockHeader {
  /// Decodes a header's RLP. How many fields there are tells which are there: 15 before London, 16 with
  /// EIP-1559, 17 with EIP-4895, 20 with EIP-4844 and EIP-4788, 21 with EIP-7685.
  ///
  /// Strict: encoding the result gives `bytes` again. No bytes whatever make it trap.
  public init(decoding bytes: [UInt8]) throws(BlockDecodingError) {
    var decoder = RLPDecoder(bytes)
    try self.init(&decoder)
    try malformed { () throws(RLPError) in try decoder.finish() }
  }

  /// Reads the header that is the next item.
  init(_ decoder: inout RLPDecoder) throws(BlockDecodingError) {
    self.init()
    var list = try malformed { () throws(RLPError) in try decoder.list() }
    let count = try malformed { () throws(RLPError) in try list.remainingItems() }
    guard [15, 16, 17, 20, 21].contains(count) else { throw .headerFieldCount(count) }
    try malformed { () throws(RLPError) in
      try readFrontierFields(from: &list)
      try readLaterFields(from: &list, count: count)
      try list.finish()
    }
  }

  private mutating func readFrontierFields(from list: inout RLPDecoder) throws(RLPError) {
    parentHash = try list.hash()
    ommersHash = try list.hash()
    beneficiary = try list.address()
    stateRoot = try list.hash()
    transactionsRoot = try list.hash()
    receiptsRoot = try list.hash()
    logsBloom.bytes = try list.string(count: 256)
    difficulty = try list.word()
    number = try list.number()
    gasLimit = try list.number()
    gasUsed = try list.number()
    timestamp = try list.number()
    extraData = try list.string()
    mixHash = try list.hash()
    nonce = try list.string(count: 8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func readLaterFields(
    from list: inout RLPDecoder, count: Int
  ) throws(RLPError) {
    if count >= 16 { baseFeePerGas = try list.word() }
    if count >= 17 { withdrawalsRoot = try list.hash() }
    if count >= 20 {
      blobGasUsed = try list.number()
      excessBlobGas = try list.number()
      parentBeaconBlockRoot = try list.hash()
    }
    if count >= 21 { requestsHash = try list.hash() }
  }
}
