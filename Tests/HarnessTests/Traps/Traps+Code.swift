import EVM
import Primitives
import Signatures
import State

/// T12 to T24: code, creation, destruction, delegation.
extension TrapBlock {
  static let codeTraps: [TrapBlock] =
    [Fork.constantinople, .istanbul, .shanghai].map(recreated)
    + [Fork.shanghai, .cancun].flatMap { [createdBefore($0), destroyedOddly($0)] }
    + [Fork.spuriousDragon, .shanghai, .cancun].map(emptyWithStorage)
    + [Fork.shanghai, .cancun].map(createdWhereStorageWas)
    + [createAddresses(.shanghai), createAddresses(.prague), collisions]
    + (0..<4).map(delegationChanges)
    + [ownDelegations, drained, codeAppears, deployedAndCalled]

  static let factory = Address(high: 0xfac7_0000, middle: 0, low: 1)

  /// Creates what the call data deploys by CREATE2 with salt 0, and files the address, or zero, under a
  /// count in slot 0.
  static let factoryCode = assemble(
    .callDataSize, .push(0), .push(0), .callDataCopy, .push(0), .callDataSize, .push(0), .push(0),
    .create2, .increment(0), .load(0), .sstore)

  /// Counts in slot 1 and files the count so far in slot 2; with call data, destroys itself.
  private static let mortal = assemble(
    .argument(0), .jumpIf("end"), .load(1), .store(2), .increment(1), .stop, .label("end"),
    .push(stranger(5)), .selfDestruct)

  /// Destroyed, created again at the same address, visited: storage starts from zero each time.
  private static func recreated(_ fork: Fork) -> TrapBlock {
    let child = Address.created(by: factory, salt: 0, codeHash: keccak256(deployment(of: mortal)))
    return TrapBlock("T12 destroyed and created again", fork, [factory: factoryCode]) { trap in
      trap.fill { trap, i in
        switch i % 8 {
        case 0: trap.send(from: sender(i), to: factory, deployment(of: mortal))
        case 6: trap.send(from: sender(i), to: child, input(1))
        case 7: trap.send(from: sender(i), to: stranger(i), value: 1)
        default: trap.send(from: sender(i), to: child)
        }
      }
      // Alive since transaction 64, destroyed in 70: nothing is left.
      trap.isSprung = { outcome in
        outcome.allocation[child] == nil && outcome.slot(9, of: factory) == Word(child)
      }
    }
  }

  /// From Cancun on only what the same transaction created is destroyed, not what one before did.
  private static func createdBefore(_ fork: Fork) -> TrapBlock {
    let child = Address.created(by: factory, salt: 0, codeHash: keccak256(deployment(of: mortal)))
    return TrapBlock("T14 created by an earlier transaction", fork, [factory: factoryCode]) {
      trap in
      trap.fill { trap, i in
        switch i {
        case 3: trap.send(from: sender(i), to: factory, deployment(of: mortal))
        case 40: trap.send(from: sender(i), to: child, input(1))
        case _ where i % 3 == 0: trap.send(from: sender(i), to: child)
        default: trap.send(from: sender(i), to: stranger(i), value: 1)
        }
      }
      trap.isSprung = { ($0.allocation[child] == nil) == (fork < .cancun) }
    }
  }

  /// SELFDESTRUCT in favour of itself, and one that a revert takes back.
  private static func destroyedOddly(_ fork: Fork) -> TrapBlock {
    let selfish = stranger(900)
    let reverting = stranger(901)
    return TrapBlock(
      "T15 destroyed for itself, or not after all", fork,
      [
        selfish: assemble(.push(selfish), .selfDestruct),
        hot: assemble(
          .argument(0), .jumpIf("end"), .increment(3), .stop, .label("end"), .push(other),
          .selfDestruct),
        // Calls hot with one word, so that it destroys itself, and reverts.
        reverting: assemble(
          .push(1), .push(0), .mstore, .push(0), .push(0), .push(32), .push(0), .push(0),
          .push(hot), .push(100_000), .call, .push(0), .push(0), .revert),
      ]
    ) { trap in
      trap.fill { trap, i in
        switch i % 6 {
        case 0: trap.send(from: sender(i), to: hot)
        case 1: trap.send(from: sender(i), to: reverting)
        case 2 where i > 30: trap.send(from: sender(i), to: selfish, value: 5)
        default: trap.send(from: sender(i), to: selfish, value: 1)
        }
      }
      trap.isSprung = { $0.slot(3, of: hot) == 12 && $0.count(.reverted) == 12 }
    }
  }

  /// An account without balance, nonce and code, but with storage: touching clears it (EIP-161).
  private static func emptyWithStorage(_ fork: Fork) -> TrapBlock {
    TrapBlock(
      "T16 empty but for storage", fork, [hot: assemble(.argument(0), .callTop(gas: 50_000), .pop)]
    ) { trap in
      let empty = (0..<6).map { stranger(700 + $0) }
      for account in empty { trap.allocation[account] = AccountAllocation(storage: [1: 5]) }
      trap.fill { trap, i in
        if i % 4 == 0 {
          trap.send(from: sender(i), to: hot, input(Word(empty[i / 4 % 6])))
        } else if i % 4 == 2 {
          trap.send(from: sender(i), to: empty[i / 4 % 6], value: Word(UInt64(i / 48)))
        } else {
          trap.send(from: sender(i), to: stranger(i), value: 1)
        }
      }
      trap.isSprung = { outcome in
        empty.allSatisfy { outcome.allocation[$0]?.storage.isEmpty ?? true }
      }
    }
  }

  /// The same where something is created afterwards: before the touch there is a collision, and after it storage
  /// that starts from zero.
  private static func createdWhereStorageWas(_ fork: Fork) -> TrapBlock {
    let runtime = assemble(.load(0), .push(1), .add, .argument(0), .sstore)
    let child = Address.created(
      by: factory, salt: 0, codeHash: keccak256(deployment(of: runtime)))
    return TrapBlock("T16 created where storage was", fork, [factory: factoryCode]) { trap in
      trap.allocation[child] = AccountAllocation(storage: [0: 7, 99: 5])
      trap.fill { trap, i in
        switch i {
        case 10, 40: trap.send(from: sender(i), to: factory, deployment(of: runtime))
        case 30: trap.send(from: sender(i), to: child)
        case _ where i > 40 && i % 2 == 1:
          trap.send(from: sender(i), to: child, input(Word(UInt64(i))))
        default: trap.send(from: sender(i), to: stranger(i), value: 1)
        }
      }
      trap.isSprung = { outcome in
        // The collision takes all gas, so that nothing is filed.
        outcome.results[10].status == .halted && outcome.slot(1, of: factory) == Word(child)
          && outcome.slot(51, of: child) == 1 && outcome.slot(99, of: child) == 0
      }
    }
  }

  /// CREATE: the address is the creator's nonce, read too early by whoever ran too early.
  private static func createAddresses(_ fork: Fork) -> TrapBlock {
    let runtime = assemble(.increment(0))
    return TrapBlock(
      "T17 addresses from nonces", fork,
      [
        factory: assemble(
          .callDataSize, .push(0), .push(0), .callDataCopy, .callDataSize, .push(0), .push(0),
          .create, .dup(1), .increment(0), .load(0), .sstore, .callTop(gas: 60_000))
      ]
    ) { trap in
      trap.fill { trap, i in
        if i % 3 == 2 {
          trap.send(from: sender(i), to: stranger(i), value: 1)
        } else {
          trap.send(from: sender(i), to: factory, deployment(of: runtime))
        }
      }
      trap.isSprung = { outcome in
        let last = Address.created(by: factory, nonce: 48)
        return outcome.slot(48, of: factory) == Word(last) && outcome.slot(0, of: last) == 1
      }
    }
  }

  /// Several create the same address: the first gets it (and nobody where there is storage: EIP-7610).
  private static let collisions = TrapBlock(
    "T18 CREATE2 collisions", .cancun, [factory: factoryCode]
  ) { trap in
    let runtimes = (0..<6).map { assemble(.push(Word(UInt64($0))), .increment(0)) }
    let addresses = runtimes.map {
      Address.created(by: factory, salt: 0, codeHash: keccak256(deployment(of: $0)))
    }
    trap.allocation[addresses[5]] = AccountAllocation(balance: 1, storage: [0: 9])
    trap.fill { trap, i in
      if i % 2 == 0 {
        trap.send(from: sender(i), to: factory, deployment(of: runtimes[i / 2 % 6]))
      } else {
        trap.send(from: sender(i), to: addresses[i / 2 % 6])
      }
    }
    trap.isSprung = { outcome in
      let created = (1...36).filter { outcome.slot(Word(UInt64($0)), of: factory) != 0 }
      return created.count == 5 && outcome.slot(0, of: addresses[5]) == 9
    }
  }

  /// Delegations that come, change and go, with storage that stays.
  private static func delegationChanges(_ seed: Int) -> TrapBlock {
    let delegation = DelegationBlock(seed: UInt64(seed) + 500, count: 80)
    return TrapBlock("T19, T20 delegations change, storage stays, \(seed)", .prague) { trap in
      trap.allocation = delegation.genesis
      trap.header.baseFeePerGas = 0
      trap.transactions = delegation.transactions
      trap.isSprung = { outcome in
        (outcome.allocation[DelegationBlock.probe]?.storage ?? [:])
          == delegation.expected.filter { !$0.value.isZero }
      }
    }
  }

  private static let keys = (1...6).map { Word(UInt64($0) * 7777) }
  private static func owner(_ index: Int) -> Address { address(ofSecretKey: keys[index]) ?? .zero }

  /// Authorizes `target` for the owner's account, with the nonce that is right then.
  private mutating func delegate(_ index: Int, to target: Address, by sender: Address) {
    let owner = Self.owner(index)
    let isOwn = owner == sender
    let authorization = Authorization.signed(
      chainID: .one, address: target, nonce: nonce(of: owner) + (isOwn ? 1 : 0),
      secretKey: Self.keys[index])
    send(from: sender, to: Self.stranger(3), value: 1) {
      $0.kind = .setCode
      $0.authorizations = authorization.map { [$0] } ?? []
    }
    raiseNonce(of: owner, by: 1)
  }

  /// A sender that delegates its own account: its nonce rises by two.
  private static let ownDelegations = TrapBlock(
    "T21 nonces rise by two", .prague, [hot: assemble(.increment(0))]
  ) { trap in
    trap.fill { trap, i in
      let index = i % 6
      if i / 6 % 3 == 1 {
        trap.delegate(index, to: i % 2 == 0 ? hot : .zero, by: owner(index))
      } else {
        trap.send(from: owner(index), to: owner((index + 1) % 6), value: 5)
      }
    }
    trap.isSprung = { outcome in
      outcome.count(.success) == length && (outcome.allocation[owner(0)]?.nonce ?? 0) == 12 + 4
    }
  }

  /// Somebody calls a delegated account, which spends its balance or creates: what its owner sends
  /// afterwards is refused.
  private static let drained = TrapBlock(
    "T22 another one's call spends the sender's balance and nonce", .prague,
    [
      hot: assemble(
        .push(0), .push(0), .push(0), .push(0), .selfBalance, .push(stranger(1)), .push(60_000),
        .call, .pop),
      other: assemble(.push(0), .push(0), .push(0), .create, .pop),
    ]
  ) { trap in
    for index in 0..<6 {
      trap.allocation[owner(index)] = AccountAllocation(balance: Word(1 << 50))
    }
    trap.fill { trap, i in
      let index = i % 6
      switch i / 6 {
      case 1: trap.delegate(index, to: index < 3 ? hot : other, by: sender(i))
      // From here on the owners send with nonces that would be right if nobody else did anything: three
      // have nothing left for any, three are off by one once.
      case 4: trap.send(from: sender(i), to: owner(index))
      default: trap.send(from: owner(index), to: stranger(i), value: 1)
      }
    }
    trap.isSprung = { $0.count(.rejected) == 3 * 7 + 3 }
  }

  /// Transfers to addresses that become contracts, or delegate, within the block.
  private static let codeAppears = TrapBlock(
    "T23 a plain transfer's receiver gets code", .prague,
    [factory: factoryCode, hot: assemble(.increment(0))]
  ) { trap in
    let runtime = assemble(.callValue, .load(0), .add, .store(0))
    let child = Address.created(
      by: factory, salt: 0, codeHash: keccak256(deployment(of: runtime)))
    trap.fill { trap, i in
      switch i {
      case 25: trap.send(from: sender(i), to: factory, deployment(of: runtime))
      case 35: trap.delegate(0, to: hot, by: sender(i))
      case 55: trap.delegate(0, to: .zero, by: sender(i))
      default: trap.send(from: sender(i), to: i % 2 == 0 ? child : owner(0), value: 3)
      }
    }
    trap.isSprung = {
      $0.slot(0, of: child) == Word(UInt64(3 * 23)) && $0.slot(0, of: owner(0)) == 9
    }
  }

  /// Code that the block brings is found by the transactions after it: of each, the code of its deployer.
  private static let deployedAndCalled = TrapBlock("T24 deployed and called", .cancun) { trap in
    trap.fill { trap, i in
      if i % 3 == 0 {
        trap.send(
          from: sender(i), to: nil,
          deployment(of: assemble(.push(Word(UInt64(i + 1))), .push(0), .sstore)))
      } else {
        trap.send(from: sender(i), to: .created(by: sender(i / 3 * 3), nonce: 0))
      }
    }
    trap.isSprung = { outcome in
      outcome.slot(0, of: .created(by: sender(69), nonce: 0)) == 70
    }
  }
}
