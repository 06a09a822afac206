import Primitives

/// One block of each form that forks gave headers, with everything in it that blocks can have.
enum SampleBlocks {
  /// By number of header fields.
  static let all: [(fields: Int, block: Block)] = [15, 16, 17, 20, 21].map {
    (fields: $0, block: make(fields: $0))
  }

  static func header(fields: Int) -> BlockHeader {
    var header = BlockHeader()
    header.parentHash = keccak256([1])
    header.ommersHash = keccak256([2])
    header.beneficiary = Address(truncating: 0xc0ffee)
    header.stateRoot = keccak256([3])
    header.transactionsRoot = keccak256([4])
    header.receiptsRoot = keccak256([5])
    header.logsBloom.bytes[17] = 4
    header.difficulty = Word(0, 0, 7, 0)
    header.number = 0x80
    header.gasLimit = 30_000_000
    header.gasUsed = 0
    header.timestamp = .max
    header.extraData = [0x7f]
    header.mixHash = keccak256([6])
    header.nonce = 0x0102
    if fields >= 16 { header.baseFeePerGas = Word(1, 2, 3, 4) }
    if fields >= 17 { header.withdrawalsRoot = keccak256([7]) }
    if fields >= 20 {
      header.blobGasUsed = 131_072
      header.excessBlobGas = 0
      header.parentBeaconBlockRoot = .zero
    }
    if fields >= 21 { header.requestsHash = keccak256([8]) }
    return header
  }

  private static func make(fields: Int) -> Block {
    let withdrawals = [
      Withdrawal(index: 0, validatorIndex: .max, address: .zero, amount: 1),
      Withdrawal(index: 128, validatorIndex: 9, address: Address(truncating: 5), amount: 0),
    ]
    return Block(
      header: header(fields: fields), transactions: SampleTransactions.all,
      ommers: [header(fields: 15), header(fields: 16)],
      withdrawals: fields >= 17 ? withdrawals : [])
  }
}

extension RLPItem {
  /// The items of a list; none of a string.
  var items: [RLPItem] {
    get { if case .list(let items) = self { items } else { [] } }
    set { self = .list(newValue) }
  }
}
