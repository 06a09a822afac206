import Foundation
import Primitives

/// A node's JSON object, read field by field.
struct JSONObject {
  let fields: [String: Any]

  func has(_ name: String) -> Bool { fields[name].map { !($0 is NSNull) } ?? false }

  func text(_ name: String) throws -> String {
    guard let text = fields[name] as? String else { throw FixtureError(what: name) }
    return text
  }
  func word(_ name: String) throws -> Word { try value(name, Word.init(hex:)) }
  func number(_ name: String) throws -> UInt64 { try word(name).l0 }
  func hash(_ name: String) throws -> Hash { try value(name, Hash.init(hex:)) }
  func address(_ name: String) throws -> Address { try value(name, Address.init(hex:)) }
  func bytes(_ name: String) throws -> [UInt8] { try value(name) { hexBytes($0) } }
  func objects(_ name: String) -> [JSONObject] {
    (fields[name] as? [[String: Any]] ?? []).map(JSONObject.init)
  }
  func texts(_ name: String) -> [String] { fields[name] as? [String] ?? [] }

  private func value<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value {
    guard let value = parse(try text(name)) else { throw FixtureError(what: name) }
    return value
  }
}

extension BlockHeader {
  init(_ json: JSONObject) throws {
    self.init()
    parentHash = try json.hash("parentHash")
    ommersHash = try json.hash("sha3Uncles")
    beneficiary = try json.address("miner")
    stateRoot = try json.hash("stateRoot")
    transactionsRoot = try json.hash("transactionsRoot")
    receiptsRoot = try json.hash("receiptsRoot")
    guard let bloom = LogsBloom(hex: try json.text("logsBloom")) else {
      throw FixtureError(what: "logsBloom")
    }
    logsBloom = bloom
    difficulty = try json.word("difficulty")
    number = try json.number("number")
    gasLimit = try json.number("gasLimit")
    gasUsed = try json.number("gasUsed")
    timestamp = try json.number("timestamp")
    extraData = try json.bytes("extraData")
    mixHash = try json.hash("mixHash")
    nonce = try json.number("nonce")
    if json.has("baseFeePerGas") { baseFeePerGas = try json.word("baseFeePerGas") }
    if json.has("withdrawalsRoot") { withdrawalsRoot = try json.hash("withdrawalsRoot") }
    if json.has("blobGasUsed") { blobGasUsed = try json.number("blobGasUsed") }
    if json.has("excessBlobGas") { excessBlobGas = try json.number("excessBlobGas") }
    if json.has("parentBeaconBlockRoot") {
      parentBeaconBlockRoot = try json.hash("parentBeaconBlockRoot")
    }
  }
}

extension Withdrawal {
  init(_ json: JSONObject) throws {
    self.init(
      index: try json.number("index"), validatorIndex: try json.number("validatorIndex"),
      address: try json.address("address"), amount: try json.number("amount"))
  }
}

extension Transaction {
  init(_ json: JSONObject) throws {
    let type = json.has("type") ? try json.number("type") : 0
    guard let kind = Kind(rawValue: UInt8(type)) else { throw FixtureError(what: "type") }
    let v = try json.number("v")
    let chainID: UInt64? =
      kind == .legacy ? (v >= 35 ? (v - 35) / 2 : nil) : try json.number("chainId")
    self.init(
      kind: kind, sender: try json.address("from"), chainID: chainID,
      nonce: try json.number("nonce"), gasLimit: try json.number("gas"),
      maxFeePerGas: try json.word(kind.hasPriorityFee ? "maxFeePerGas" : "gasPrice"),
      maxPriorityFeePerGas: try json.word(
        kind.hasPriorityFee ? "maxPriorityFeePerGas" : "gasPrice"),
      to: json.has("to") ? try json.address("to") : nil, value: try json.word("value"),
      input: try json.bytes("input"))
    accessList = try json.objects("accessList").map { entry in
      AccessListEntry(
        address: try entry.address("address"),
        storageKeys: entry.texts("storageKeys").compactMap { Hash(hex: $0)?.word })
    }
    if kind == .blob {
      maxFeePerBlobGas = try json.word("maxFeePerBlobGas")
      blobVersionedHashes = json.texts("blobVersionedHashes").compactMap { Hash(hex: $0) }
    }
    signature = Signature(
      yParity: kind == .legacy ? (v >= 35 ? v % 2 == 0 : v == 28) : v == 1, r: try json.word("r"),
      s: try json.word("s"))
  }
}
