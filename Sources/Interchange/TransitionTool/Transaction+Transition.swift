import Primitives

extension Transaction {
  /// A transaction as transition tools take it, without its sender: signed where it has v, r and s that
  /// are not all zero.
  init(
    decodingTransition value: JSONValue, _ signing: TransitionSigning
  ) throws(InterchangeError) {
    let kind = try Self.transitionKind(value)
    let fees = try Self.transitionFees(value, kind)
    self.init(
      kind: kind, sender: .zero, chainID: kind == .legacy ? nil : signing.chainID,
      nonce: try value.member("nonce").flexibleNumber(),
      gasLimit: try value.either("gas", "gasLimit").flexibleNumber(),
      maxFeePerGas: fees.most, maxPriorityFeePerGas: fees.priority,
      to: try Self.recipient(value), value: try value.member("value").flexibleWord(),
      input: try value.either("input", "data").bytes())
    if kind != .legacy, let chain = try value.optionalMember("chainId") {
      chainID = try chain.flexibleNumber()
    }
    accessList = try value.optionalMember("accessList")?.accessList() ?? []
    if kind == .blob {
      maxFeePerBlobGas = try value.member("maxFeePerBlobGas").flexibleWord()
      blobVersionedHashes = try value.member("blobVersionedHashes").map {
        (hash) throws(InterchangeError) in try hash.hash()
      }
    }
    if kind == .setCode {
      authorizations = try value.member("authorizationList").authorizations()
    }
    try decodeSignature(value, signing)
  }

  /// The type that is stated, or else told by the fields that are there.
  private static func transitionKind(_ value: JSONValue) throws(InterchangeError) -> Kind {
    if let type = try value.optionalMember("type") {
      guard let byte = UInt8(exactly: try type.flexibleNumber()), let kind = Kind(rawValue: byte)
      else { throw type.expected("a transaction type from 0x0 to 0x4") }
      return kind
    }
    if try value.optionalMember("authorizationList") != nil { return .setCode }
    if try value.optionalMember("maxFeePerBlobGas") != nil { return .blob }
    if try value.optionalMember("maxFeePerGas") != nil { return .dynamicFee }
    return try value.optionalMember("accessList") != nil ? .accessList : .legacy
  }

  private static func transitionFees(
    _ value: JSONValue, _ kind: Kind
  ) throws(InterchangeError) -> (most: Word, priority: Word) {
    guard kind.hasPriorityFee else {
      let price = try value.member("gasPrice").flexibleWord()
      return (price, price)
    }
    return (
      try value.member("maxFeePerGas").flexibleWord(),
      try value.member("maxPriorityFeePerGas").flexibleWord()
    )
  }

  /// Nothing, null and "" create a contract.
  private static func recipient(_ value: JSONValue) throws(InterchangeError) -> Address? {
    guard let to = try value.optionalMember("to"), !to.text.isEmpty else { return nil }
    return try to.address()
  }

  private mutating func decodeSignature(
    _ value: JSONValue, _ signing: TransitionSigning
  ) throws(InterchangeError) {
    var field = try value.optionalMember("v")
    if field == nil { field = try value.optionalMember("yParity") }
    let v = try field?.flexibleWord() ?? .zero
    let r = try value.optionalMember("r")?.flexibleWord() ?? .zero
    let s = try value.optionalMember("s")?.flexibleWord() ?? .zero
    if v.isZero && r.isZero && s.isZero {
      let isProtected = try value.optionalMember("protected").map { $0.kind != .false } ?? true
      if kind == .legacy && signing.protectsLegacy && isProtected { chainID = signing.chainID }
      return
    }
    guard kind == .legacy else {
      guard v.isZero || v == 1 else { throw value.expected("a v of 0x0 or 0x1") }
      signature = Signature(yParity: v == 1, r: r, s: s)
      return
    }
    if v == 27 || v == 28 {
      signature = Signature(yParity: v == 28, r: r, s: s)
      return
    }
    guard v >= 35, v.fitsInOneLimb else { throw value.error("\"v\" is not 27, 28, or 35 and more") }
    chainID = (v.l0 - 35) / 2
    signature = Signature(yParity: (v.l0 - 35) % 2 == 1, r: r, s: s)
  }
}

extension JSONValue {
  /// The value of the first key, or else of the second.
  fileprivate func either(
    _ first: StaticString, _ second: StaticString
  ) throws(InterchangeError) -> JSONValue {
    if let value = try optionalMember(first) { return value }
    if let value = try optionalMember(second) { return value }
    throw error("has neither \"\(first)\" nor \"\(second)\"")
  }
}
