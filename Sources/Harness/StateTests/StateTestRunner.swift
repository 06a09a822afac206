import EVM
import Interchange
import Primitives
import Schedulers
import State

/// Runs the cases of state tests, one at a time, on the calling thread, whose stack must be large.
struct StateTestRunner {
  private let scheduler = SequentialScheduler()
  private let pool = WorkerPool(size: 1)
  private let trace: TraceWriter?
  private let keepsStates: Bool

  init(trace: TraceWriter? = nil, keepsStates: Bool = false) {
    self.trace = trace
    self.keepsStates = keepsStates
  }

  /// What came of a case, and what executing it gave, if it was executed.
  struct Judgement {
    var verdict: StateTestVerdict
    var outcome: StateTestOutcome?
  }

  /// What came of each of `cases`, all of them of `test`.
  func run(_ cases: [StateTestCase], of test: StateTest) -> [Judgement] {
    let genesis = WorldState(test.allocation)
    var engines: [Fork: EVMEngine] = [:]
    return cases.map { testCase in
      guard let fork = Fork(name: testCase.fork) else {
        return Judgement(verdict: .skipped("the rules of \(testCase.fork) are not there yet"))
      }
      let engine =
        engines[fork]
        ?? EVMEngine(rules: ForkRules(fork), codeStore: genesis.codeStore, tracer: trace)
      engines[fork] = engine
      return run(testCase, of: test, on: genesis.copy(), engine: engine)
    }
  }

  private func run(
    _ testCase: StateTestCase, of test: StateTest, on state: WorldState, engine: EVMEngine
  ) -> Judgement {
    let result: TransactionResult?
    do {
      result = try execute(testCase, of: test, on: state, engine: engine)
    } catch { return Judgement(verdict: .failed(.execution("\(error)"))) }
    // State tests pay no reward, but as a miner the beneficiary is there before EIP-161, even where the
    // transaction was refused.
    BlockReward(base: .zero).pay(test.header.beneficiary, on: state, rules: engine.rules)
    let outcome = outcome(of: result, state, expected: testCase.expectedState)
    trace?.write(stateRoot: outcome.root)
    let isRight =
      outcome.root == testCase.expectedRoot && outcome.logsHash == testCase.expectedLogsHash
    let verdict =
      result.flatMap { prejudge($0, testCase) } ?? (isRight ? .passed : .failed(.outcome))
    return Judgement(verdict: verdict, outcome: outcome)
  }

  private func outcome(
    of result: TransactionResult?, _ state: WorldState, expected: Allocation?
  ) -> StateTestOutcome {
    var summary = "not a transaction"
    if let result {
      summary = "\(result.status), gas used \(result.gasUsed)"
      if let reason = result.rejectionReason { summary = "refused: \(reason)" }
    }
    return StateTestOutcome(
      root: state.stateRoot(), logsHash: logsHash(result?.logs ?? []), summary: summary,
      difference: expected.flatMap { state.firstDifference(from: WorldState($0)) },
      allocation: keepsStates ? state.allocation() : nil)
  }

  /// The verdict where whether the transaction was refused decides; nil where the outcome does.
  private func prejudge(
    _ result: TransactionResult, _ testCase: StateTestCase
  ) -> StateTestVerdict? {
    guard let reason = result.rejectionReason else {
      return testCase.expectedException.map { .failed(.accepted(expectedException: $0)) }
    }
    return testCase.expectedException == nil ? .failed(.rejected(reason.description)) : nil
  }

  /// The transaction's result; nil for one that no transaction can be.
  private func execute(
    _ testCase: StateTestCase, of test: StateTest, on state: WorldState, engine: EVMEngine
  ) throws(SchedulerFailure) -> TransactionResult? {
    guard let transaction = try? test.transaction(of: testCase) else { return nil }
    let block = Block(header: test.header, transactions: [transaction])
    let environment = BlockEnvironment(
      header: test.header, chainID: StateTest.chainID, rules: engine.rules,
      blockHashes: stateTestBlockHashes(before: test.header.number))
    let executor = EVMExecutor(engine: engine, block: block, environment: environment)
    return try scheduler.execute(executor, on: state, with: pool).results.first
  }
}

/// The hashes that BLOCKHASH gives in state tests: that of block *n* is the Keccak-256 of *n* in decimal.
func stateTestBlockHashes(before number: UInt64) -> [UInt64: Hash] {
  let oldest = number > 256 ? number - 256 : 0
  var hashes: [UInt64: Hash] = [:]
  for ancestor in oldest..<number { hashes[ancestor] = keccak256(Array(String(ancestor).utf8)) }
  return hashes
}
