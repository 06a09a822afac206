import Primitives
import Testing

@testable import Interchange

/// A small test in the format's shape, whole and with one thing wrong at a time.
@Suite struct StateTestErrorTests {
  static let account = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  static let hash = "0x" + String(repeating: "cd", count: 32)
  static let text = """
    {"small": {
      "env": {"currentCoinbase": "\(account)", "currentGasLimit": "0x1000", "currentNumber": "0x1",
        "currentTimestamp": "0x3e8", "currentRandom": "0x20000", "currentBaseFee": "0xa"},
      "pre": {"\(account)": {"balance": "0x64", "nonce": "0x0", "code": "0x",
        "storage": {"0x01": "0x00", "0x02": "0x05"}}},
      "transaction": {"data": ["0x", "0x6001"], "gasLimit": ["0x5208"],
        "value": ["0x0", "0x:bigint 0x1\(String(repeating: "0", count: 64))"], "nonce": "0x0",
        "to": "", "sender": "\(account)", "gasPrice": "0xa",
        "accessLists": [null, [{"address": "\(account)", "storageKeys": ["0x01"]}]],
        "secretKey": "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"},
      "post": {"Cancun": [
        {"hash": "\(hash)", "logs": "\(hash)", "indexes": {"data": 1, "gas": 0, "value": 0}},
        {"hash": "\(hash)", "logs": "\(hash)", "indexes": {"data": 0, "gas": 0, "value": 1},
         "expectException": "TR_RLP_WRONGVALUE"}]}}}
    """

  private func decode(_ text: String) throws -> [StateTest] {
    try StateTest.decode(JSONDocument(file: "small.json", bytes: Array(text.utf8)))
  }

  @Test func expandsCases() throws {
    let test = try #require(try decode(Self.text).first)
    #expect(test.name == "small")
    #expect(test.header.mixHash == Hash(0x20000))
    #expect(test.allocation.values.first?.storage == [2: 5])
    let listed = try test.transaction(of: test.cases[0])
    #expect(listed.kind == .accessList)
    #expect(listed.chainID == 1)
    #expect(listed.to == nil)
    #expect(listed.input == [0x60, 0x01])
    #expect(listed.accessList.map(\.storageKeys) == [[1]])
    #expect(listed.sender.hex == Self.account)
    #expect(test.cases[1].expectedException == "TR_RLP_WRONGVALUE")
    #expect(throws: UnrepresentableTransaction(description: "the value is 2²⁵⁶ or more")) {
      try test.transaction(of: test.cases[1])
    }
  }

  @Test func kindsFollowTheFields() throws {
    var test = try #require(try decode(Self.text).first)
    #expect(test.transaction.kind(dataIndex: 0) == .legacy)
    test.transaction.fees = .dynamic(maxFeePerGas: 9, maxPriorityFeePerGas: 1)
    #expect(test.transaction.kind(dataIndex: 0) == .dynamicFee)
    test.transaction.blobs = .init(maxFeePerBlobGas: 1, versionedHashes: [])
    #expect(test.transaction.kind(dataIndex: 0) == .blob)
    test.transaction.authorizations = []
    #expect(test.transaction.kind(dataIndex: 0) == .setCode)
  }

  static let faults: [(replace: String, with: String, path: String)] = [
    ("\"currentNumber\": \"0x1\",", "", "small.env"),
    ("\"0x3e8\"", "1000", "small.env.currentTimestamp"),
    ("\"balance\": \"0x64\"", "\"balance\": \"100\"", "small.pre.\(account).balance"),
    ("\"code\": \"0x\"", "\"code\": \"0x1\"", "small.pre.\(account).code"),
    ("\"0x02\": \"0x05\"", "\"0x02\": [5]", "small.pre.\(account).storage.0x02"),
    ("\"0x6001\"", "\"6001\"", "small.transaction.data[1]"),
    ("\"gasPrice\": \"0xa\",", "", "small.transaction"),
    ("\"to\": \"\"", "\"to\": \"0x12\"", "small.transaction.to"),
    ("\"secretKey\": \"0x45", "\"secretKey\": \"0x46", "small.transaction.secretKey"),
    ("\"data\": 1", "\"data\": 2", "small.post.Cancun[0].indexes.data"),
    ("\"value\": 1", "\"value\": -1", "small.post.Cancun[1].indexes.value"),
    ("\"post\": {\"Cancun\": [", "\"post\": {\"Cancun\": [7,", "small.post.Cancun[0]"),
    ("{\"small\": {", "{\"small\": 1, \"other\": {", "small"),
  ]

  @Test(arguments: faults)
  func faultsAreNamedByPath(replace: String, with: String, path: String) throws {
    let broken = Self.text.replacing(replace, with: with)
    #expect(broken != Self.text)
    #expect {
      try decode(broken)
    } throws: { error in
      let error = error as? InterchangeError
      return error?.path == path && error?.line != nil
    }
  }

  @Test func sameAddressTwiceIsRefused() throws {
    let upper = Self.account.uppercased().replacing("0X", with: "0x")
    let entry = "{\"balance\": \"0x1\", \"nonce\": \"0x0\", \"code\": \"0x\", \"storage\": {}}"
    let broken = Self.text.replacing("\"pre\": {", with: "\"pre\": {\"\(upper)\": \(entry), ")
    #expect(throws: InterchangeError.self) { try decode(broken) }
  }
}
