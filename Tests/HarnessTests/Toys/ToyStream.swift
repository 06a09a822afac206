import Primitives
import Results
import Schedulers
import State

@testable import Harness

extension BlockStream {
  /// Blocks of toy transactions.
  static func toy(blocks: Int = 3, transactions: Int = 20, fault: Fault? = nil) -> BlockStream {
    let genesis = WorldState([
      ToyExecutor.contract: AccountAllocation(nonce: 1, storage: [Word(1): Word(100)])
    ])
    let transaction = Transaction(
      kind: .dynamicFee, sender: Address(truncating: Word(1)), chainID: 1, nonce: 0,
      gasLimit: 100_000, maxFeePerGas: Word(1), maxPriorityFeePerGas: Word(1),
      to: ToyExecutor.contract, value: .zero, input: [])
    let block = Block(
      header: BlockHeader(), transactions: Array(repeating: transaction, count: transactions))
    return BlockStream(
      name: "toy", genesis: genesis,
      steps: (0..<blocks).map { _ in
        Step(
          block: block, executor: ToyExecutor(transactionCount: transactions, fault: fault))
      })
  }
}

/// A scheduler that does a transaction of every block wrong.
struct FaultyScheduler: Scheduler {
  var fault: Fault
  var name: String { "faulty" }
  var summary: String { "executes sequentially, and plants a fault" }

  func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    let faulty = ToyExecutor(transactionCount: executor.transactionCount, fault: fault)
    return try SequentialScheduler().execute(faulty, on: state, with: pool)
  }
}

extension MeasuredCase {
  static func toy(_ stream: BlockStream = .toy()) throws -> MeasuredCase {
    let oracle = try OutcomeOracle(for: stream)
    return MeasuredCase(
      stream: stream, oracle: oracle,
      workload: RunRecord.Workload(
        name: stream.name, profile: "toy", streamHash: "0", seed: 1, nominalSkew: nil,
        blocks: stream.steps.count, transactions: stream.transactionCount,
        gas: oracle.outcome.totalGasUsed, criticalPathGas: nil))
  }
}

extension EnvironmentRecord {
  static var toy: EnvironmentRecord {
    EnvironmentRecord(
      session: "session",
      plan: MeasurementPlan(
        suite: "toys", command: "", startedAt: "", pairs: 1, warmUpRuns: 0),
      machine: MachineRecord(
        hostName: "host", cpuModel: "cpu", logicalProcessors: 1, usableProcessors: 1,
        kernel: "kernel"),
      build: BuildRecord(
        configuration: "release", compiler: "", statisticsLibrary: "", allocator: "",
        identifier: "build"))
  }
}
