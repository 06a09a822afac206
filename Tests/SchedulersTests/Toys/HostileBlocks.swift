import Primitives

/// Blocks made to break optimistic execution, each in one way.
enum HostileBlocks {
  static let rich = 1_000_000_000 as UInt64

  /// Accounts 0..<`count` with a balance and some storage.
  static func genesis(_ count: Int = 16, slots: Int = 8) -> [Address: NaiveAccount] {
    var accounts: [Address: NaiveAccount] = [:]
    for account in 0..<count {
      var storage: [Word: Word] = [:]
      for key in 0..<slots { storage[toyKey(key)] = Word(UInt64(account * 100 + key + 1)) }
      accounts[toyAddress(account)] = NaiveAccount(
        nonce: 0, balance: Word(rich), code: account % 4 == 0 ? 1 : 0, storage: storage)
    }
    return accounts
  }

  static func block(
    _ name: String, count: Int = 60, beneficiary: Int = 999, mayEraseStorage: Bool = false,
    _ transaction: (Int) -> [ToyStep]
  ) -> ToyBlock {
    ToyBlock(
      name: name, genesis: genesis(),
      transactions: (0..<count).map {
        ToyTransaction(
          steps: transaction($0), fee: UInt64($0 % 3), feeDependsOnReads: $0 % 2 == 0)
      },
      beneficiary: beneficiary, mayEraseStorage: mayEraseStorage)
  }

  static let all: [ToyBlock] = sizes + conflicts + writeSets + accounts + beneficiaries + erasures

  static let sizes = [
    block("no transactions", count: 0) { _ in [] },
    block("one transaction", count: 1) { _ in [.addToSlot(0, 0, 1), .log(3)] },
    block("two transactions", count: 2) { _ in [.addToSlot(0, 0, 1), .log(3)] },
    block("ten thousand transactions", count: 10_000) { i in
      [.useNonce(20 + i, 0), .addToSlot(i % 16, i % 7, 1), .log(UInt64(i))]
    },
  ]

  static let conflicts = [
    block("hot key") { _ in [.addToSlot(1, 1, 1), .log(1)] },
    block("chain") { i in [.readSlot(0, i), .writeSlot(0, i + 1, 1), .log(UInt64(i))] },
    block("everybody reads what the first writes last") { i in
      i == 0 ? [.wander(3, limit: 8), .writeSlot(2, 2, 77)] : [.readSlot(2, 2), .log(2)]
    },
    block("reverts still read (T25)") { i in
      i % 3 == 0
        ? [.addToSlot(4, 0, 1)] : [.readSlot(4, 0), .revertIfOdd, .addToSlot(4, 1, 3), .log(9)]
    },
    block("writes that are none (T26)") { i in
      [.touchSlot(5, 0), i % 9 == 0 ? .addToSlot(5, 0, 1) : .readSlot(5, 1), .log(0)]
    },
    block("fee depends on a stale read") { i in
      [
        i % 2 == 0 ? .addToSlot(6, 0, 1) : .readSlot(6, 0),
        i % 7 == 6 ? .readBalance(999) : .log(1),
      ]
    },
    block("zombies (T29)") { i in
      [
        .readSlot(7, 0), .wander(7, limit: 40), .addToSlot(7, 0, 5),
        .writeSlotByAccumulator(7, 40, 1),
      ]
    },
  ]

  static let writeSets = [
    block("write set moves with what was read (T17)") { i in
      [.addToSlot(0, 0, 1), .writeSlotByAccumulator(1, 6, UInt64(i)), .readSlotByAccumulator(1, 5)]
    },
    block("write set shrinks and grows (T32, T33)") { i in
      [
        .addToSlot(0, 0, 1), .skipIfOdd(2), .writeSlot(0, 1, 5), .writeSlotByAccumulator(0, 9, 2),
        .readSlot(0, i % 9), .log(4),
      ]
    },
    block("nothing becomes something (T34)") { i in
      i % 2 == 0 ? [.writeSlot(30, i / 2, 8)] : [.readSlot(30, i / 2), .writeSlot(31, i, 1)]
    },
    block("something becomes nothing") { i in
      i % 2 == 0 ? [.clearSlot(2, i / 2)] : [.readSlot(2, i / 2), .addToSlot(2, i / 2, 1)]
    },
    block("many writes in one transaction", count: 24) { i in
      (0..<70).map { $0 % 2 == i % 2 ? .addToSlot(3, $0, 1) : .writeSlotByAccumulator(3, 70, 2) }
    },
    block("new slots made by several transactions") { i in
      [.addToSlot(i % 4, 100 + i / 4, 1), .addToSlot(40 + i % 3, 7, 1)]
    },
  ]

  static let accounts = [
    block("nonce chain") { i in [.useNonce(0, UInt64(i)), .transfer(from: 0, to: 50, 1), .log(1)] },
    block("nonce chain with a gap: the rest is rejected") { i in
      [.useNonce(0, i < 30 ? UInt64(i) : UInt64(i + 1)), .addToSlot(0, 0, 1)]
    },
    block("funding chain (T6)") { i in
      [.transfer(from: i == 0 ? 0 : 100 + i, to: 101 + i, rich - UInt64(i)), .log(2)]
    },
    block("never funded") { i in [.transfer(from: 200 + i % 5, to: 0, 1), .log(2)] },
    block("new accounts made by several transactions") { i in
      [.transfer(from: i % 16, to: 300 + i % 6, UInt64(i)), .raiseNonce(300 + i % 5)]
    },
    block("code deployed and used (T24)") { i in
      i % 6 == 0
        ? [.setCode(60 + i / 12, UInt32(i % 5)), .raiseNonce(60 + i / 12)]
        : [.readCode(60 + i / 12), .skipIfOdd(1), .addToSlot(60 + i / 12, 0, 1), .log(1)]
    },
    block("balance, nonce and code are separate") { i in
      switch i % 3 {
      case 0: [.transfer(from: 1, to: 2, 1)]
      case 1: [.raiseNonce(2), .readCode(1)]
      default: [.setCode(1, UInt32(i)), .readNonce(2), .log(1)]
      }
    },
    block("last coin leaves: the account is gone") { i in
      i % 2 == 0
        ? [.transfer(from: 400, to: 401, 0), .transfer(from: 0, to: 400, 5)]
        : [.transfer(from: 400, to: 0, 5)]
    },
  ]

  static let beneficiaries = [
    block("beneficiary read in the middle and last") { i in
      i == 30 || i == 59 ? [.readBalance(999), .log(1)] : [.addToSlot(i % 5, 0, 1)]
    },
    block("everybody reads the beneficiary") { i in [.readBalance(999), .addToSlot(8, i % 3, 1)] },
    block("beneficiary sends", beneficiary: 3) { i in
      i % 9 == 4 ? [.transfer(from: 3, to: 4, 10), .raiseNonce(3)] : [.addToSlot(0, i % 4, 1)]
    },
    block("beneficiary receives and spends its fees", beneficiary: 998) { i in
      switch i % 5 {
      case 0: [.transfer(from: 0, to: 998, 3)]
      case 3: [.transfer(from: 998, to: 1, 4), .log(6)]
      default: [.addToSlot(0, i % 4, 1)]
      }
    },
    block("beneficiary erased", beneficiary: 5, mayEraseStorage: true) { i in
      switch i % 10 {
      case 4: [.erase(5)]
      case 7: [.readBalance(5), .readSlot(5, 1), .addToSlot(5, 2, 1)]
      default: [.addToSlot(i % 3, 1, 1)]
      }
    },
  ]

  static let erasures = [
    block("erase, recreate, visit (T12)", mayEraseStorage: true) { i in
      switch i % 6 {
      case 1: [.addToSlot(2, i % 8, 3)]
      case 2: [.erase(2)]
      case 3: [.setCode(2, 3), .raiseNonce(2), .writeSlot(2, i % 4, 9)]
      default: [.readSlot(2, i % 8), .readCode(2), .addToSlot(3, 0, 1), .log(1)]
      }
    },
    block("write after erasure in one transaction", mayEraseStorage: true) { i in
      i % 4 == 0
        ? [.erase(1), .writeSlot(1, i % 5, 4), .raiseNonce(1), .transfer(from: 0, to: 1, 2)]
        : [.readSlot(1, i % 5), .readSlot(1, 7), .readNonce(1), .addToSlot(1, i % 8, 1)]
    },
    block("erasure depends on a stale read", mayEraseStorage: true) { i in
      [.addToSlot(0, 0, 1), .skipIfOdd(1), .erase(4 + i % 3), .addToSlot(4 + i % 3, 2, 1), .log(3)]
    },
    block("erased account is free for creation (EIP-7610)", mayEraseStorage: true) { i in
      switch i {
      case 20: [.addToSlot(0, 0, 1), .erase(9)]
      case 35: [.erase(10)]
      default: [.addToSlot(0, 0, 1), .askStorage(9), .askStorage(10), .askStorage(11), .log(2)]
      }
    },
    block("new account erased again", mayEraseStorage: true) { i in
      switch i % 4 {
      case 0: [.writeSlot(70, i % 3, 5), .raiseNonce(70)]
      case 2: [.erase(70)]
      default: [.readSlot(70, i % 3), .readNonce(70), .log(5)]
      }
    },
  ]
}
