extension Transaction {
  /// Decodes an EIP-2718 envelope as blocks carry it (a blob transaction without its blobs).
  ///
  /// Strict: encoding the result gives `envelope` again. The sender, which the envelope does not state,
  /// is left zero; recover it from the signature. No bytes whatever make it trap.
  public init(decoding envelope: [UInt8]) throws(TransactionDecodingError) {
    guard let first = envelope.first else { throw .empty }
    let isLegacy = first >= RLPHeader.list
    guard let kind = isLegacy ? .legacy : Kind(rawValue: first), isLegacy || kind != .legacy else {
      throw .unknownType(first)
    }
    let v: Word
    do {
      var decoder = RLPDecoder(envelope, from: isLegacy ? 0 : 1)
      var fields = try decoder.list()
      try decoder.finish()
      self = try Self.readFields(of: kind, from: &fields)
      v = try readSignature(from: &fields)
      try fields.finish()
    } catch { throw .malformed(error) }
    if kind == .legacy {
      guard let parity = LegacyParity(v: v) else { throw .invalidV(v) }
      chainID = parity.chainID
      signature?.yParity = parity.yParity
    }
  }

  private static func readFields(
    of kind: Kind, from list: inout RLPDecoder
  ) throws(RLPError) -> Transaction {
    let chainID = kind == .legacy ? nil : try list.number()
    let nonce = try list.number()
    let priorityFee = kind.hasPriorityFee ? try list.word() : nil
    let fee = try list.word()
    let gasLimit = try list.number()
    // Blob and set-code transactions cannot create.
    let to = kind == .blob || kind == .setCode ? try list.address() : try list.optionalAddress()
    var transaction = Transaction(
      kind: kind, sender: .zero, chainID: chainID, nonce: nonce, gasLimit: gasLimit,
      maxFeePerGas: fee, maxPriorityFeePerGas: priorityFee ?? fee, to: to,
      value: try list.word(), input: try list.string())
    try transaction.readLists(from: &list)
    return transaction
  }

  private mutating func readLists(from list: inout RLPDecoder) throws(RLPError) {
    if kind != .legacy { accessList = try list.list(of: AccessListEntry.init) }
    if kind == .blob {
      maxFeePerBlobGas = try list.word()
      blobVersionedHashes = try list.list { (item) throws(RLPError) in try item.hash() }
    }
    if kind == .setCode { authorizations = try list.list(of: Authorization.init) }
  }

  /// Reads the last three fields and returns the first as it stands.
  private mutating func readSignature(from list: inout RLPDecoder) throws(RLPError) -> Word {
    let v = kind == .legacy ? try list.word() : Word(try list.flag())
    signature = Signature(yParity: v == 1, r: try list.word(), s: try list.word())
    return v
  }
}

extension AccessListEntry {
  fileprivate init(_ decoder: inout RLPDecoder) throws(RLPError) {
    var fields = try decoder.list()
    self.init(
      address: try fields.address(),
      storageKeys: try fields.list { (item) throws(RLPError) in try item.hash().word })
    try fields.finish()
  }
}

extension Authorization {
  fileprivate init(_ decoder: inout RLPDecoder) throws(RLPError) {
    var fields = try decoder.list()
    self.init(
      chainID: try fields.word(), address: try fields.address(), nonce: try fields.number(),
      yParity: try fields.byte(), r: try fields.word(), s: try fields.word())
    try fields.finish()
  }
}
