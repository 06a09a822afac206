import Primitives
import Testing

@testable import Interchange

/// A small test in the format's shape, whole and with one thing wrong at a time.
@Suite struct BlockTestDecodingTests {
  static let account = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  static let hash = String(repeating: "cd", count: 32)
  static let genesis = Block(header: BlockHeader(), transactions: [])
  static let text = """
    {"small": {
      "network": "Cancun", "genesisRLP": "\(hexText(genesis.encoded()))",
      "genesisBlockHeader": {"hash": "\(genesis.header.hash.hex)"},
      "pre": {"\(account)": {"balance": "0x64", "nonce": "0x0", "code": "0x", "storage": {}}},
      "blocks": [
        {"rlp": "0xc0", "blockHeader": {"hash": "0x\(hash)"}},
        {"rlp": "0x", "expectException": "BlockException.RLP_STRUCTURES_ENCODING"}],
      "postStateHash": "0x\(hash)",
      "lastblockhash": "\(hash)"}}
    """

  private func decode(_ text: String) throws -> [BlockTest] {
    try BlockTest.decode(JSONDocument(file: "small.json", bytes: Array(text.utf8)))
  }

  @Test func everythingIsRead() throws {
    let test = try #require(try decode(Self.text).first)
    let hash = Hash(hex: "0x" + Self.hash)
    #expect(test.name == "small" && test.network == "Cancun")
    #expect(test.genesis == Self.genesis.header)
    #expect(test.allocation.values.map(\.balance) == [100])
    #expect(test.lastBlockHash == hash, "old files write it without 0x")
    #expect(test.postStateRoot == hash && test.postAllocation == nil)
    let first = BlockTest.Entry(bytes: [0xc0], expectedException: nil, hash: hash)
    let second = BlockTest.Entry(
      bytes: [], expectedException: "BlockException.RLP_STRUCTURES_ENCODING", hash: nil)
    #expect(test.blocks == [first, second])
  }

  static let faults: [(replace: String, with: String, path: String)] = [
    ("\"network\": \"Cancun\"", "\"network\": 7", "small.network"),
    ("\"genesisRLP\": \"0x", "\"genesisRLP\": \"0xc0", "small.genesisRLP"),
    ("\"genesisRLP\"", "\"genesis\"", "small"),
    ("\"0x64\"", "\"100\"", "small.pre.\(account).balance"),
    ("\"0xc0\"", "\"0xc\"", "small.blocks[0].rlp"),
    ("{\"rlp\": \"0x\",", "{", "small.blocks[1]"),
    ("{\"hash\": \"0x\(hash)\"", "{\"hash\": \"0x12\"", "small.blocks[0].blockHeader.hash"),
    ("\"BlockException.RLP_STRUCTURES_ENCODING\"", "[]", "small.blocks[1].expectException"),
    ("\"postStateHash\"", "\"post\"", "small"),
    ("\"lastblockhash\": \"", "\"lastblockhash\": \"ab", "small.lastblockhash"),
    (genesis.header.hash.hex, "0x\(hash)", "small.genesisBlockHeader.hash"),
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
}
