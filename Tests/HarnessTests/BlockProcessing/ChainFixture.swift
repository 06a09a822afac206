import EVM
import Primitives
import Schedulers
import Signatures
import State

@testable import Harness

/// A chain from a genesis with one rich account, and valid blocks for it, whose headers are filled in by
/// executing them.
struct ChainFixture {
  static let secretKey: Word = 0x45a9_15e4
  static let miner = Address(truncating: 0xc0)
  static let receiver = Address(truncating: 0x42)
  static let ether = Word(1_000_000_000_000_000_000)

  let schedule: ForkSchedule
  let genesis: BlockHeader
  let allocation: Allocation
  var chain: BlockChain
  let sender: Address

  init(_ schedule: ForkSchedule, more: Allocation = [:]) throws {
    guard let sender = address(ofSecretKey: Self.secretKey) else { throw Unsigned() }
    self.sender = sender
    self.schedule = schedule
    var allocation = more
    allocation[sender] = AccountAllocation(balance: Self.ether)
    self.allocation = allocation
    let state = WorldState(allocation)
    let fork = schedule.stages[0].fork
    var genesis = BlockHeader()
    genesis.gasLimit = 100_000
    genesis.ommersHash = .emptyOmmers
    genesis.transactionsRoot = .emptyTrie
    genesis.receiptsRoot = .emptyTrie
    genesis.difficulty = fork >= .paris ? .zero : 131_072
    genesis.stateRoot = state.stateRoot()
    if fork >= .london { genesis.baseFeePerGas = 1000 }
    if fork >= .shanghai { genesis.withdrawalsRoot = .emptyTrie }
    if fork >= .cancun {
      genesis.blobGasUsed = 0
      genesis.excessBlobGas = 0
      genesis.parentBeaconBlockRoot = .zero
    }
    self.genesis = genesis
    chain = BlockChain(genesis: genesis, state: state, schedule: schedule)
  }

  struct Unsigned: Error {}

  /// A signed transfer of 7 wei at 2,000 wei per gas.
  func transfer(
    nonce: UInt64 = 0, gasLimit: UInt64 = 21_000, to: Address? = receiver, input: [UInt8] = []
  ) throws -> Transaction {
    try signed(
      Transaction(
        kind: .legacy, sender: .zero, chainID: nil, nonce: nonce, gasLimit: gasLimit,
        maxFeePerGas: 2000, maxPriorityFeePerGas: 2000, to: to, value: 7, input: input))
  }

  func signed(_ transaction: Transaction) throws -> Transaction {
    var transaction = transaction
    guard transaction.sign(secretKey: Self.secretKey) else { throw Unsigned() }
    return transaction
  }

  /// A valid child of `parent`, the chain's head unless another is named.
  func block(
    on parent: BlockChain.Member? = nil, seconds: UInt64 = 12, beneficiary: Address = miner,
    _ transactions: [Transaction] = [], ommers: [BlockHeader] = [],
    withdrawals: [Withdrawal] = []
  ) throws -> Block {
    let parent = parent ?? chain.head
    let stage = schedule.stage(
      number: parent.header.number + 1, timestamp: parent.header.timestamp + seconds,
      totalDifficulty: parent.totalDifficulty)
    let rules = ForkRules(stage.fork)
    var header = BlockHeader()
    header.parentHash = parent.hash
    header.number = parent.header.number + 1
    header.timestamp = parent.header.timestamp + seconds
    header.beneficiary = beneficiary
    let doubles = rules.hasBaseFee && parent.header.baseFeePerGas == nil
    header.gasLimit = parent.header.gasLimit * (doubles ? 2 : 1)
    header.ommersHash = Block.ommersHash(of: ommers)
    header.transactionsRoot = BlockHeader.transactionsRoot(of: transactions)
    if rules.blockReward != nil {
      header.difficulty = DifficultyFormula(fork: stage.fork, bombDelay: stage.bombDelay)
        .difficulty(timestamp: header.timestamp, parent: parent.header)
    }
    if rules.hasBaseFee { header.baseFeePerGas = BlockHeader.baseFee(after: parent.header) }
    if stage.fork >= .shanghai {
      header.withdrawalsRoot = BlockHeader.withdrawalsRoot(of: withdrawals)
    }
    if let blobs = rules.blobs {
      header.excessBlobGas = blobs.excessBlobGas(after: parent.header)
      header.parentBeaconBlockRoot = .zero
    }
    var block = Block(
      header: header, transactions: transactions, ommers: ommers, withdrawals: withdrawals)
    try fillInOutcome(of: &block, on: parent, rules)
    return block
  }

  private func fillInOutcome(
    of block: inout Block, on parent: BlockChain.Member, _ rules: ForkRules
  ) throws {
    let state = parent.state.copy()
    let executed = block
    let processed = try onLargeStack {
      let processor = BlockProcessor(
        executed, engine: EVMEngine(rules: rules, codeStore: state.codeStore),
        environment: BlockEnvironment(header: executed.header, chainID: 1, rules: rules),
        reward: BlockReward(of: executed, rules: rules))
      return try processor.executeInSteps(on: state)
    }
    block.header.gasUsed = processed.gasUsed
    block.header.logsBloom = processed.logsBloom
    block.header.receiptsRoot = processed.receiptsRoot
    if rules.hasBlobs { block.header.blobGasUsed = processed.blobGasUsed }
    block.header.stateRoot = state.stateRoot()
  }

  /// Imports the block; nil, or why it was refused.
  mutating func fault(
    of block: Block, under scheduler: any Scheduler = SequentialScheduler()
  ) throws -> BlockFault? {
    var chain = chain
    defer { self.chain = chain }
    let pool = WorkerPool(size: scheduler is SequentialScheduler ? 1 : 2)
    do {
      try onLargeStack { () throws(BlockImportFailure) in
        _ = try chain.importBlock(block.encoded(), under: scheduler, with: pool)
      }
      return nil
    } catch BlockImportFailure.refused(let fault, _) {
      return fault
    }
  }
}
