import Primitives
import State

/// A block in the form of grevm's test data: a folder with `block.json` (the block's environment),
/// `txs.json` (transactions as revm takes them: the caller stated, no signature), `pre_state.json`
/// (code in place), and `expected.json`, what the executable specification made of it.
public enum GrevmBlock {
  /// Whether the block in `folder` is in this form: only here are transactions in a file of their own.
  public static func isIn(folder: String) -> Bool { fileExists(folder + "/txs.json") }

  /// Reads the block in `folder` and everything needed to execute and to check it.
  ///
  /// There is no header among them: gas used, receipts root and logs bloom are those of `expected.json`.
  public static func load(folder: String) throws(InterchangeError) -> ArchivedBlock {
    let environment = try JSONDocument(path: folder + "/block.json").root
    var header = try BlockHeader(decodingGrevm: environment)
    let hashes = try blockHashes(environment)
    header.parentHash = hashes[header.number &- 1] ?? .zero
    let transactions = try JSONDocument(path: folder + "/txs.json").root.map {
      (entry) throws(InterchangeError) in try Transaction(decodingGrevm: entry)
    }
    let expected = try JSONDocument(path: folder + "/expected.json").root
    try header.readOutcome(expected)
    return ArchivedBlock(
      block: Block(header: header, transactions: transactions),
      allocation: try loadPreState(path: folder + "/pre_state.json", codes: nil),
      blockHashes: hashes, expected: try ExpectedOutcome(decodingGrevm: expected))
  }

  /// By number.
  private static func blockHashes(
    _ environment: JSONValue
  ) throws(InterchangeError) -> [UInt64: Hash] {
    var hashes: [UInt64: Hash] = [:]
    for (key, value) in try environment.member("block_hashes").members() {
      guard let number = UInt64(try key.string()) else {
        throw key.expected("a block number in decimal")
      }
      hashes[number] = try value.hash()
    }
    return hashes
  }
}

extension BlockHeader {
  /// What a block's environment says of its header. The chain must be mainnet.
  fileprivate init(decodingGrevm value: JSONValue) throws(InterchangeError) {
    self.init()
    let chain = try value.member("chain_id")
    guard try chain.integer() == 1 else { throw chain.expected("1, mainnet") }
    number = try value.member("number").integer()
    beneficiary = try value.member("coinbase").address()
    timestamp = try value.member("timestamp").integer()
    gasLimit = try value.member("gas_limit").integer()
    baseFeePerGas = Word(try value.member("basefee").integer())
    difficulty = try value.member("difficulty").word()
    mixHash = try value.member("prevrandao").hash()
    excessBlobGas = try value.optionalMember("excess_blob_gas")?.integer()
  }

  fileprivate mutating func readOutcome(_ expected: JSONValue) throws(InterchangeError) {
    gasUsed = try expected.member("gasUsed").integer()
    receiptsRoot = try expected.member("receiptsRoot").hash()
    logsBloom = try expected.member("logsBloom").logsBloom()
  }
}

extension ExpectedOutcome {
  /// `expected.json` lists no changes: a root over all accounts stands for them.
  fileprivate init(decodingGrevm value: JSONValue) throws(InterchangeError) {
    partialPostRoot = try value.member("partialPostRoot").hash()
    listsChanges = false
    transactions = try value.member("txs").map { (entry) throws(InterchangeError) in
      try ExpectedTransaction(decoding: entry)
    }
  }
}
