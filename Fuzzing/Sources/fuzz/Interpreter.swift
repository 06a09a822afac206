import EVM
import Primitives
import Schedulers
import State

/// Executes two calls of a program that the input spells, under any fork, on three contracts that can reach
/// each other: sequentially, and under Block-STM. Both must come to the same, and no wei come from nowhere.
@Sendable func executePrograms(_ bytes: [UInt8]) {
  guard var input = ProgramInput(bytes) else { return }
  let rules = ForkRules(Fork.allCases[Int(input.byte()) % Fork.allCases.count])
  let block = input.block()
  let genesis = WorldState(input.allocation())
  let engine = EVMEngine(rules: rules, codeStore: genesis.codeStore)
  var environment = input.environment
  environment.baseFee = rules.hasBaseFee ? 7 : 0
  let executor = EVMExecutor(engine: engine, block: block, environment: environment)

  let state = genesis.copy()
  let other = genesis.copy()
  let expected = results(executor, SequentialScheduler(), on: state)
  let found = results(executor, BlockSTMScheduler(), on: other)
  precondition(expected == found, "results: \(found), expected \(expected)")
  precondition(state.firstDifference(from: other) == nil, "Block-STM leaves another state")
  for (result, transaction) in zip(expected, block.transactions) {
    precondition(result.gasUsed <= transaction.gasLimit, "more gas used than there is")
  }
  precondition(
    worth(state) <= worth(genesis), "\(worth(state)) wei after, \(worth(genesis)) before")
}

private let pool = WorkerPool(size: 1)

private func results(
  _ executor: EVMExecutor, _ scheduler: some Scheduler, on state: WorldState
) -> [TransactionResult] {
  do {
    return try scheduler.execute(executor, on: state, with: pool).results
  } catch {
    fatalError("\(error)")
  }
}

/// All balances together: at most what there was, since fees are burnt or paid and nothing is minted.
private func worth(_ state: WorldState) -> Word {
  state.allocation().values.reduce(.zero) { $0 &+ $1.balance }
}

/// Reads a program and its surroundings from bytes: any bytes are some program, and bytes near each other
/// are programs near each other.
private struct ProgramInput {
  private var rest: ArraySlice<UInt8>
  private var codes: [[UInt8]] = []
  private let gas: UInt64
  private let value: UInt64
  private let callData: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 8, bytes.count <= 4096 else { return nil }
    rest = bytes[...]
    gas = 21_000 + (UInt64(rest[1]) << 10 | UInt64(rest[2]))
    value = UInt64(rest[3])
    let (first, second, data) = (Int(rest[4]), Int(rest[5]), Int(rest[6]))
    var tail = rest.dropFirst(7)
    func take(_ count: Int) -> [UInt8] {
      defer { tail = tail.dropFirst(count) }
      return Array(tail.prefix(count))
    }
    callData = take(data & 63)
    codes = [take(first), take(second)]
    // The main program is last, so that it takes what is left.
    codes.insert(Array(tail), at: 0)
  }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  /// Contracts have addresses of one byte, which short programs can name: 0xA0, 0xA1, 0xA2.
  private static func contract(_ index: Int) -> Address {
    Address(high: 0, middle: 0, low: 0xA0 + UInt64(index))
  }

  private static let sender = Address(high: 0, middle: 0, low: 0xEE)

  func allocation() -> Allocation {
    var allocation: Allocation = [Self.sender: AccountAllocation(balance: Word(1 << 60))]
    for (index, code) in codes.enumerated() {
      allocation[Self.contract(index)] = AccountAllocation(
        balance: Word(UInt64(index) * 1000), nonce: 1, code: code,
        storage: [0: 1, 1: Word(UInt64(0xA0 + index))])
    }
    return allocation
  }

  func block() -> Block {
    let calls = (0..<2).map { nonce in
      Transaction(
        kind: .legacy, sender: Self.sender, chainID: nil, nonce: nonce, gasLimit: gas,
        maxFeePerGas: 10, maxPriorityFeePerGas: 10, to: Self.contract(0), value: Word(value),
        input: callData)
    }
    return Block(header: BlockHeader(), transactions: calls)
  }

  var environment: BlockEnvironment {
    var environment = BlockEnvironment()
    environment.number = 300
    environment.timestamp = 1_000
    environment.beneficiary = Address(high: 0, middle: 0, low: 0xCB)
    return environment
  }
}
