import Primitives
import State

@testable import Harness

/// A block-test file made of a chain: two blocks of transfers, of which one test says the second is to be
/// refused.
struct BlockTestFixture {
  var fixture: ChainFixture
  var network: String
  var blocks: [Entry] = []
  /// In place of the hash of the chain's head.
  var lastBlockHash: Hash?
  /// In place of the accounts after the chain's head.
  var postState: String?
  /// In place of the accounts of the genesis.
  var preState: String?

  struct Entry {
    var bytes: [UInt8]
    var hash: Hash?
    var exception: String?
  }

  init(_ network: String = "Shanghai") throws {
    self.network = network
    fixture = try ChainFixture(ForkSchedule(network: network) ?? ForkSchedule(.shanghai))
  }

  /// Adds a valid block to the chain and to the file.
  mutating func append(_ transactions: [Transaction]) throws {
    let block = try fixture.block(transactions)
    guard try fixture.fault(of: block) == nil else { throw ChainFixture.Unsigned() }
    blocks.append(Entry(bytes: block.encoded(), hash: block.header.hash))
  }

  /// Adds a block to the file only.
  mutating func append(_ block: Block, exception: String?) {
    blocks.append(
      Entry(
        bytes: block.encoded(), hash: exception == nil ? block.header.hash : nil,
        exception: exception))
  }

  var text: String {
    let genesis = Block(header: fixture.genesis, transactions: [])
    let entries = blocks.map { entry in
      var members = ["\"rlp\": \"\(hexText(entry.bytes))\""]
      if let hash = entry.hash { members.append("\"blockHeader\": {\"hash\": \"\(hash.hex)\"}") }
      if let exception = entry.exception {
        members.append("\"expectException\": \"\(exception)\"")
      }
      return "{" + members.joined(separator: ", ") + "}"
    }
    let post = postState ?? Self.text(fixture.chain.head.state.allocation())
    return """
      {"transfers": {
        "network": "\(network)", "sealEngine": "NoProof",
        "genesisRLP": "\(hexText(genesis.encoded()))",
        "genesisBlockHeader": {"hash": "\(fixture.genesis.hash.hex)"},
        "pre": \(preState ?? Self.text(fixture.allocation)),
        "blocks": [\(entries.joined(separator: ",\n"))],
        "postState": \(post),
        "lastblockhash": "\((lastBlockHash ?? fixture.chain.head.hash).hex)"}}
      """
  }

  static func text(_ allocation: Allocation) -> String {
    let accounts = allocation.sorted { $0.key < $1.key }.map { address, account in
      """
      "\(address.hex)": {"balance": "\(account.balance.hex)", "nonce": "\(Word(account.nonce).hex)",
        "code": "\(hexText(account.code))", "storage": {}}
      """
    }
    return "{" + accounts.joined(separator: ",\n") + "}"
  }
}
