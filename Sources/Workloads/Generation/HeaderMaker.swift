import GSL
import Primitives

/// Makes the headers of generated blocks.
struct HeaderMaker: ~Copyable {
  /// A main-network block's.
  static let gasLimit: UInt64 = 30_000_000
  private var stream: RandomStream
  private let gasLimit: UInt64
  private let interval: UInt64
  private let beneficiary = Address(
    truncating: keccak256(Array("gridlock beneficiary".utf8)).word)

  init(_ spec: WorkloadSpec) {
    self.init(
      seed: spec.seed, gasLimit: spec.arrivals?.gasLimit ?? Self.gasLimit,
      interval: spec.blockInterval)
  }

  /// - Parameters:
  ///   - gasLimit: At least; more where the transactions may use more.
  ///   - interval: Seconds from block to block.
  init(seed: UInt64, gasLimit: UInt64 = Self.gasLimit, interval: UInt64 = ChainTime.interval) {
    self.gasLimit = gasLimit
    self.interval = interval
    stream = RandomStream(seed: seed, named: "blocks")
  }

  /// The header of block `number`. Calls must come in the order of the blocks.
  mutating func header(_ number: UInt64, of transactions: [Transaction]) -> BlockHeader {
    var header = BlockHeader.generated
    header.number = number
    header.timestamp = ChainTime.timestamp(of: number, interval: interval)
    // At least a main-network block's, and always enough for what the transactions may use.
    let gas = transactions.reduce(0) { $0 + $1.gasLimit }
    header.gasLimit = max(gasLimit, gas)
    header.baseFeePerGas = ChainFees.base
    header.beneficiary = beneficiary
    header.mixHash = Hash(Word(stream.next(), stream.next(), stream.next(), stream.next()))
    return header
  }
}

extension BlockHeader {
  /// What all generated headers have in common: Cancun's fields, and the roots of no ommers and of no
  /// withdrawals.
  static let generated = {
    var header = BlockHeader()
    header.blobGasUsed = 0
    header.excessBlobGas = 0
    header.parentBeaconBlockRoot = .zero
    header.ommersHash = keccak256([0xc0])
    header.withdrawalsRoot = keccak256([0x80])
    return header
  }()
}

extension WorkloadSpec {
  /// Seconds from block to block.
  var blockInterval: UInt64 { arrivals.map { UInt64($0.blockTime) } ?? ChainTime.interval }
}
