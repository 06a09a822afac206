import EVM
import Primitives
import Signatures
import State

/// T1 to T11: accounts, fees, nonces.
extension TrapBlock {
  static let accountTraps: [TrapBlock] =
    [beneficiaryInUse, ownFees]
    + [Fork.shanghai, .cancun].flatMap { [destroyedBeneficiary($0), createdBeneficiary($0)] }
    + [Fork.homestead, .spuriousDragon, .london, .cancun].map(zeroReward)
    + [nonceChain, fundingChain, debitBeforeCredit, creditsAndNonces, balanceReads]
    + [Fork.frontier, .tangerineWhistle, .byzantium, .istanbul, .cancun].map(existence)
    + [Fork.berlin, .shanghai].map(warmSets)

  /// The beneficiary sends, receives, is looked at, and looks at itself.
  private static let beneficiaryInUse = TrapBlock(
    "T1 beneficiary fees", .cancun,
    [
      beneficiary: assemble(.selfBalance, .argument(0), .sstore),
      hot: assemble(.push(beneficiary), .balance, .argument(0), .sstore),
    ]
  ) { trap in
    trap.allocation[beneficiary]?.balance = Word(1 << 50)
    trap.fill { trap, i in
      switch i % 6 {
      case 0: trap.send(from: sender(i), to: hot, input(Word(UInt64(i + 1))))
      case 1: trap.send(from: sender(i), to: beneficiary, value: 3, input(Word(UInt64(i + 1))))
      default: trap.send(from: sender(i), to: stranger(i), value: 1)
      }
    }
    trap.isSprung = { outcome in
      Set((0..<length).filter { $0 % 6 == 0 }.map { outcome.slot(Word(UInt64($0 + 1)), of: hot) })
        .count == length / 6
    }
  }

  /// The beneficiary pays its gas from the fees of those before it.
  private static let ownFees = TrapBlock("T1 the beneficiary sends", .cancun) { trap in
    trap.allocation[beneficiary] = AccountAllocation(balance: 0)
    trap.fill { trap, i in
      if i % 12 == 11 {
        trap.send(from: beneficiary, to: stranger(i), value: 5, gas: 21_000)
      } else {
        trap.send(from: sender(i), to: stranger(i), value: 1)
      }
    }
    trap.isSprung = { $0.count(.success) == length }
  }

  private static func destroyedBeneficiary(_ fork: Fork) -> TrapBlock {
    TrapBlock(
      "T2 the beneficiary is destroyed", fork,
      [beneficiary: assemble(.push(other), .selfDestruct)]
    ) { trap in
      trap.fill { trap, i in
        let isVisit = i == 20 || i == 21 || i == 50
        trap.send(from: sender(i), to: isVisit ? beneficiary : stranger(i), value: 1)
      }
      trap.isSprung = { ($0.allocation[other]?.balance ?? 0) > 1000 }
    }
  }

  /// The fees come first, the contract after them.
  private static func createdBeneficiary(_ fork: Fork) -> TrapBlock {
    let runtime = assemble(.selfBalance, .push(0), .sstore)
    let created = Address.created(
      by: factory, salt: 0, codeHash: keccak256(deployment(of: runtime)))
    return TrapBlock("T2 the beneficiary is created", fork, [factory: factoryCode]) { trap in
      trap.header.beneficiary = created
      trap.fill { trap, i in
        switch i {
        case 30: trap.send(from: sender(i), to: factory, deployment(of: runtime))
        case 31, 60: trap.send(from: sender(i), to: created)
        default: trap.send(from: sender(i), to: stranger(i), value: 1)
        }
      }
      trap.isSprung = { $0.slot(0, of: created) > 0 }
    }
  }

  /// A tip of nothing: whether that touches the empty beneficiary is the fork's to say.
  private static func zeroReward(_ fork: Fork) -> TrapBlock {
    TrapBlock(
      "T3 zero reward", fork, [hot: assemble(.push(beneficiary), .balance, .push(0), .sstore)]
    ) { trap in
      trap.fill { trap, i in
        trap.send(from: sender(i), to: i % 9 == 8 ? hot : stranger(i), value: 1, tip: 0)
      }
      trap.isSprung = { ($0.allocation[beneficiary]?.balance ?? 0) == 0 }
    }
  }

  /// Most are one sender's; some have a wrong nonce and are refused, in every order.
  private static let nonceChain = TrapBlock("T5 sender nonce chain", .cancun) { trap in
    trap.fill { trap, i in
      switch i {
      case 10: trap.send(from: sender(0), to: stranger(i), value: 1, nonce: 55)
      case 40: trap.send(from: sender(0), to: stranger(i), value: 1, nonce: 3)
      case _ where i % 12 == 5: trap.send(from: sender(i), to: stranger(i), value: 1)
      default: trap.send(from: sender(0), to: stranger(i % 7), value: 1)
      }
    }
    trap.isSprung = { $0.count(.rejected) == 2 && $0.count(.success) == length - 2 }
  }

  /// Each pays its gas with what the one before sent; some never get anything and are refused.
  private static let fundingChain = TrapBlock("T6 funding chain", .cancun) { trap in
    trap.allocation[stranger(0)] = AccountAllocation(balance: Word(1 << 60))
    var link = 0
    trap.fill { trap, i in
      if i % 10 == 7 {
        trap.allocation[sender(i)] = AccountAllocation(balance: 0)
        trap.send(from: sender(i), to: stranger(0), value: 1)
      } else {
        if link > 0 { trap.allocation[stranger(link)] = AccountAllocation(balance: 0) }
        link += 1
        trap.send(
          from: stranger(link - 1), to: stranger(link),
          value: Word(1 << 60) &- Word(UInt64(link) * 1_000_000), gas: 21_000)
      }
    }
    trap.isSprung = { $0.count(.rejected) == 7 && $0.count(.success) == length - 7 }
  }

  /// The sum would do, the order does not: a debit before its credit fails.
  private static let debitBeforeCredit = TrapBlock("T7 debit before credit", .cancun) { trap in
    let poor = (0..<24).map { stranger(1000 + $0) }
    for account in poor { trap.allocation[account] = AccountAllocation(balance: 2_000_000) }
    trap.fill { trap, i in
      let account = poor[i / 3]
      switch i % 3 {
      case 0: trap.send(from: account, to: other, value: 5_000_000, gas: 21_000, nonce: 0)
      case 1: trap.send(from: sender(i), to: account, value: 10_000_000)
      default: trap.send(from: account, to: other, value: 5_000_000, gas: 21_000)
      }
    }
    trap.isSprung = { $0.count(.rejected) == 24 && $0.count(.success) == 48 }
  }

  /// Credits to accounts that send meanwhile: balance and nonce are two things.
  private static let creditsAndNonces = TrapBlock("T8 balance beside nonce", .cancun) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i % 5), to: sender((i + 1) % 5), value: Word(UInt64(i)))
    }
    trap.isSprung = { $0.count(.success) == length }
  }

  /// BALANCE and SELFBALANCE of accounts that plain transfers credit.
  private static let balanceReads = TrapBlock(
    "T9 balance reads", .cancun,
    [
      hot: assemble(.argument(0), .balance, .argument(1), .sstore),
      other: assemble(.selfBalance, .argument(1), .sstore),
    ]
  ) { trap in
    trap.fill { trap, i in
      let key = Word(UInt64(i + 1))
      switch i % 4 {
      case 0: trap.send(from: sender(i), to: stranger(i % 3), value: 7)
      case 1: trap.send(from: sender(i), to: other, value: 9, input(0, key))
      case 2: trap.send(from: sender(i), to: hot, input(Word(stranger(i % 3)), key))
      default: trap.send(from: sender(i), to: hot, input(Word(sender(i - 3)), key))
      }
    }
    trap.isSprung = { $0.slot(Word(UInt64(70)), of: other) > Word(UInt64(1000 + 9 * 10)) }
  }

  /// Whether an account is there shows in EXTCODEHASH, in gas, and in what SELFDESTRUCT pays.
  private static func existence(_ fork: Fork) -> TrapBlock {
    var look: [CodePart] = [.argument(0), .callTop(value: 1, gas: 50_000), .pop]
    if fork >= .istanbul { look += [.argument(0), .extCodeHash, .argument(1), .sstore] }
    return TrapBlock(
      "T10 existence", fork,
      [
        hot: look.reduce(into: []) { $0 += assemble($1) },
        other: assemble(.argument(0), .selfDestruct),
      ]
    ) { trap in
      trap.fill { trap, i in
        let subject = stranger(i / 4)
        let data = input(Word(subject), Word(UInt64(i + 1)))
        switch (i + i / 4) % 4 {
        case 0: trap.send(from: sender(i), to: subject, value: Word(UInt64(i % 2)))
        case 3 where i > 50: trap.send(from: sender(i), to: other, data)
        default: trap.send(from: sender(i), to: hot, data)
        }
      }
      // The first call to an account that is not there pays for it.
      trap.isSprung = { Set($0.results.map(\.gasUsed)).count >= 3 }
    }
  }

  /// Each transaction finds everything cold but what the fork warms: equal calls cost the same.
  private static func warmSets(_ fork: Fork) -> TrapBlock {
    TrapBlock(
      "T11 warm sets", fork,
      [hot: assemble(.coinbase, .balance, .push(other), .balance, .load(5), .add, .add, .stop)]
    ) { trap in
      trap.fill { trap, i in trap.send(from: sender(i), to: hot) }
      trap.isSprung = { Set($0.results.map(\.gasUsed)).count == 1 }
    }
  }
}
