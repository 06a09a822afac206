import EVM
import Primitives
import State

/// T41 to T45: what blocks commit to, what surrounds transactions, and what is told apart by hash.
extension TrapBlock {
  static let blockTraps: [TrapBlock] = [
    logs, systemCalls, blockConstants, equalHashes(slots: true), equalHashes(slots: false),
  ]

  /// Logs of all kinds, some of them reverted; their order and number are in the receipts root.
  private static let logs = TrapBlock(
    "T41 logs and cumulative gas", .cancun,
    [
      hot: assemble(
        .increment(0), .load(0), .push(0), .mstore, .load(0), .push(32), .push(0), .log(1),
        .push(3), .load(0), .mod, .jumpIf("end"), .push(1), .push(2), .push(64), .push(0), .log(2),
        .label("end"), .argument(0), .isZero, .jumpIf("good"), .push(0), .push(0), .revert,
        .label("good"))
    ]
  ) { trap in
    trap.fill { trap, i in trap.send(from: sender(i), to: hot, input(i % 10 == 9 ? 1 : 0)) }
    trap.isSprung = { outcome in
      outcome.results.reduce(0) { $0 + $1.logs.count } == 65 + 65 / 3
    }
  }

  /// The system contracts are told something before the first transaction, withdrawals come after the
  /// last; transactions look at both.
  private static let systemCalls = TrapBlock(
    "T43 system calls and withdrawals", .prague,
    [
      // Stores the word it is told and counts the calls.
      .beaconRoots: assemble(.argument(0), .store(1), .increment(2)),
      .blockHashHistory: assemble(.argument(0), .store(1), .increment(2)),
      hot: assemble(.push(stranger(1)), .balance, .argument(0), .sstore),
    ]
  ) { trap in
    trap.header.parentBeaconBlockRoot = Hash(Word(0xbeac))
    trap.header.parentHash = Hash(Word(0x9a9e))
    trap.withdrawals = (0..<4).map {
      Withdrawal(index: UInt64($0), validatorIndex: 1, address: stranger($0), amount: 5)
    }
    trap.fill { trap, i in
      switch i % 4 {
      case 0: trap.send(from: sender(i), to: .beaconRoots, input(Word(UInt64(i))))
      case 1: trap.send(from: sender(i), to: .blockHashHistory, input(Word(UInt64(i))))
      case 2: trap.send(from: sender(i), to: stranger(1), value: 1)
      default: trap.send(from: sender(i), to: hot, input(Word(UInt64(i))))
      }
    }
    trap.isSprung = { outcome in
      outcome.slot(2, of: .beaconRoots) == 19 && outcome.slot(2, of: .blockHashHistory) == 19
        && outcome.slot(71, of: hot) == 18
        && outcome.allocation[stranger(1)]?.balance == Word(5_000_000_018)
    }
  }

  private static let blockConstants = TrapBlock(
    "T44 constants of the block", .cancun,
    [
      hot: assemble(
        .push(499), .blockHash, .prevRandao, .add, .timestamp, .add, .number, .add, .load(0), .add,
        .store(0))
    ]
  ) { trap in
    trap.blockHashes = [499: Hash(Word(0x499))]
    trap.fill { trap, i in trap.send(from: sender(i), to: hot) }
    trap.isSprung = { $0.slot(0, of: hot) == Word(72 * (0x499 + 0x7a9d + 1_700_000_000 + 500)) }
  }

  /// Keys and addresses of which all the tables' hashes are equal: they are told apart by themselves.
  private static func equalHashes(slots: Bool) -> TrapBlock {
    TrapBlock(
      "T45 equal hashes, \(slots ? "slots" : "accounts")", .cancun,
      [hot: assemble(.argument(0), .sload, .push(1), .add, .argument(0), .sstore, .load(9), .pop)]
    ) { trap in
      trap.fill { trap, i in
        if slots {
          trap.send(from: sender(i), to: hot, input(collidingKey(UInt64(i % 40))))
        } else {
          trap.send(from: sender(i), to: collidingAddress(UInt64(i % 40)), value: 1)
        }
      }
      trap.isSprung = { outcome in
        let keys = (0..<40 as Range<UInt64>).map(collidingKey)
        let addresses = (0..<40 as Range<UInt64>).map(collidingAddress)
        return Set(keys.map { TableHash.slot($0, account: 3) }).count == 1
          && Set(addresses.map(TableHash.account)).count == 1
          && (slots
            ? outcome.slot(keys[5], of: hot) == 2
            : outcome.allocation[addresses[5]]?.balance == 2)
      }
    }
  }

  /// One factor of the hash's first product is zero, so the other does not matter.
  private static func collidingKey(_ number: UInt64) -> Word {
    Word(0x4b33_a62e_d433_d4a3, number, 0, 0)
  }
  private static func collidingAddress(_ number: UInt64) -> Address {
    Address(high: 7, middle: number, low: 0x2d35_8dcc_aa6c_78a5)
  }
}

extension Address {
  /// EIP-4788.
  static let beaconRoots = Address(
    high: 0x000F_3df6, middle: 0xD732_807E_f131_9fB7, low: 0xB8bB_8522_d0Be_ac02)
  /// EIP-2935.
  static let blockHashHistory = Address(
    high: 0x0000_F908, middle: 0x27F1_C53a_10cb_7A02, low: 0x335B_1753_2000_2935)
}
