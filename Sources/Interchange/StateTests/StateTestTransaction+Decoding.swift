import Primitives
import Signatures

extension StateTestTransaction {
  init(decoding template: JSONValue) throws(InterchangeError) {
    inputs = try Self.inputs(template)
    gasLimits = try template.member("gasLimit").map { (value) throws(InterchangeError) in
      try value.number()
    }
    values = try template.member("value").map { (value) throws(InterchangeError) in
      try value.number()
    }
    nonce = try template.member("nonce").number()
    let recipient = try template.member("to")
    to = recipient.text.isEmpty ? nil : try recipient.address()
    sender = try Self.sender(template)
    fees = try Self.fees(template)
    blobs = try Self.blobs(template)
    authorizations = try template.optionalMember("authorizationList")?.authorizations()
  }

  /// `data` with `accessLists` beside it, which has `null` or nothing for a payload without one.
  private static func inputs(_ template: JSONValue) throws(InterchangeError) -> [Input] {
    var inputs: [Input] = []
    var lists = try template.optionalMember("accessLists")?.elements()
    for payload in try template.member("data").elements() {
      let list = lists?.next()
      inputs.append(
        Input(
          bytes: try payload.bytes(),
          accessList: list == nil || list?.isNull == true ? nil : try list?.accessList()))
    }
    return inputs
  }

  /// The account that `secretKey` signs for; `sender` says the same where a file has both.
  private static func sender(_ template: JSONValue) throws(InterchangeError) -> Address {
    let stated = try template.optionalMember("sender")?.address()
    guard let key = try template.optionalMember("secretKey") else {
      guard let stated else { throw template.error("has neither \"secretKey\" nor \"sender\"") }
      return stated
    }
    guard let derived = address(ofSecretKey: try key.word()) else {
      throw key.expected("a secret key of secp256k1")
    }
    if let stated, stated != derived {
      throw key.error("signs for \(derived.hex), but \"sender\" is \(stated.hex)")
    }
    return derived
  }

  private static func fees(_ template: JSONValue) throws(InterchangeError) -> Fees {
    guard let most = try template.optionalMember("maxFeePerGas") else {
      return .gasPrice(try template.member("gasPrice").number())
    }
    return .dynamic(
      maxFeePerGas: try most.number(),
      maxPriorityFeePerGas: try template.member("maxPriorityFeePerGas").number())
  }

  private static func blobs(_ template: JSONValue) throws(InterchangeError) -> Blobs? {
    guard let hashes = try template.optionalMember("blobVersionedHashes") else { return nil }
    return Blobs(
      maxFeePerBlobGas: try template.member("maxFeePerBlobGas").number(),
      versionedHashes: try hashes.map { (hash) throws(InterchangeError) in try hash.hash() })
  }
}
