import EVM
import Primitives
import State

/// A block of payments, of credits in a bank's slots, and of contracts that ask what accounts have, whether they are there, pay on what
/// they are paid, pay out, and destroy themselves.
struct PaymentBlock {
  var transactions: [Transaction] = []
  var genesis: Allocation = [:]
  var beneficiary = Address(high: 0xc01b_a5e0, middle: 0, low: 1)
  private var nonces: [Address: UInt64] = [:]
  private var random: TestRandom

  static func person(_ index: Int) -> Address {
    Address(high: 0x9e50_0000, middle: 0, low: UInt64(index) + 1)
  }
  static let exchange = Address(high: 0xe8c4_a11e, middle: 0, low: 1)
  static let watcher = Address(high: 0xc0de_0000, middle: 0, low: 1)
  static let forwarder = Address(high: 0xc0de_0000, middle: 0, low: 2)
  static let bank = Address(high: 0xc0de_0000, middle: 0, low: 4)
  static let hoard = Address(high: 0xc0de_0000, middle: 0, low: 3)
  static func bomb(_ index: Int) -> Address {
    Address(high: 0xc0de_0000, middle: 1, low: UInt64(index))
  }

  /// Input: an account and a key. Stores what the account has there, and its code hash behind.
  private static let watcherCode: [UInt8] =
    [0x60, 0, 0x35, 0x31, 0x60, 32, 0x35, 0x55]
    + [0x60, 0, 0x35, 0x3f, 0x60, 32, 0x35, 0x60, 1, 0x01, 0x55]
  /// Input: an account. Sends it what came with the call, and returns what gas is left.
  private static let forwarderCode: [UInt8] =
    [0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x34, 0x60, 0, 0x35, 0x5a, 0xf1, 0x60, 0, 0x55]
  /// Input: an account. Sends it three wei, and keeps what that left.
  private static let hoardCode: [UInt8] =
    [0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 3, 0x60, 0, 0x35, 0x5a, 0xf1, 0x50]
    + [0x30, 0x31, 0x60, 0, 0x55]
  /// Input: an account. Leaves it everything.
  private static let bombCode: [UInt8] = [0x60, 0, 0x35, 0xff]

  /// Input: a key and an amount, which is added to the slot with the check that Vyper makes, and 1 to slot
  /// 5; the gas that is left is logged. If there is a third word, it is a key under which the value of the
  /// first is stored instead.
  private static let bankCode: [UInt8] =
    [0x36, 0x60, 64, 0x10, 0x60, 56, 0x57]
    + [0x60, 0, 0x35, 0x80, 0x54, 0x60, 32, 0x35, 0x80, 0x82, 0x01, 0x82, 0x81, 0x10]
    + [0x60, 66, 0x57, 0x90, 0x50, 0x90, 0x50, 0x81, 0x55, 0x50]
    + [0x60, 5, 0x54, 0x60, 1, 0x81, 0x01, 0x81, 0x81, 0x10, 0x60, 66, 0x57, 0x90, 0x50]
    + [0x60, 5, 0x55, 0x5a, 0x60, 0, 0x60, 0, 0xa1, 0x00]
    + [0x5b, 0x60, 0, 0x35, 0x54, 0x60, 64, 0x35, 0x55, 0x00]
    + [0x5b, 0x60, 0, 0x60, 0, 0xfd]

  /// Nothing but the accounts.
  init(seed: UInt64, people: Int) {
    random = TestRandom(seed)
    for index in 0..<people {
      // Every fourth has nothing until somebody pays.
      genesis[Self.person(index)] = AccountAllocation(
        balance: index % 4 == 3 ? .zero : Word(1 << 40))
    }
    for (address, code) in [
      (Self.watcher, Self.watcherCode), (Self.forwarder, Self.forwarderCode),
      (Self.hoard, Self.hoardCode), (Self.bomb(0), Self.bombCode), (Self.bomb(1), Self.bombCode),
    ] {
      genesis[address] = AccountAllocation(balance: Word(100), nonce: 1, code: code)
    }
    genesis[Self.bank] = AccountAllocation(
      nonce: 1, code: Self.bankCode,
      storage: [
        1: 7, 2: Word.max &- 3, 3: Word(0, 0, 0, 1 << 63), 4: Word(0, 0, 0, 1 << 62) &- 3, 5: 1,
      ])
  }

  /// A random block: the beneficiary pays and is paid too.
  static func random(seed: UInt64, count: Int) -> PaymentBlock {
    var block = PaymentBlock(seed: seed, people: 12)
    if seed % 3 == 0 { block.beneficiary = person(0) }
    for _ in 0..<count { block.appendRandom() }
    return block
  }

  /// Everybody of `people` pays the exchange once.
  static func deposits(people: Int) -> PaymentBlock {
    var block = PaymentBlock(seed: 1, people: 0)
    for index in 0..<people {
      block.genesis[person(index)] = AccountAllocation(balance: Word(1 << 40))
      block.append(from: person(index), to: exchange, value: Word(UInt64(index % 5) + 1))
    }
    return block
  }

  /// Everybody of `people` adds to one slot of the bank.
  static func credits(people: Int) -> PaymentBlock {
    var block = PaymentBlock(seed: 1, people: 0)
    for index in 0..<people {
      block.genesis[person(index)] = AccountAllocation(balance: Word(1 << 40))
      block.append(
        from: person(index), to: bank, value: .zero,
        input: Word(1).bigEndianBytes + Word(UInt64(index % 3)).bigEndianBytes, gas: 120_000)
    }
    return block
  }

  /// What may be wrong with a block of payments.
  enum Trouble: CaseIterable {
    /// Nothing: new accounts are paid, the beneficiary is, and some pay themselves, or no fee.
    case none
    case aNonce, aBalance, aCall, aContractThatIsPaid, aPayingBeneficiary, aNewcomerThatPays
    case anEmptyAccountThatIsPaid, anEmptyAccountThatIsTouched
    /// The second of two payments by one sender comes first.
    case theOrderOfNonces
    /// Lanes keep notes in the upper bits of nonces: this one has bits of its own there.
    case anImmenseNonce
    case anImmenseBalance, anImmensePayee
    /// What it is paid makes it immense.
    case anAlmostImmensePayee

    /// Whether it is none after all.
    var isNone: Bool {
      [.none, .anEmptyAccountThatIsPaid, .anAlmostImmensePayee].contains(self)
    }
  }

  /// Payments among a few accounts, one of them with trouble.
  static func payments(_ trouble: Trouble, seed: UInt64, count: Int) -> PaymentBlock {
    var block = PaymentBlock(seed: seed, people: 0)
    for index in 0..<20 {
      block.genesis[person(index)] = AccountAllocation(balance: Word(1 << 40))
    }
    if seed % 2 == 0 { block.genesis[block.beneficiary] = AccountAllocation(balance: Word(5)) }
    // Late, and where no sample is taken.
    let place = count / 2 + block.random.below(count / 4) / 2 * 2
    for index in 0..<count {
      let payer = person(block.random.below(20))
      let price = Word(UInt64(block.random.below(3)))
      let value = Word(UInt64(block.random.below(50)) + 1)
      let payee =
        switch block.random.below(12) {
        case 0: block.beneficiary
        case 1: person(100 + block.random.below(9))
        case 2: payer
        case 3: exchange
        default: person(block.random.below(20))
        }
      block.append(from: payer, to: payee, value: value, gasPrice: price)
      if index == place { block.append(trouble) }
    }
    return block
  }

  private mutating func append(_ trouble: Trouble) {
    switch trouble {
    case .none: break
    case .aNonce: append(from: Self.person(1), to: Self.person(2), value: .one, nonce: 9999)
    case .aBalance:
      append(from: Self.person(1), to: Self.person(2), value: Word(1 << 50))
      // Which leaves the nonce where it was.
      nonces[Self.person(1)]? -= 1
    case .aCall:
      append(
        from: Self.person(1), to: Self.bank, value: .zero,
        input: Word(1).bigEndianBytes + Word(2).bigEndianBytes, gas: 120_000)
    case .aContractThatIsPaid:
      append(from: Self.person(1), to: Self.watcher, value: Word(3), gas: 120_000)
    case .aPayingBeneficiary:
      genesis[beneficiary] = AccountAllocation(balance: Word(1 << 30))
      append(from: beneficiary, to: Self.person(2), value: Word(3))
    case .aNewcomerThatPays:
      append(from: Self.person(1), to: Self.person(300), value: Word(1 << 20))
      append(from: Self.person(300), to: Self.person(2), value: .one)
    case .theOrderOfNonces:
      let next = nonces[Self.person(1), default: 0]
      append(from: Self.person(1), to: Self.person(2), value: .one, nonce: next + 1)
      append(from: Self.person(1), to: Self.person(2), value: .one)
    case .anImmenseNonce:
      genesis[Self.person(302)] = AccountAllocation(balance: Word(1 << 40), nonce: 1 << 40 | 5)
      append(from: Self.person(302), to: Self.person(2), value: .one, nonce: 5)
    case .anImmenseBalance:
      genesis[Self.person(303)] = AccountAllocation(balance: Word(7, 0, 0, 1))
      append(from: Self.person(303), to: Self.person(2), value: .one)
    case .anImmensePayee:
      genesis[Self.person(304)] = AccountAllocation(balance: .max)
      append(from: Self.person(1), to: Self.person(304), value: .one)
    case .anAlmostImmensePayee:
      genesis[Self.person(305)] = AccountAllocation(balance: Word(.max &- 3, .max, .max, 0))
      for _ in 0..<2 { append(from: Self.person(1), to: Self.person(305), value: Word(5)) }
    case .anEmptyAccountThatIsPaid, .anEmptyAccountThatIsTouched:
      genesis[Self.person(301)] = AccountAllocation()
      append(
        from: Self.person(1), to: Self.person(301),
        value: trouble == .anEmptyAccountThatIsPaid ? .one : .zero)
    }
  }

  /// Each funds the next, who has nothing, and so on.
  static func fundingChain(length: Int) -> PaymentBlock {
    var block = PaymentBlock(seed: 1, people: 1)
    for index in 0..<length {
      let value = Word(1 << 39) &- Word(UInt64(index) * 100_000)
      block.append(from: person(index), to: person(index + 1), value: value, gasPrice: .one)
    }
    return block
  }

  // MARK: Transactions

  mutating func append(
    from sender: Address, to: Address, value: Word, input: [UInt8] = [], gasPrice: Word = .zero,
    gas: UInt64 = 21_000, nonce: UInt64? = nil
  ) {
    let next = nonces[sender, default: 0]
    if nonce == nil { nonces[sender] = next + 1 }
    transactions.append(
      Transaction(
        kind: .legacy, sender: sender, chainID: nil, nonce: nonce ?? next, gasLimit: gas,
        maxFeePerGas: gasPrice, maxPriorityFeePerGas: gasPrice, to: to, value: value, input: input))
  }

  private mutating func appendRandom() {
    let sender = random.below(5) == 0 ? beneficiary : anyPerson()
    let price = Word(UInt64(random.below(3)))
    let nonce: UInt64? = random.below(25) == 0 ? UInt64(random.below(4)) : nil
    let target = anybody()
    let input = Word(target).bigEndianBytes
    let key = Word(UInt64(transactions.count) * 2 + 8).bigEndianBytes
    func amount(_ bound: Int) -> Word { Word(UInt64(random.below(bound))) }
    switch random.below(16) {
    case 12, 13, 14:
      let large: [Word] = [Word(0, 0, 0, 1 << 63), Word(0, 0, 0, 1 << 8), Word(0, 0, 0, 1 << 7)]
      let amount = random.below(20) == 0 ? large[random.below(3)] : amount(3)
      append(
        from: sender, to: Self.bank, value: .zero,
        input: Word(UInt64(random.below(5))).bigEndianBytes + amount.bigEndianBytes,
        gasPrice: price, gas: 120_000, nonce: nonce)
    case 15:
      append(
        from: sender, to: Self.bank, value: .zero,
        input: Word(UInt64(random.below(6))).bigEndianBytes + key + key, gasPrice: price,
        gas: 120_000, nonce: nonce)
    case 0, 1:
      append(
        from: sender, to: Self.watcher, value: .zero, input: input + key, gasPrice: price,
        gas: 200_000, nonce: nonce)
    case 2:
      append(
        from: sender, to: Self.forwarder, value: amount(4), input: input, gasPrice: price,
        gas: 100_000, nonce: nonce)
    case 3:
      append(
        from: sender, to: Self.hoard, value: amount(3), input: input, gasPrice: price,
        gas: 100_000, nonce: nonce)
    case 4:
      append(
        from: sender, to: Self.bomb(random.below(2)), value: amount(9), input: input,
        gasPrice: price, gas: 100_000, nonce: nonce)
    case 5:
      // All it can have: most of these fail, and those that are paid meanwhile do not.
      append(
        from: sender, to: target, value: Word(1 << 39) &+ amount(1 << 39), gasPrice: price,
        nonce: nonce)
    default:
      append(
        from: sender, to: target, value: amount(1 << 20), gasPrice: price, gas: 60_000,
        nonce: nonce)
    }
  }

  private mutating func anyPerson() -> Address { Self.person(random.below(12)) }

  private mutating func anybody() -> Address {
    switch random.below(10) {
    case 0: beneficiary
    case 1: Self.person(50 + random.below(6))
    case 2: Self.hoard
    case 3: Self.bomb(random.below(2))
    case 4, 5: Self.exchange
    default: anyPerson()
    }
  }
}

/// Knuth's linear congruential generator.
struct TestRandom {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }
}
