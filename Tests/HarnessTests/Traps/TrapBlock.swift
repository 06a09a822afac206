import EVM
import Primitives
import Schedulers
import State

/// A block that springs one trap of optimistic or informed execution, and how to see that it does.
struct TrapBlock: Sendable, CustomStringConvertible {
  /// The trap's number in the list of EVM traps, and what varies: "T3 zero reward, london".
  var name: String
  var fork: Fork
  var allocation: Allocation = [:]
  var transactions: [Transaction] = []
  var header = BlockHeader()
  var withdrawals: [Withdrawal] = []
  var blockHashes: [UInt64: Hash] = [:]
  /// Whether sequential execution shows what the block is for; a trap that is not sprung tests nothing.
  var isSprung: @Sendable (TrapOutcome) -> Bool = { _ in true }

  var description: String { name }

  private var nonces: [Address: UInt64] = [:]

  init(
    _ name: String, _ fork: Fork, _ contracts: [Address: [UInt8]] = [:],
    build: (inout TrapBlock) -> Void
  ) {
    self.name = "\(name), \(fork)"
    self.fork = fork
    header.number = 500
    header.timestamp = 1_700_000_000
    header.gasLimit = 1 << 40
    header.beneficiary = Self.beneficiary
    header.mixHash = Hash(0x7a9d)
    if fork >= .london { header.baseFeePerGas = 7 }
    if fork >= .cancun { header.excessBlobGas = 0 }
    for (address, code) in contracts {
      allocation[address] = AccountAllocation(balance: 1000, nonce: 1, code: code)
    }
    build(&self)
  }

  static let beneficiary = Address(high: 0xc01b_a5e0, middle: 0, low: 1)
  static let hot = Address(high: 0x4071_0000, middle: 0, low: 1)
  static let other = Address(high: 0x0734_0000, middle: 0, low: 2)
  static func sender(_ index: Int) -> Address {
    Address(high: 0x5e9d_0000, middle: 0, low: UInt64(index) + 1)
  }
  static func stranger(_ index: Int) -> Address {
    Address(high: 0x57a4_0000, middle: 7, low: UInt64(index) + 1)
  }

  /// More than any scheduler's threshold for executing a block in order.
  static let length = 72

  /// Adds a transaction with the sender's next nonce; a sender that has no account gets a rich one.
  mutating func send(
    from sender: Address, to: Address?, value: Word = 0, _ input: [UInt8] = [],
    gas: UInt64 = 400_000, tip: Word = 2, nonce: UInt64? = nil,
    _ change: (inout Transaction) -> Void = { _ in }
  ) {
    if allocation[sender] == nil { allocation[sender] = AccountAllocation(balance: Word(1 << 60)) }
    let next = nonces[sender] ?? allocation[sender]?.nonce ?? 0
    nonces[sender] = next + (nonce == nil ? 1 : 0)
    let base = header.baseFeePerGas ?? 0
    var transaction = Transaction(
      kind: fork >= .london ? .dynamicFee : .legacy, sender: sender,
      chainID: fork >= .spuriousDragon ? 1 : nil, nonce: nonce ?? next, gasLimit: gas,
      maxFeePerGas: base &+ tip, maxPriorityFeePerGas: fork >= .london ? tip : base &+ tip, to: to,
      value: value, input: input)
    change(&transaction)
    transactions.append(transaction)
  }

  /// The nonce that the sender's next transaction will have.
  func nonce(of sender: Address) -> UInt64 {
    nonces[sender] ?? allocation[sender]?.nonce ?? 0
  }

  /// Says that the sender's nonce has risen by something other than its transactions.
  mutating func raiseNonce(of sender: Address, by count: UInt64) {
    nonces[sender] = nonce(of: sender) + count
  }

  /// As many transactions as `length`, each of a sender of its own.
  mutating func fill(_ transaction: (inout TrapBlock, Int) -> Void) {
    for index in 0..<Self.length { transaction(&self, index) }
  }

  var block: Block {
    Block(header: header, transactions: transactions, withdrawals: withdrawals)
  }
}

/// Words as call data.
func input(_ words: Word...) -> [UInt8] { words.flatMap(\.bigEndianBytes) }
