import EVM
import Interchange
import Primitives
import Schedulers
import State

/// A case ready to be executed any number of times.
struct PreparedCase {
  let block: Block
  let rules: ForkRules
  private let engine: EVMEngine
  private let environment: BlockEnvironment
  private let isWholeBlock: Bool
  /// Never executed on.
  private let genesis: WorldState

  init(_ testCase: DifferentialCase, rules: ForkRules) {
    self.rules = rules
    isWholeBlock = testCase.isWholeBlock
    block = Block(
      header: testCase.header, transactions: testCase.transactions,
      withdrawals: testCase.withdrawals)
    genesis = WorldState(testCase.allocation)
    engine = EVMEngine(rules: rules, codeStore: genesis.codeStore)
    environment = BlockEnvironment(
      header: testCase.header, chainID: testCase.chainID, rules: rules,
      blockHashes: stateTestBlockHashes(before: testCase.header.number))
  }

  func execute(
    under scheduler: any Scheduler, with pool: WorkerPool
  ) throws(SchedulerFailure) -> CaseExecution {
    let state = genesis.copy()
    let executor = OutputRecordingExecutor(
      EVMExecutor(engine: engine, block: block, environment: environment))
    if isWholeBlock { engine.beginBlock(on: state, environment: environment) }
    let results = try scheduler.execute(executor, on: state, with: pool).results
    var execution = CaseExecution(results: results, outputs: executor.outputs, state: state)
    if isWholeBlock { execution.requests = finishBlock(results, on: state) }
    return execution
  }

  /// What happens after the last transaction.
  private func finishBlock(
    _ results: [TransactionResult], on state: WorldState
  ) -> Result<[ExecutionRequest], RequestsFailure> {
    state.apply(block.withdrawals)
    return Result { () throws(RequestsFailure) in
      try engine.endBlock(on: state, environment: environment, logs: results.flatMap(\.logs))
    }
  }
}

/// What one execution of a case left.
struct CaseExecution {
  var results: [TransactionResult]
  var outputs: [Int: [UInt8]]
  var state: WorldState
  /// Nil where the case is not a whole block.
  var requests: Result<[ExecutionRequest], RequestsFailure>?

  /// The first difference from another execution of the same case, in words.
  func difference(from other: CaseExecution) -> String? {
    if let (index, difference) = firstDifference(of: results, from: other.results) {
      return "transaction \(index): \(difference)"
    }
    if let index = results.indices.first(where: { outputs[$0] != other.outputs[$0] }) {
      return "transaction \(index): output \(hexText(outputs[index] ?? [])),"
        + " expected \(hexText(other.outputs[index] ?? []))"
    }
    if requests != other.requests { return "other requests" }
    return state.firstDifference(from: other.state)?.description
  }
}
