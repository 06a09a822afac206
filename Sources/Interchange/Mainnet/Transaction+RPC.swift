import Primitives

extension Transaction {
  /// A transaction in the form of a node's JSON-RPC interface.
  init(decodingRPC value: JSONValue) throws(InterchangeError) {
    let kind = try Self.kind(value)
    let (chainID, yParity) = try Self.parity(value, kind)
    let fees = try Self.fees(value, kind)
    self.init(
      kind: kind, sender: try value.member("from").address(), chainID: chainID,
      nonce: try value.member("nonce").uint64(), gasLimit: try value.member("gas").uint64(),
      maxFeePerGas: fees.most, maxPriorityFeePerGas: fees.priority,
      to: try value.optionalMember("to")?.address(), value: try value.member("value").word(),
      input: try value.member("input").bytes())
    signature = Signature(
      yParity: yParity, r: try value.member("r").word(), s: try value.member("s").word())
    accessList = try value.optionalMember("accessList")?.accessList() ?? []
    if kind == .blob {
      maxFeePerBlobGas = try value.member("maxFeePerBlobGas").word()
      blobVersionedHashes = try value.member("blobVersionedHashes").map {
        (hash) throws(InterchangeError) in try hash.hash()
      }
    }
    if kind == .setCode {
      authorizations = try value.member("authorizationList").authorizations()
    }
  }

  private static func kind(_ value: JSONValue) throws(InterchangeError) -> Kind {
    guard let type = try value.optionalMember("type") else { return .legacy }
    guard let byte = UInt8(exactly: try type.uint64()), let kind = Kind(rawValue: byte) else {
      throw type.expected("a transaction type from 0x0 to 0x4")
    }
    return kind
  }

  /// What the sender offered: a mined transaction's `gasPrice` is what it paid.
  private static func fees(
    _ value: JSONValue, _ kind: Kind
  ) throws(InterchangeError) -> (most: Word, priority: Word) {
    if kind == .legacy || kind == .accessList {
      let price = try value.member("gasPrice").word()
      return (price, price)
    }
    return (
      try value.member("maxFeePerGas").word(), try value.member("maxPriorityFeePerGas").word()
    )
  }

  /// A typed transaction's v is its parity. A legacy one's is 27 or 28, or from EIP-155 on 35 or 36 and
  /// twice the chain's number.
  private static func parity(
    _ value: JSONValue, _ kind: Kind
  ) throws(InterchangeError) -> (chainID: UInt64?, yParity: Bool) {
    let field = try value.member("v")
    let v = try field.uint64()
    guard kind == .legacy else {
      guard v < 2 else { throw field.expected("0x0 or 0x1") }
      return (try value.member("chainId").uint64(), v == 1)
    }
    if v == 27 || v == 28 { return (nil, v == 28) }
    guard v >= 35 else { throw field.expected("27, 28, or 35 and more") }
    return ((v - 35) / 2, (v - 35) % 2 == 1)
  }
}
