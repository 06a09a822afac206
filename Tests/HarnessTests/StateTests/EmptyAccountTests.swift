import EVM
import Primitives
import Schedulers
import State
import Testing

/// Before EIP-161 whether an account is there is state like any other: what one transaction touched, the
/// next finds, and pays less for. Block-STM has to see that too.
@Suite struct EmptyAccountTests {
  static let senders = (1...8).map { Address(high: 0x5e4d_0000, middle: 0, low: $0) }
  static let touchers = (1...2).map { Address(high: 0x70c4_0000, middle: 0, low: $0) }
  static let destroyers = (1...4).map { Address(high: 0xde57_0000, middle: 0, low: $0) }
  /// Accounts that are not there at first, or are there and empty. One of them earns the fees.
  static let targets = (1...6).map { Address(high: 0x7a46_0000, middle: 0, low: $0) }

  /// CALL of the address in the call data with the value behind it.
  static let touching: [UInt8] = [
    0x60, 0, 0x60, 0, 0x60, 0, 0x60, 0, 0x60, 32, 0x35, 0x60, 0, 0x35, 0x60, 0, 0xf1,
  ]
  /// SELFDESTRUCT in favour of the address in the call data.
  static let destroying: [UInt8] = [0x60, 0, 0x35, 0xff]

  static var allocation: Allocation {
    func account(_ balance: Word, code: [UInt8] = []) -> AccountAllocation {
      AccountAllocation(balance: balance, nonce: 0, code: code, storage: [:])
    }
    var allocation = Allocation()
    for sender in senders { allocation[sender] = account(1_000_000_000_000) }
    for toucher in touchers { allocation[toucher] = account(3, code: touching) }
    for (index, destroyer) in destroyers.enumerated() {
      allocation[destroyer] = account(Word(UInt64(index / 2)), code: destroying)
    }
    allocation[targets[0]] = account(0)
    return allocation
  }

  static func block(seed: UInt64) -> [Transaction] {
    var state = seed
    func pick(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var nonces = [UInt64](repeating: 0, count: senders.count)
    return (0..<40).map { _ in
      let sender = pick(senders.count)
      let target = (targets + destroyers)[pick(targets.count + destroyers.count)]
      let to =
        switch pick(5) {
        case 0, 1: touchers[pick(touchers.count)]
        case 2: destroyers[pick(destroyers.count)]
        default: target
        }
      defer { nonces[sender] += 1 }
      return Transaction(
        kind: .legacy, sender: senders[sender], chainID: nil, nonce: nonces[sender],
        gasLimit: 200_000, maxFeePerGas: Word(UInt64(pick(2))), maxPriorityFeePerGas: .max,
        to: to, value: Word(UInt64(pick(3) / 2)),
        input: Word(target).bigEndianBytes + Word(UInt64(pick(2))).bigEndianBytes)
    }
  }

  struct Outcome {
    var gas: [UInt64]
    var state: WorldState
  }

  private func execute(
    _ transactions: [Transaction], _ scheduler: any Scheduler, workers: Int, fork: Fork
  ) throws -> Outcome {
    let state = WorldState(Self.allocation)
    let engine = EVMEngine(rules: ForkRules(fork), codeStore: state.codeStore)
    var environment = BlockEnvironment()
    environment.beneficiary = Self.targets[1]
    let block = Block(
      header: BlockHeader(),
      transactions: transactions.map {
        var transaction = $0
        transaction.maxPriorityFeePerGas = transaction.maxFeePerGas
        return transaction
      })
    let executor = EVMExecutor(engine: engine, block: block, environment: environment)
    let execution = try onLargeStack {
      try scheduler.execute(
        executor, on: state, with: WorkerPool(size: workers),
        knowing: scheduler.knowledge(of: executor, on: state))
    }
    #expect(execution.results.allSatisfy { $0.status != .rejected })
    return Outcome(gas: execution.results.map(\.gasUsed), state: state)
  }

  @Test(arguments: [Fork.frontier, .tangerineWhistle, .spuriousDragon])
  func schedulersAgree(fork: Fork) throws {
    for seed in 0..<60 as Range<UInt64> {
      let block = Self.block(seed: seed)
      let expected = try execute(block, SequentialScheduler(), workers: 1, fork: fork)
      let found = try execute(block, BlockSTMScheduler(), workers: 4, fork: fork)
      #expect(found.gas == expected.gas, "seed \(seed)")
      let difference = found.state.firstDifference(from: expected.state)
      #expect(difference == nil, "seed \(seed): \(String(describing: difference))")
    }
  }

  /// The blocks do what they are for: accounts stay empty, and who comes first pays for them.
  @Test func blocksMakeEmptyAccounts() throws {
    var empty = 0
    var paid = 0
    for seed in 0..<60 as Range<UInt64> {
      let outcome = try execute(
        Self.block(seed: seed), SequentialScheduler(), workers: 1, fork: .frontier)
      empty += outcome.state.allocation().values.count {
        $0.balance.isZero && $0.nonce == 0 && $0.code.isEmpty
      }
      // More than a call that makes no account can cost.
      paid += outcome.gas.count { $0 > 46_000 }
    }
    #expect(empty > 60 && paid > 60)
  }
}
