import GSL
import Primitives

/// Makes the headers of generated blocks.
struct HeaderMaker: ~Copyable {
  /// A main-network block's.
  static let gasLimit: UInt64 = 30_000_000
  private var stream: RandomStream
  private let beneficiary = Address(
    truncating: keccak256(Array("gridlock beneficiary".utf8)).word)

  init(seed: UInt64) { stream = RandomStream(seed: seed, named: "blocks") }

  /// The header of block `number`. Calls must come in the order of the blocks.
  mutating func header(_ number: UInt64, of transactions: [Transaction]) -> BlockHeader {
    var header = BlockHeader()
    header.number = number
    header.timestamp = ChainTime.timestamp(of: number)
    // At least a main-network block's, and always enough for what the transactions may use.
    header.gasLimit = max(Self.gasLimit, transactions.reduce(0) { $0 + $1.gasLimit })
    header.baseFeePerGas = ChainFees.base
    header.beneficiary = beneficiary
    header.mixHash = Hash(Word(stream.next(), stream.next(), stream.next(), stream.next()))
    header.blobGasUsed = 0
    header.excessBlobGas = 0
    header.parentBeaconBlockRoot = .zero
    // The roots of no ommers and of no withdrawals.
    header.ommersHash = keccak256([0xc0])
    header.withdrawalsRoot = keccak256([0x80])
    return header
  }
}
