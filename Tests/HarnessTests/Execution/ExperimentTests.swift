import Results
import Schedulers
import Testing

@testable import Harness

@Suite("Experiment")
struct ExperimentTests {
  /// Runs a toy case and returns what was recorded, with the error that ended it, if one did.
  private func runs(
    arms: [ExperimentPlan.Arm], pairs: Int, interruption: Interruption = Interruption(),
    observing observe: @escaping (ExperimentEvent) -> Void = { _ in },
    record: (RunRecord) throws -> Void = { _ in }
  ) throws -> (runs: [RunRecord], error: (any Error)?) {
    let plan = ExperimentPlan(
      suite: "toys", cases: [], arms: arms, pairs: pairs, warmups: 1, isQuick: false)
    var experiment = Experiment(plan, on: .toy, until: interruption, observe: observe)
    var runs: [RunRecord] = []
    let subject = try MeasuredCase.toy()
    do {
      try experiment.warmUp(subject, arms)
      try experiment.measure(subject, arms) { run in
        try record(run)
        runs.append(run)
      }
    } catch { return (runs, error) }
    return (runs, nil)
  }

  @Test("Pairs run in ABBA order, back to back, each with a sequential run of its own")
  func order() throws {
    let contender = BlockSTMScheduler()
    let (runs, error) = try runs(
      arms: [.init(contender, workers: 1), .init(contender, workers: 2)], pairs: 2)
    #expect(error == nil)
    let order = runs.map { "\($0.position.pair) \($0.arm.scheduler) \($0.arm.threads)" }
    #expect(
      order == [
        "1 sequential 1", "1 block-stm 1", "2 sequential 1", "2 block-stm 2",
        "3 block-stm 1", "3 sequential 1", "4 block-stm 2", "4 sequential 1",
      ])
    #expect(runs.map(\.position.slot) == Array(0..<8))
    #expect(
      runs.map(\.position.order.rawValue) == ["AB", "AB", "AB", "AB", "BA", "BA", "BA", "BA"])
  }

  @Test("Progress counts the pairs of each arm, as they were asked for")
  func pairNumbers() throws {
    var labels: [String] = []
    _ = try runs(
      arms: [.init(BlockSTMScheduler(), workers: 1), .init(BlockSTMScheduler(), workers: 2)],
      pairs: 2,
      observing: { if case .running(_, let label) = $0 { labels.append(label) } })
    let pairs = labels.filter { $0.contains("pair ") }
    #expect(pairs.count == 8)
    #expect(pairs.prefix(4).allSatisfy { $0.hasSuffix("pair 1 of 2") })
    #expect(pairs.suffix(4).allSatisfy { $0.hasSuffix("pair 2 of 2") })
  }

  @Test("Every record carries its outcome, its counters and its time, and is valid")
  func records() throws {
    let (runs, _) = try runs(arms: [.init(BlockSTMScheduler(), workers: 2)], pairs: 3)
    let oracle = try OutcomeOracle(for: .toy())
    #expect(runs.count == 6)
    for run in runs {
      #expect(run.isValid)
      #expect(run.suite == "toys")
      #expect(run.session == "session")
      #expect(run.outcome.stateRoot == oracle.outcome.stateRoot.hex)
      #expect(run.outcome.receiptsRoot == oracle.outcome.receiptsRoot.hex)
      #expect(run.cost.executions >= run.workload.transactions)
      #expect(run.cost.wallNanoseconds > 0)
    }
  }

  @Test("Of a scheduler that has several ways, the blocks executed in each are counted")
  func ways() throws {
    let arms: [ExperimentPlan.Arm] = [
      .init(HybridScheduler(), workers: 1), .init(AdaptiveScheduler(), workers: 2),
      .init(BlockSTMScheduler(), workers: 2),
    ]
    let (runs, _) = try runs(arms: arms, pairs: 1)
    let blocks = try MeasuredCase.toy().stream.steps.count
    func counts(_ name: String) -> [String: Int]? {
      runs.first { $0.arm.scheduler == name }?.cost.schedulerCounts
    }
    #expect(counts("hybrid") == ["blocks-in-order": blocks])
    let adaptive = try #require(counts("adaptive"))
    #expect(adaptive.keys.allSatisfy { $0.hasPrefix("blocks-") })
    #expect(adaptive.values.reduce(0, +) == blocks)
    #expect(counts("block-stm") == [:])
  }

  @Test("A wrong outcome in a measured run is recorded as not valid and ends the experiment")
  func wrongOutcome() throws {
    let faulty = FaultyScheduler(fault: Fault(kind: .miscountedGas, transaction: 3))
    let plan = ExperimentPlan(
      suite: "toys", cases: [], arms: [.init(faulty, workers: 1)], pairs: 5, warmups: 0,
      isQuick: false)
    var experiment = Experiment(plan, on: .toy)
    var runs: [RunRecord] = []
    let error = #expect(throws: OutcomeMismatch.self) {
      try experiment.measure(.toy(), plan.arms) { runs.append($0) }
    }
    #expect(error?.place == .transaction(block: 0, index: 3))
    #expect(runs.map(\.isValid) == [true, false])
    #expect(runs.map(\.arm.scheduler) == ["sequential", "faulty"])
  }

  @Test("A wrong outcome in a warm-up ends the experiment before anything is measured")
  func wrongWarmUp() throws {
    let faulty = FaultyScheduler(fault: Fault(kind: .droppedWrite, transaction: 3))
    let (runs, error) = try runs(arms: [.init(faulty, workers: 1)], pairs: 5)
    #expect(error is OutcomeMismatch)
    #expect(runs.isEmpty)
  }

  @Test("An interruption keeps the runs that ended, and no other")
  func interruption() throws {
    let interruption = Interruption()
    var recorded = 0
    let (runs, error) = try runs(
      arms: [.init(BlockSTMScheduler(), workers: 1)], pairs: 50, interruption: interruption,
      record: { _ in
        recorded += 1
        if recorded == 7 { interruption.request() }
      })
    #expect(error is Interrupted)
    #expect(runs.count == 7)
  }

  @Test("A record that cannot be kept ends the experiment")
  func fullDisk() throws {
    struct Full: Error {}
    let (runs, error) = try runs(
      arms: [.init(BlockSTMScheduler(), workers: 1)], pairs: 2, record: { _ in throw Full() })
    #expect(error is Full)
    #expect(runs.isEmpty)
  }

  @Test("Progress counts every step of the plan, warm-ups included")
  func progress() throws {
    var steps: [Int] = []
    let arms = [1, 2].map { ExperimentPlan.Arm(BlockSTMScheduler(), workers: $0) }
    _ = try runs(
      arms: arms, pairs: 2,
      observing: { if case .running(let step, _) = $0 { steps.append(step) } })
    #expect(steps == Array(0..<11))
  }
}
