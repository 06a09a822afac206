import Primitives
import State

extension BlockTest {
  /// All tests of the file at `path`, in file order.
  /// - Throws: ``InterchangeError`` for a file that is not a block test through and through. Blocks are
  ///   not decoded here: some are meant to be broken.
  public static func load(path: String) throws(InterchangeError) -> [BlockTest] {
    try decode(JSONDocument(path: path))
  }

  static func decode(_ document: JSONDocument) throws(InterchangeError) -> [BlockTest] {
    var tests: [BlockTest] = []
    for (key, value) in try document.root.members() {
      tests.append(try BlockTest(name: key.string(), decoding: value))
    }
    return tests
  }

  init(name: String, decoding test: JSONValue) throws(InterchangeError) {
    self.name = name
    network = try test.member("network").string()
    genesis = try Self.genesis(test)
    allocation = try test.member("pre").stateAllocation()
    blocks = try test.member("blocks").map { (entry) throws(InterchangeError) in
      try Entry(decoding: entry)
    }
    lastBlockHash = try test.member("lastblockhash").anyHash()
    postAllocation = try test.optionalMember("postState")?.stateAllocation()
    postStateRoot = try test.optionalMember("postStateHash")?.hash()
    if postAllocation == nil, postStateRoot == nil {
      throw test.error("has neither \"postState\" nor \"postStateHash\"")
    }
  }

  /// The genesis from its RLP, whose hash must be the one stated beside it.
  private static func genesis(_ test: JSONValue) throws(InterchangeError) -> BlockHeader {
    let encoded = try test.member("genesisRLP")
    let bytes = try encoded.bytes()
    let block: Block
    do throws(BlockDecodingError) { block = try Block(decoding: bytes) } catch {
      throw encoded.error("is no block: \(error)")
    }
    let stated = try test.member("genesisBlockHeader").member("hash")
    guard try stated.anyHash() == block.header.hash else {
      throw stated.error("is not the hash of \"genesisRLP\", which is \(block.header.hash.hex)")
    }
    return block.header
  }
}

extension BlockTest.Entry {
  init(decoding entry: JSONValue) throws(InterchangeError) {
    bytes = try entry.member("rlp").bytes()
    expectedException = try entry.optionalMember("expectException")?.string()
    hash = try entry.optionalMember("blockHeader")?.member("hash").anyHash()
  }
}

extension JSONValue {
  /// Accounts as `pre` and `postState` write them.
  fileprivate func stateAllocation() throws(InterchangeError) -> Allocation {
    try allocation { (account) throws(InterchangeError) in
      try AccountAllocation(decodingStateTest: account)
    }
  }

  /// A hash with or without `0x`: the oldest files write some without.
  fileprivate func anyHash() throws(InterchangeError) -> Hash {
    if text.starts(with: "0x".utf8) { return try hash() }
    guard let hash = Hash(hex: "0x" + (try string())) else {
      throw expected("a hash of 32 bytes in hexadecimal")
    }
    return hash
  }
}
