import EVM
import Primitives
import Signatures
import State

/// A block whose transactions change which code accounts run (EIP-7702), and look at it: with what the
/// ones that look must see, by a model of its own.
struct DelegationBlock {
  var transactions: [Transaction] = []
  /// Slots of ``probe`` after the block.
  var expected: [Word: Word] = [:]

  private var delegates: [Address?]
  private var nonces: [UInt64]
  private var generator: UInt64
  private let authorities: [Address]

  private static let keys = (1...4).map { Word(UInt64($0) * 1000) }
  static let probe = Address(high: 0x9a0b_e000, middle: 0, low: 1)
  private static let first = Address(high: 0xde1e_0000, middle: 0, low: 1)
  private static let second = Address(high: 0xde1e_0000, middle: 0, low: 2)
  private static func sender(_ index: Int) -> Address {
    Address(high: 0x5e9d_0000, middle: 0, low: UInt64(index) + 1)
  }

  /// Input: an account and a key. Stores the account's code size, code hash, and the word that a call
  /// of it returns, at the key and behind.
  private static let probeCode: [UInt8] =
    [0x5f, 0x35, 0x3b, 0x60, 32, 0x35, 0x55]
    + [0x5f, 0x35, 0x3f, 0x60, 32, 0x35, 0x60, 1, 0x01, 0x55]
    + [0x60, 32, 0x5f, 0x5f, 0x5f, 0x5f, 0x5f, 0x35, 0x62, 1, 0x86, 0xa0, 0xf1, 0x50]
    + [0x5f, 0x51, 0x60, 32, 0x35, 0x60, 2, 0x01, 0x55]

  /// Counts up the slot of its number in the account that delegates, and returns the number.
  private static func delegateCode(_ number: UInt8) -> [UInt8] {
    [0x60, number, 0x54, 0x60, 1, 0x01, 0x60, number, 0x55, 0x60, number, 0x5f, 0x52]
      + [0x60, 32, 0x5f, 0xf3]
  }

  /// `count` transactions, each of a sender of its own.
  init(seed: UInt64, count: Int) {
    authorities = Self.keys.map { address(ofSecretKey: $0) ?? .zero }
    delegates = Self.keys.map { _ in nil }
    nonces = Self.keys.map { _ in 0 }
    generator = seed
    for index in 0..<count {
      if random(3) == 0 { authorize(index) } else { look(index) }
    }
  }

  private mutating func random(_ bound: Int) -> Int {
    generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((generator >> 33) % UInt64(bound))
  }

  private func transaction(_ index: Int, to: Address, _ kind: Transaction.Kind) -> Transaction {
    Transaction(
      kind: kind, sender: Self.sender(index), chainID: 1, nonce: 0, gasLimit: 400_000,
      maxFeePerGas: 1, maxPriorityFeePerGas: 1, to: to, value: .zero, input: [])
  }

  /// One or two authorizations; of four, one has a wrong nonce. The transaction calls one of the
  /// accounts, as it is then.
  private mutating func authorize(_ index: Int) {
    let called = random(authorities.count)
    var transaction = transaction(index, to: authorities[called], .setCode)
    let count = 1 + random(2)
    for _ in 0..<count {
      let authority = random(authorities.count)
      let choice = random(3)
      let target = [nil, Self.first, Self.second][choice]
      let isValid = random(4) != 0
      let authorization = Authorization.signed(
        chainID: .one, address: target ?? .zero, nonce: nonces[authority] + (isValid ? 0 : 1),
        secretKey: Self.keys[authority])
      transaction.authorizations += authorization.map { [$0] } ?? []
      if isValid {
        delegates[authority] = target
        nonces[authority] += 1
      }
    }
    transactions.append(transaction)
  }

  private mutating func look(_ index: Int) {
    let authority = random(authorities.count)
    let key = Word(UInt64(index) * 8 + 8)
    var transaction = transaction(index, to: Self.probe, .dynamicFee)
    transaction.input = Word(authorities[authority]).bigEndianBytes + key.bigEndianBytes
    transactions.append(transaction)
    let delegate = delegates[authority]
    let code = delegate.map { [0xef, 1, 0] + $0.bytes } ?? []
    expected[key] = Word(UInt64(code.count))
    expected[key &+ 1] = keccak256(code).word
    expected[key &+ 2] = delegate.map { $0 == Self.first ? 1 : 2 } ?? 0
  }

  /// The accounts before the block.
  var genesis: Allocation {
    var allocation: Allocation = [
      Self.probe: AccountAllocation(nonce: 1, code: Self.probeCode),
      Self.first: AccountAllocation(nonce: 1, code: Self.delegateCode(1)),
      Self.second: AccountAllocation(nonce: 1, code: Self.delegateCode(2)),
    ]
    for authority in authorities { allocation[authority] = AccountAllocation(balance: .one) }
    for index in transactions.indices {
      allocation[Self.sender(index)] = AccountAllocation(balance: Word(1 << 40))
    }
    return allocation
  }

  /// The accounts' code and nonce after the block.
  var accountsAfter: [(address: Address, code: [UInt8], nonce: UInt64)] {
    authorities.indices.map {
      (authorities[$0], delegates[$0].map { [0xef, 1, 0] + $0.bytes } ?? [], nonces[$0])
    }
  }
}
