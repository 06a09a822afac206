import EVM
import Interchange
import Primitives
import Schedulers
import State

extension ExportedBlock {
  /// The block's transactions as state tests, one each: on what the transaction touches of the state before
  /// it, and nothing else, so that a test is small. Each is executed once more on that, and has to end as
  /// it did in the block. Takes a large stack.
  ///
  /// - Throws: ``ExperimentFailure`` for one that ends otherwise; `SchedulerFailure`.
  public func stateTests() throws -> [String: StateTestJSON] {
    guard let fork = Fork(name: fork) else {
      throw ExperimentFailure("\(name): the rules of \(self.fork) are not there yet")
    }
    let rules = ForkRules(fork)
    let state = WorldState(before)
    var tests: [String: StateTestJSON] = [:]
    for (index, transaction) in block.transactions.enumerated() {
      let earlier = state.copy()
      let accesses = BlockAccesses.record(executor(of: transaction, on: state, rules), on: state)
      let touched = Touched(accesses, in: state, beneficiary: block.header.beneficiary)
      let allocation = touched.allocation(in: earlier)
      let outcome = try outcome(of: index, on: WorldState(allocation), rules)
      // Numbers of equal width, so that names sort as transactions do.
      let number = String(format: "%05d", index)
      tests["\(name)-block-\(block.header.number)-transaction-\(number)"] = StateTestJSON(
        transaction, secretKey: secretKeys[index], in: block.header, fork: fork.name,
        on: allocation, outcome: outcome)
    }
    return tests
  }

  private func executor(
    of transaction: Transaction, on state: WorldState, _ rules: ForkRules
  ) -> EVMExecutor {
    let environment = BlockEnvironment(
      header: block.header, chainID: Self.chainID, rules: rules, blockHashes: [:])
    return EVMExecutor(
      engine: EVMEngine(rules: rules, codeStore: state.codeStore),
      block: Block(header: block.header, transactions: [transaction]), environment: environment)
  }

  private func outcome(
    of index: Int, on state: WorldState, _ rules: ForkRules
  ) throws -> (stateRoot: Hash, logsHash: Hash) {
    let executor = executor(of: block.transactions[index], on: state, rules)
    let found = try SequentialScheduler().execute(executor, on: state, with: WorkerPool(size: 1))
    guard found.results == [results[index]] else {
      throw ExperimentFailure(
        "\(name), transaction \(index) of block \(block.header.number): ends otherwise on what it "
          + "touches alone than in its block")
    }
    return (state.stateRoot(), logsHash(results[index].logs))
  }
}

/// Accounts and slots that a transaction reads or writes.
private struct Touched {
  private var slots: [Address: Set<Word>]

  init(_ accesses: BlockAccesses, in state: WorldState, beneficiary: Address) {
    slots = [beneficiary: []]
    for location in accesses.transactions.flatMap({ $0.reads + $0.writes }) {
      let address = state.record(location.account).address
      var keys = slots.removeValue(forKey: address) ?? []
      if case .slot(let slot, _) = location { keys.insert(state.record(slot).key) }
      slots[address] = keys
    }
  }

  /// They as they are in `state`.
  func allocation(in state: WorldState) -> Allocation {
    var allocation: Allocation = [:]
    for (address, keys) in slots {
      guard let account = state.find(address), state.record(account).exists else { continue }
      let record = state.record(account)
      var found = AccountAllocation(
        balance: record.balance, nonce: record.nonce,
        code: Array(state.codeStore.bytes(record.code)))
      for key in keys {
        guard let slot = state.find(key, of: account) else { continue }
        let value = state.record(slot).value
        if !value.isZero { found.storage[key] = value }
      }
      allocation[address] = found
    }
    return allocation
  }
}
