import GSL
import Primitives
import State

/// Makes the blocks that a workload file asks for.
///
/// Deterministic: the same spec gives the same bytes on every machine. Every choice draws from streams
/// named for it, so that changing one choice leaves the draws of the others as they were.
public struct BlockGenerator: Sendable {
  /// The chain ID of generated transactions: that of private networks.
  public static let chainID: UInt64 = 1337
  /// The fork that generated blocks are made for.
  public static let fork = "Cancun"

  private let spec: WorkloadSpec

  public init(_ spec: WorkloadSpec) { self.spec = spec }

  /// Makes all blocks, their genesis state and their hash. About 5 µs a transaction, and 8 bytes an
  /// account and choice.
  public func generate() -> GeneratedWorkload {
    var run = GenerationRun(spec)
    let blocks = (1...spec.blocks).map { run.block(number: UInt64($0)) }
    let genesis = run.genesis.allocation
    return GeneratedWorkload(
      name: spec.name, seed: spec.seed, genesis: genesis, blocks: blocks, fork: Self.fork,
      chainID: Self.chainID,
      streamHash: StreamEncoder.hash(
        genesis: genesis, blocks: blocks, fork: Self.fork, chainID: Self.chainID),
      realised: run.skews, transactionsByProfile: run.transactionsByProfile)
  }
}

/// One generation under way.
private struct GenerationRun: ~Copyable {
  private let spec: WorkloadSpec
  private let mixLaw: Weighted
  private var mixStream: RandomStream
  private var blockStream: RandomStream
  /// By entry of the mix.
  private let dealers: [[ChoiceDealer]]
  private var counts: [Int]
  /// By account number.
  private var nonces: [Int: UInt64] = [:]
  var genesis = GenesisBuilder()

  init(_ spec: WorkloadSpec) {
    self.spec = spec
    mixLaw = Weighted(spec.mix.map(\.share))
    mixStream = RandomStream(seed: spec.seed, named: "mix")
    blockStream = RandomStream(seed: spec.seed, named: "blocks")
    dealers = spec.mix.enumerated().map { index, entry in
      entry.profile.choices.map { choice in
        ChoiceDealer(
          choice, accounts: spec.accounts, seed: spec.seed,
          name: "\(index) \(entry.name) \(choice.name)")
      }
    }
    counts = .init(repeating: 0, count: spec.mix.count)
  }

  var skews: [RealisedSkew] {
    spec.mix.indices.flatMap { index in
      dealers[index].compactMap { $0.skew(profile: "\(index) \(spec.mix[index].name)") }
    }
  }

  var transactionsByProfile: [(profile: String, count: Int)] {
    spec.mix.indices.map { (spec.mix[$0].name, counts[$0]) }
  }

  mutating func block(number: UInt64) -> Block {
    var transactions: [Transaction] = []
    transactions.reserveCapacity(spec.transactionsPerBlock)
    for _ in 0..<spec.transactionsPerBlock { transactions.append(transaction()) }
    let gas = transactions.reduce(0) { $0 + $1.gasLimit }
    var header = BlockHeader()
    header.number = number
    header.timestamp = ChainTime.genesis + ChainTime.interval * number
    // At least a main-network block's, and always enough for what the transactions may use.
    header.gasLimit = max(30_000_000, gas)
    header.baseFeePerGas = ChainFees.base
    header.beneficiary = Address(truncating: keccak256(Array("gridlock beneficiary".utf8)).word)
    header.mixHash = Hash(
      Word(blockStream.next(), blockStream.next(), blockStream.next(), blockStream.next()))
    header.blobGasUsed = 0
    header.excessBlobGas = 0
    header.parentBeaconBlockRoot = .zero
    // The roots of no ommers and of no withdrawals.
    header.ommersHash = keccak256([0xc0])
    header.withdrawalsRoot = keccak256([0x80])
    return Block(header: header, transactions: transactions)
  }

  private mutating func transaction() -> Transaction {
    let entry = mixLaw.draw(0, from: &mixStream)
    counts[entry] += 1
    let picks = dealers[entry].map { $0.pick() }
    let call = spec.mix[entry].profile.call(picks, in: &genesis)
    let sender = genesis.address(ofAccount: call.sender)
    let nonce = nonces[call.sender, default: 0]
    if nonce == 0 { genesis.endow(sender) }
    nonces[call.sender] = nonce + 1
    return Transaction(
      kind: .dynamicFee, sender: sender, chainID: BlockGenerator.chainID, nonce: nonce,
      gasLimit: call.gasLimit, maxFeePerGas: ChainFees.maximum,
      maxPriorityFeePerGas: ChainFees.priority, to: call.contract, value: .zero,
      input: call.input)
  }
}
