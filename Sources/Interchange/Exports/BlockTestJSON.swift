import Primitives
import State

/// One block, on a genesis, as an Ethereum block test ("blockchain test").
public struct BlockTestJSON: Encodable, Sendable {
  private struct Entry: Encodable, Sendable {
    var blockHeader: BlockHeaderJSON
    var rlp: String
    var transactions: [TransactionJSON]
    var uncleHeaders: [String] = []
    var withdrawals: [String] = []
  }
  private struct Config: Encodable, Sendable {
    var network: String
    var chainid: String
  }

  private var network: String
  private var sealEngine = "NoProof"
  private var config: Config
  private var pre: AllocationJSON
  private var postState: AllocationJSON
  private var genesisBlockHeader: BlockHeaderJSON
  private var genesisRLP: String
  private var blocks: [Entry]
  private var lastblockhash: String

  /// - Parameters:
  ///   - block: Complete: its header's roots are those of its outcome, its transactions are signed.
  ///   - genesis: Its parent, whose state is `before`.
  public init(
    _ block: Block, on genesis: BlockHeader, network: String, chainID: UInt64,
    before: Allocation, after: Allocation
  ) {
    self.network = network
    config = Config(network: network, chainid: Word(chainID).hex)
    pre = AllocationJSON(before, form: .complete)
    postState = AllocationJSON(after, form: .complete)
    genesisBlockHeader = BlockHeaderJSON(genesis)
    genesisRLP = hexText(Block(header: genesis, transactions: []).encoded())
    blocks = [
      Entry(
        blockHeader: BlockHeaderJSON(block.header), rlp: hexText(block.encoded()),
        transactions: block.transactions.map { TransactionJSON($0, .blockTest) })
    ]
    lastblockhash = block.header.hash.hex
  }
}

/// A header as block tests write it.
struct BlockHeaderJSON: Encodable, Sendable {
  private var parentHash, uncleHash, coinbase, stateRoot, transactionsTrie, receiptTrie: String
  private var bloom, difficulty, number, gasLimit, gasUsed, timestamp, extraData: String
  private var mixHash, nonce, hash: String
  private var baseFeePerGas, withdrawalsRoot, blobGasUsed, excessBlobGas: String?
  private var parentBeaconBlockRoot, requestsHash: String?

  init(_ header: BlockHeader) {
    parentHash = header.parentHash.hex
    uncleHash = header.ommersHash.hex
    coinbase = header.beneficiary.hex
    stateRoot = header.stateRoot.hex
    transactionsTrie = header.transactionsRoot.hex
    receiptTrie = header.receiptsRoot.hex
    bloom = hexText(header.logsBloom.bytes)
    difficulty = header.difficulty.hex
    number = Word(header.number).hex
    gasLimit = Word(header.gasLimit).hex
    gasUsed = Word(header.gasUsed).hex
    timestamp = Word(header.timestamp).hex
    extraData = hexText(header.extraData)
    mixHash = header.mixHash.hex
    nonce = hexText(Word(header.nonce).bigEndianBytes.suffix(8))
    hash = header.hash.hex
    baseFeePerGas = header.baseFeePerGas?.hex
    withdrawalsRoot = header.withdrawalsRoot?.hex
    blobGasUsed = header.blobGasUsed.map { Word($0).hex }
    excessBlobGas = header.excessBlobGas.map { Word($0).hex }
    parentBeaconBlockRoot = header.parentBeaconBlockRoot?.hex
    requestsHash = header.requestsHash?.hex
  }
}
