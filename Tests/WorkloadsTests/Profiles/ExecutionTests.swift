import EVM
import Foundation
import Primitives
import State
import Testing

@testable import Workloads

/// Generated blocks on the real EVM: what a workload promises has to hold when it runs.
@Suite struct ExecutionTests {
  private struct Execution {
    var workload: GeneratedWorkload
    var state: WorldState
    var statuses: [TransactionStatus] = []
    /// By transaction.
    var gasUsed: [UInt64] = []
    /// By block.
    var stateRoots: [Hash] = []
  }

  /// Executes the workload of the repository in order, each transaction on what the last one left.
  private func execute(_ name: String, _ overrides: [String]) throws -> Execution {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    let workload = BlockGenerator(try WorkloadSpec.load(path: path, overrides: overrides))
      .generate()
    let fork = try #require(Fork(name: workload.fork))
    let state = WorldState(workload.genesis, codeStore: CodeStore())
    let engine = EVMEngine(rules: ForkRules(fork), codeStore: state.codeStore)
    let view = CommittedView(state)
    let effects = TransactionEffects()
    var execution = Execution(workload: workload, state: state)
    for block in workload.blocks {
      let environment = BlockEnvironment(
        header: block.header, chainID: workload.chainID, rules: engine.rules, blockHashes: [:])
      let executor = EVMExecutor(engine: engine, block: block, environment: environment)
      let worker = executor.makeWorker(lane: 0)
      for index in 0..<executor.transactionCount {
        try worker.execute(index, reading: view, into: effects)
        for write in 0..<effects.writes.count { state.apply(effects.writes[write]) }
        state.credit(effects.fee, to: state.reference(executor.beneficiary))
        execution.statuses.append(effects.status)
        execution.gasUsed.append(effects.gasUsed)
      }
      execution.stateRoots.append(state.stateRoot())
    }
    return execution
  }

  /// Gas and state roots as Ethereum's executable specification (EELS 2.20.0) computed them from the
  /// bytes that `gridlock generate --out` writes: generator, contracts, genesis slots and interpreter
  /// together.
  @Test func mixedAgreesWithTheExecutableSpecification() throws {
    let execution = try execute(
      "mixed", ["blocks=2", "transactions_per_block=60", "accounts=100"])
    let gas = execution.gasUsed
    #expect([gas[..<60].reduce(0, +), gas[60...].reduce(0, +)] == [2_954_148, 2_983_540])
    #expect(
      execution.stateRoots.map(\.hex) == [
        "0x4c46bfaf78f9a5a7104a83478be4350c2c5843f60d6dfd8bda4e07c21de429c5",
        "0x72bc2f6b2cd987ccf11682bf286651ce9716616096be58a4f4f75969378c2001",
      ])
  }

  /// The same for one block of 200 transactions of each profile of markets, collectibles and games: what
  /// EELS makes of 18 contracts' code, of ether moved by them, and of what is meant to revert.
  @Test(arguments: [
    ("defi", 0x140_5907, "0xadb93e849886bf839d11bfab63247923f497628aaf18292d01124f3d64f0ddd2"),
    ("nft", 0x142_586e, "0x4bec273bf241b1da46264e264a890937dca72789f595885c3e49487c18eb08b6"),
    ("gaming", 0x125_7672, "0x4b811dfc1a12a0392547b7c58568565a4e5b9fa3a9fc689acd958311270ac36b"),
  ])
  func agreesWithTheExecutableSpecification(name: String, gas: UInt64, root: String) throws {
    let execution = try execute(name, ["blocks=1", "transactions_per_block=200"])
    #expect(execution.gasUsed.reduce(0, +) == gas)
    #expect(execution.stateRoots.map(\.hex) == [root])
  }

  /// Every workload of the repository: each transaction ends as its profile means it to, within its gas
  /// limit, which leaves a quarter but for plain payments and for attacks, some of which use up all.
  @Test(arguments: repositoryWorkloads)
  func everyTransactionEndsAsIntended(name: String) throws {
    let execution = try execute(name, ["blocks=2", "transactions_per_block=500"])
    let transactions = execution.workload.blocks.flatMap(\.transactions)
    let intended = execution.workload.intended.flatMap { $0 }
    #expect(execution.statuses.count == transactions.count && intended.count == transactions.count)
    for (index, transaction) in transactions.enumerated() {
      let status = execution.statuses[index]
      let selector = transaction.input.prefix(4).map { String($0, radix: 16) }.joined(
        separator: " ")
      #expect(status == intended[index].status, "transaction \(index), selector \(selector)")
      let gasUsed = execution.gasUsed[index]
      #expect(
        gasUsed < transaction.gasLimit * 3 / 4 || transaction.gasLimit == 21_000
          || name.hasPrefix("adversarial"),
        "transaction \(index), selector \(selector): \(gasUsed) of \(transaction.gasLimit)")
    }
    let reverts = execution.workload.kinds.reduce(0) { $0 + $1.reverts }
    #expect(reverts == execution.statuses.count { $0 == .reverted })
  }

  /// Every kind of transaction that a profile knows comes up in its own workload.
  @Test(arguments: ["defi", "nft", "gaming"])
  func everyKindComesUp(name: String) throws {
    let execution = try execute(name, ["blocks=3"])
    for kind in execution.workload.kinds {
      #expect(kind.transactions > 0, "\(kind.kind)")
    }
  }

  /// A token's storage is its supply, balances and allowances (which are all endless here): balances
  /// must still sum to the supply, and the supply must be what it was.
  @Test func tokensAreConserved() throws {
    let execution = try execute("mixed", ["blocks=3"])
    let after = execution.state.allocation()
    let erc20 = ContractArtifact.erc20
    let supplySlot = erc20.slot("totalSupply")
    var tokens = 0
    for (address, before) in execution.workload.genesis where before.code == erc20.runtimeBytecode {
      let storage = try #require(after[address]).storage
      let supply = try #require(storage[supplySlot])
      #expect(supply == before.storage[supplySlot])
      let balances = storage.filter { $0.key != supplySlot && $0.value != .max }.values
      #expect(balances.reduce(Word.zero) { $0 &+ $1 } == supply)
      tokens += 1
    }
    #expect(tokens > 60)
  }

  /// Reserves follow balances, the lock is open again and the price accumulators have moved.
  @Test func poolsKeepTheirBooks() throws {
    let execution = try execute("swaps", ["blocks=3"])
    let after = execution.state.allocation()
    let pool = ContractArtifact.pool
    let mask = Word(.max, (1 << 48) - 1, 0, 0)
    var pools = 0
    for (address, account) in after where account.code == pool.runtimeBytecode {
      let token0 = Address(truncating: account.storage[pool.slot("token0")] ?? .zero)
      let slot = ContractArtifact.erc20.slot("balanceOf", Word(address))
      let packed = try #require(account.storage[pool.slot("packed")])
      #expect(after[token0]?.storage[slot] == packed & mask)
      #expect(account.storage[pool.slot("unlocked")] == 1)
      #expect(account.storage[pool.slot("price0_cumulative")] != nil)
      pools += 1
    }
    #expect(pools > 100)
  }
}

extension IntendedOutcome {
  /// What executing says then.
  var status: TransactionStatus {
    switch self {
    case .success: .success
    case .revert: .reverted
    case .halt: .halted
    }
  }
}

/// The names of the workload files in `Workloads`.
let repositoryWorkloads: [String] = {
  let folder = packageRoot.appending(path: "Workloads").path
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
}()
