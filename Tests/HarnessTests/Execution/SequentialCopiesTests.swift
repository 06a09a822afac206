import Primitives
import Results
import Schedulers
import State
import Testing

@testable import Harness

@Suite("Sequential copies")
struct SequentialCopiesTests {
  @Test("Every copy executes the whole stream on a state of its own, in a lane of its own")
  func copies() throws {
    let stream = BlockStream.toy()
    let oracle = try OutcomeOracle(for: stream)
    let copies = try StreamExecution.copies(
      of: stream, with: WorkerPool(size: 3), until: Interruption())
    #expect(copies.count == 3)
    for copy in copies {
      #expect(oracle.compare(copy, by: .copies(workers: 3)).mismatch == nil)
      #expect(copy.counters.executions == stream.transactionCount)
      #expect(copy.time == copies[0].time && copy.time.wall > 0)
    }
    #expect(copies[0].state !== copies[1].state && copies[1].state !== copies[2].state)
  }

  @Test("Their time is of one passage, at the rate of all together")
  func rates() {
    func wall(_ times: [UInt64]) -> UInt64 {
      StreamExecution.atOnce(times.map { ElapsedTime(wall: $0, processor: 2 * $0) }).wall
    }
    #expect(wall([100]) == 100)
    #expect(wall([100, 100]) == 50)
    // In 300 ns the one does three and the other one.
    #expect(wall([100, 300]) == 75)
    #expect(wall([100, 100, 50]) == 25)
    // What the clock did not see took something all the same.
    #expect(wall([0, 0]) <= 1)
    #expect(
      StreamExecution.atOnce([
        ElapsedTime(wall: 1, processor: 100), ElapsedTime(wall: 1, processor: 300),
      ]).processor == 200)
  }

  @Test("A copy that comes to something else is recorded as not valid, whichever it is")
  func wrongCopy() throws {
    var stream = BlockStream.toy()
    for index in stream.steps.indices {
      stream.steps[index].executor = FaultyInLaneOne(
        base: ToyExecutor(transactionCount: 20),
        faulty: ToyExecutor(transactionCount: 20, fault: Fault(kind: .wrongValue, transaction: 3)))
    }
    let plan = ExperimentPlan(
      suite: "toys", cases: [], arms: [.copies(workers: 2)], pairs: 2, warmups: 0, isQuick: false)
    var experiment = Experiment(plan, on: .toy)
    var runs: [RunRecord] = []
    let error = #expect(throws: OutcomeMismatch.self) {
      try experiment.measure(.toy(stream), plan.arms) { runs.append($0) }
    }
    #expect(error?.scheduler == "sequential-copies" && error?.workers == 2)
    #expect(runs.map(\.isValid) == [true, false])
    #expect(runs.map(\.arm.scheduler) == ["sequential", RunRecord.Arm.sequentialCopies])
  }

  @Test("An experiment measures them in pairs as it does every arm")
  func pairs() throws {
    var plan = ExperimentPlan(
      suite: "toys", cases: [], arms: [.copies(workers: 2)], pairs: 2, warmups: 1, isQuick: false)
    plan.copiedUpTo = 2
    var experiment = Experiment(plan, on: .toy)
    let subject = try MeasuredCase.toy()
    var runs: [RunRecord] = []
    try experiment.warmUp(subject, plan.arms)
    try experiment.measure(subject, plan.arms) { runs.append($0) }
    #expect(
      runs.map { "\($0.position.pair) \($0.arm.scheduler) \($0.arm.threads) \($0.isValid)" } == [
        "1 sequential 1 true", "1 sequential-copies 2 true", "2 sequential-copies 2 true",
        "2 sequential 1 true",
      ])
    #expect(runs.allSatisfy { $0.cost.executions == $0.workload.transactions })
  }
}

/// A machine of which the second core miscalculates.
private struct FaultyInLaneOne: TransactionExecutor {
  let base: ToyExecutor
  let faulty: ToyExecutor
  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { false }
  func makeWorker(lane: Int) -> any TransactionWorker {
    (lane == 1 ? faulty : base).makeWorker(lane: lane)
  }
}
