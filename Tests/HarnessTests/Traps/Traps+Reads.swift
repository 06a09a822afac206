import EVM
import Primitives
import State

/// T25 to T40: reads, gas, reverts, and attempts that ran on stale values.
extension TrapBlock {
  static let readTraps: [TrapBlock] = [
    revertsRead, writesThatAreNone, refunds, invariants, zombies, hostileNumbers, errorsOnTheWay,
    gasDependent, movingWriteSets, nothingAndSomething, blobs, accessLists, transientStorage,
    precompiles, floorGas,
  ]

  /// What a reverted frame or transaction read decided that it reverted.
  private static let revertsRead = TrapBlock(
    "T25 reverts still read", .cancun,
    [
      hot: assemble(
        .argument(0), .jumpIf("count"), .load(0), .push(3), .swap(1), .mod, .jumpIf("fail"),
        .increment(1), .stop, .label("fail"), .increment(2), .push(0), .push(0), .revert,
        .label("count"), .increment(0)),
      // Calls hot without data and files whether that came back.
      other: assemble(.push(hot), .callTop(gas: 90_000), .argument(0), .sstore),
    ]
  ) { trap in
    trap.fill { trap, i in
      switch i % 4 {
      case 0: trap.send(from: sender(i), to: hot, input(1))
      case 1: trap.send(from: sender(i), to: hot)
      default: trap.send(from: sender(i), to: other, input(Word(UInt64(i + 1))))
      }
    }
    trap.isSprung = { outcome in
      outcome.slot(0, of: hot) == 18 && outcome.slot(2, of: hot) == 0
        && outcome.count(.reverted) > 4 && outcome.slot(1, of: hot) > 4
    }
  }

  /// A lock taken and given back, and a slot set to what it was: read by all, written by nobody.
  private static let writesThatAreNone = TrapBlock(
    "T26 writes that are none", .cancun,
    [
      hot: assemble(
        .load(0), .jumpIf("locked"), .push(1), .store(0), .load(1), .store(1), .argument(0),
        .load(2), .add, .argument(0), .sstore, .push(0), .store(0), .stop, .label("locked"),
        .invalid)
    ]
  ) { trap in
    trap.allocation[hot]?.storage = [1: 5, 2: 100]
    trap.fill { trap, i in
      trap.send(from: sender(i), to: hot, input(i % 24 == 23 ? 2 : Word(UInt64(i + 10))))
    }
    trap.isSprung = { $0.count(.success) == length && $0.slot(0, of: hot) == 0 }
  }

  /// Refunds and prices follow from what a slot held when the transaction began.
  private static let refunds = TrapBlock(
    "T27 original values and refunds", .cancun,
    [hot: assemble(.argument(1), .argument(0), .sstore, .load(7), .push(1), .add, .store(7))]
  ) { trap in
    trap.allocation[hot]?.storage = [0: 1, 1: 1, 2: 1]
    trap.fill { trap, i in
      trap.send(
        from: sender(i), to: hot, input(Word(UInt64(i % 3)), Word(UInt64([0, 9, 0, 1][i % 4]))))
    }
    trap.isSprung = { Set($0.results.map(\.gasUsed)).count >= 4 }
  }

  /// Two contracts hold the same number always. Who reads one before and one after somebody's write sees
  /// what never was, and burns its gas.
  private static let invariants = TrapBlock(
    "T28 inconsistent reads", .cancun,
    [
      hot: assemble(
        .increment(0), .push(other), .callTop(gas: 60_000), .pop, .stop),
      other: assemble(.increment(0)),
      stranger(800): assemble(
        // Slots 0 and 1 of its own are equal too, and far apart in the code.
        .load(0), .push(1), .add, .dup(1), .store(0), .load(1), .push(1), .add, .dup(1), .store(1),
        .eq, .jumpIf("equal"), .label("spin"), .jump("spin"), .label("equal")),
    ]
  ) { trap in
    trap.fill { trap, i in trap.send(from: sender(i), to: i % 2 == 0 ? hot : stranger(800)) }
    trap.isSprung = { outcome in
      outcome.slot(0, of: other) == 36 && outcome.slot(1, of: stranger(800)) == 36
        && outcome.count(.success) == length
    }
  }

  /// Loops as often as a slot says that others write: on stale values for very long.
  private static let zombies = TrapBlock(
    "T29 zombies", .cancun,
    [
      hot: assemble(
        .load(0), .label("loop"), .dup(1), .isZero, .jumpIf("end"), .push(1), .swap(1), .sub,
        .dup(1), .sload, .pop, .jump("loop"), .label("end"), .increment(200), .argument(0),
        .store(0))
    ]
  ) { trap in
    trap.allocation[hot]?.storage = [0: 1]
    trap.fill { trap, i in
      // Each leaves a number behind for the next, mostly small.
      let next: Word = i % 12 == 5 ? 150 : Word(UInt64(i % 4))
      trap.send(from: sender(i), to: hot, input(next), gas: 700_000)
    }
    trap.isSprung = { $0.count(.success) == length && $0.slot(200, of: hot) == Word(72) }
  }

  /// Offsets, lengths and amounts from a hot slot: underflows, huge memory, huge copies, on stale values.
  private static let hostileNumbers = TrapBlock(
    "T30 numbers that cannot be", .cancun,
    [
      hot: assemble(
        // 2^256 − 1 unless the slot is the argument: then memory of that size, data from that offset, a
        // call with that value and a jump there.
        .argument(0), .load(0), .sub, .dup(1), .mload, .pop, .push(32), .dup(2), .push(0),
        .callDataCopy, .dup(1), .dup(1), .callDataLoad, .pop, .push(0), .push(0), .push(0),
        .push(0), .dup(5), .push(stranger(1)), .push(30_000), .call, .pop, .pop, .pop,
        .increment(0))
    ]
  ) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i), to: hot, input(Word(UInt64(i))), gas: 500_000)
    }
    trap.isSprung = { $0.count(.success) == length && $0.slot(0, of: hot) == Word(72) }
  }

  /// A stale value leads to a jump into nowhere or out of gas: a fine result of an attempt, and not the
  /// transaction's.
  private static let errorsOnTheWay = TrapBlock(
    "T31 errors on the way", .cancun,
    [
      hot: assemble(
        .load(0), .argument(0), .eq, .jumpIf("right"), .load(0), .push(1), .and, .jumpIf("odd"),
        .push(2), .dynamicJump, .label("odd"), .invalid, .label("right"), .increment(0))
    ]
  ) { trap in
    trap.fill { trap, i in
      // Every ninth asks for a number that never comes, and fails for good.
      trap.send(
        from: sender(i), to: hot, input(i % 9 == 8 ? 9999 : Word(UInt64(i - i / 9))))
    }
    trap.isSprung = { $0.count(.halted) == 8 && $0.slot(0, of: hot) == Word(64) }
  }

  /// Reads and writes one slot after the other while there is gas.
  private static let gasDependent = TrapBlock(
    "T32 gas decides what is read", .cancun,
    [
      hot: assemble(
        .load(0), .label("loop"), .push(60_000), .gas, .lt, .jumpIf("end"), .push(1), .add,
        .dup(1), .sload, .push(1), .add, .dup(2), .sstore, .jump("loop"), .label("end"),
        .push(50), .swap(1), .mod, .push(0), .sstore)
    ]
  ) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i), to: hot, gas: 150_000 + UInt64(i % 7) * 40_000)
    }
    trap.isSprung = {
      $0.count(.success) == length && ($0.allocation[hot]?.storage.count ?? 0) > 20
    }
  }

  /// Where it writes follows from what it reads: write sets move, grow and shrink from attempt to attempt.
  private static let movingWriteSets = TrapBlock(
    "T33 write sets that move", .cancun,
    [
      hot: assemble(
        .increment(0), .push(11), .load(0), .mod, .push(100), .add, .dup(1), .sload, .push(1), .add,
        .swap(1), .sstore, .push(3), .load(0), .mod, .isZero, .jumpIf("end"), .push(7), .load(0),
        .mod, .push(300), .add, .dup(1), .sload, .push(1), .add, .swap(1), .sstore, .label("end"))
    ]
  ) { trap in
    trap.fill { trap, i in trap.send(from: sender(i), to: hot) }
    trap.isSprung = { $0.slot(0, of: hot) == Word(72) && $0.slot(300, of: hot) > 0 }
  }

  /// Slots and accounts that come to be and cease within the block, read in between.
  private static let nothingAndSomething = TrapBlock(
    "T34 nothing becomes something", .cancun,
    [
      hot: assemble(
        .argument(1), .jumpIf("read"), .argument(0), .sload, .isZero, .argument(0), .sstore, .stop,
        .label("read"), .argument(0), .sload, .argument(1), .sstore)
    ]
  ) { trap in
    trap.fill { trap, i in
      let slot = Word(UInt64(i / 6 + 1))
      trap.send(
        from: sender(i), to: hot, i % 2 == 0 ? input(slot, 0) : input(slot, Word(UInt64(i + 100))))
    }
    trap.isSprung = { outcome in
      let seen = (0..<length).filter { $0 % 2 == 1 }
        .map { outcome.slot(Word(UInt64($0 + 100)), of: hot) }
      return seen.count { $0 == 1 } == 24 && seen.count { $0 == 0 } == 12
    }
  }

  private static let blobs = TrapBlock(
    "T36 blob gas", .cancun, [hot: assemble(.push(0), .blobHash, .load(0), .add, .store(0))]
  ) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i), to: i % 2 == 0 ? hot : stranger(i), value: 1) {
        guard i % 12 == 0 else { return }
        $0.kind = .blob
        $0.maxFeePerBlobGas = 10
        $0.blobVersionedHashes = [Hash(Word(UInt64(i), 0, 0, 1 << 56))]
      }
    }
    trap.isSprung = { $0.blobGasUsed == 6 * 131_072 && $0.count(.success) == length }
  }

  /// Lists change prices, not meanings, and naming is not reading.
  private static let accessLists = TrapBlock(
    "T37 access lists", .cancun, [hot: assemble(.increment(0), .load(5), .pop)]
  ) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i), to: i % 3 == 0 ? hot : stranger(i), value: 1) {
        switch i % 4 {
        case 0: $0.accessList = [AccessListEntry(address: hot, storageKeys: [0, 5])]
        case 1: $0.accessList = [AccessListEntry(address: hot, storageKeys: [1, 2, 3])]
        case 2: $0.accessList = [AccessListEntry(address: beneficiary, storageKeys: [])]
        default: break
        }
      }
    }
    trap.isSprung = { Set($0.results.map(\.gasUsed)).count >= 5 }
  }

  /// Transient storage is empty when an attempt begins, however the last one on the worker ended.
  private static let transientStorage = TrapBlock(
    "T38 transient storage", .cancun,
    [
      hot: assemble(
        .push(0), .tload, .jumpIf("leak"), .push(1), .push(0), .tstore, .push(5), .load(0), .mod,
        .push(1), .eq, .jumpIf("fail"), .increment(0), .stop, .label("fail"), .argument(0),
        .jumpIf("revert"), .increment(0), .stop, .label("revert"), .push(0), .push(0), .revert,
        .label("leak"), .push(1), .store(1))
    ]
  ) { trap in
    trap.fill { trap, i in trap.send(from: sender(i), to: hot, input(Word(UInt64(i % 2)))) }
    trap.isSprung = { $0.count(.reverted) > 3 && $0.slot(1, of: hot) == 0 }
  }

  /// Precompiles on the same input, on input from a hot slot, and one whose price depends on it.
  private static let precompiles = TrapBlock(
    "T39 precompiles", .cancun,
    [
      hot: assemble(
        // memory 0: base length, 32: exponent length, 64: modulus length, all from the slot; then SHA-256
        // and RIPEMD-160 of it, and modular exponentiation.
        .push(40), .load(0), .mod, .dup(1), .push(0), .mstore, .dup(1), .push(32), .mstore,
        .push(64), .mstore,
        .push(32), .push(256), .push(96), .push(0), .push(5), .push(200_000), .staticCall, .pop,
        .push(32), .push(288), .push(96), .push(0), .push(2), .push(50_000), .staticCall, .pop,
        .push(32), .push(320), .push(96), .push(0), .push(3), .push(50_000), .staticCall, .pop,
        .push(288), .mload, .push(320), .mload, .add, .store(1), .increment(0))
    ]
  ) { trap in
    trap.fill { trap, i in
      trap.send(from: sender(i), to: i % 5 == 4 ? Address(truncating: 2) : hot, input(7))
    }
    trap.isSprung = { $0.count(.success) == length && $0.slot(0, of: hot) == Word(58) }
  }

  /// Data that costs more than it executes (EIP-7623).
  private static let floorGas = TrapBlock(
    "T40 the floor of gas", .prague, [hot: assemble(.increment(0))]
  ) { trap in
    trap.fill { trap, i in
      trap.send(
        from: sender(i), to: i % 2 == 0 ? hot : stranger(i),
        Array(repeating: UInt8(i), count: i * 40))
    }
    trap.isSprung = { outcome in
      // Ten for a token, four tokens for a byte that is not zero.
      outcome.results[71].gasUsed == 21_000 + 71 * 40 * 40
    }
  }
}
