import Prediction
import Results
import Schedulers
import State
import Testing
import Workloads

@testable import Harness

@Suite("Runs with hints of every quality")
struct HintedRunTests {
  static let settings = [
    HintSetting(.perfect), HintSetting(.perfect, missing: 0.1),
    HintSetting(.perfect, overWide: 0.5),
    HintSetting(.stale), HintSetting(.stale, age: 2), HintSetting(.declared), HintSetting(.learned),
    HintSetting(.learned, missing: 0.3, overWide: 0.3),
  ]
  static let takers = allSchedulers.filter(\.takesHints).map(\.name)

  private func subject(
    _ name: String, _ overrides: [String] = [], learningBlocks: Int = 0,
    _ arms: [ExperimentPlan.Arm]
  ) throws -> MeasuredCase {
    let path = RepositoryWorkloads.root.appending(path: "Workloads/\(name).yaml").path
    let spec = try WorkloadSpec.load(path: path, overrides: overrides)
    var planned = ExperimentPlan.Case(name: name, source: .generated(spec))
    planned.learningBlocks = learningBlocks
    return try MeasuredCase(planned, for: arms, until: Interruption())
  }

  private func arms(_ settings: [HintSetting], workers: Int) throws -> [ExperimentPlan.Arm] {
    try Self.takers.flatMap { name in
      try settings.map {
        ExperimentPlan.Arm(try scheduler(named: name), workers: workers, hints: $0)
      }
    }
  }

  @Test("Whatever schedulers are told, the outcome is that of sequential execution")
  func outcomes() throws {
    let small = ["blocks=4", "transactions_per_block=60"]
    for name in ["swaps", "nft", "adversarial"] {
      let arms = try [1, 3].flatMap { try self.arms(Self.settings, workers: $0) }
      let subject = try subject(name, small, learningBlocks: 1, arms)
      #expect(subject.stream.steps.count == 3)
      for arm in arms {
        let execution = try StreamExecution(
          of: subject.stream(for: arm), under: arm.scheduler, with: WorkerPool(size: arm.workers),
          until: Interruption())
        #expect(try subject.oracle.verdict(on: execution, by: arm).mismatch == nil)
        if arm.hints?.mayMiss == false { #expect(execution.fallback == nil, "\(arm.name)") }
      }
    }
  }

  @Test(
    "A run that gives up is kept and says so where hints may miss, and refused where they may not")
  func fallback() throws {
    let gaps = ExperimentPlan.Arm(
      StaticDAGScheduler(), workers: 2, hints: HintSetting(.perfect, missing: 0.5))
    let subject = try subject("swaps", ["blocks=2", "transactions_per_block=40"], [gaps])
    let plan = ExperimentPlan(
      suite: "hints", cases: [], arms: [gaps], pairs: 1, warmups: 0, isQuick: false)
    var experiment = Experiment(plan, on: .toy)
    var runs: [RunRecord] = []
    try experiment.measure(subject, plan.arms) { runs.append($0) }
    #expect(runs.map(\.arm.scheduler) == ["sequential", "static-dag:hints=perfect:missing=0.5"])
    #expect(runs.map(\.fallbackBlocks) == [0, 2])
    #expect(runs.allSatisfy { $0.isValid })
    let hints = try #require(runs.last?.hints)
    #expect(hints.precision == 1)
    #expect((0.35...0.65).contains(hints.recall))

    // The same sets, passed off as perfect.
    let gapless = ExperimentPlan.Arm(StaticDAGScheduler(), workers: 2, hints: .perfect)
    var lying = subject
    lying.hints[.perfect] = subject.hints[HintSetting(.perfect, missing: 0.5)]
    #expect(throws: ExperimentFailure.self) {
      try experiment.measure(lying, [gapless]) { _ in }
    }
  }

  @Test("Flaws come as often as asked, and the same seed gives the same")
  func flaws() throws {
    let settings = [
      HintSetting(.perfect), HintSetting(.perfect, missing: 0.2),
      HintSetting(.perfect, overWide: 0.5),
    ]
    let arms = try arms(settings, workers: 1)
    let small = ["blocks=3", "transactions_per_block=200"]
    let first = try subject("swaps", small, arms)
    let second = try subject("swaps", small, arms)
    let other = try subject("swaps", small + ["seed=99"], arms)
    let exact = try #require(first.hints[settings[0]])
    #expect(exact.quality.locations.recall == 1)
    #expect(exact.quality.edges.precision == 1)
    #expect(exact.quality.covered == 600)
    let missing = try #require(first.hints[settings[1]])
    #expect((0.77...0.83).contains(missing.quality.locations.recall))
    #expect(missing.quality.locations.precision == 1)
    let wide = try #require(first.hints[settings[2]])
    #expect(wide.quality.locations.recall == 1)
    #expect(wide.quality.locations.precision < 0.8)
    #expect(wide.quality.edges.precision < 0.9)
    for setting in settings {
      let sets = first.hints[setting]?.sets.compactMap { $0?.accesses }
      #expect(sets == second.hints[setting]?.sets.compactMap { $0?.accesses })
      if setting != settings[0] {
        #expect(sets != other.hints[setting]?.sets.compactMap { $0?.accesses })
      }
    }
  }

  @Test(
    "Trying transactions out beforehand is exact where they do not meet, and older states are worse"
  )
  func stale() throws {
    let settings = [HintSetting(.stale), HintSetting(.stale, age: 3)]
    let arms = try arms(settings, workers: 1)
    let subject = try subject("nft", ["blocks=5", "transactions_per_block=150"], arms)
    let fresh = try #require(subject.hints[settings[0]]).quality.locations
    let old = try #require(subject.hints[settings[1]]).quality.locations
    #expect(fresh.recall > 0.8)
    #expect(old.recall <= fresh.recall)
    #expect(fresh.recall < 1)
  }

  @Test("Lists that declare what nobody touches make strangers wait for each other")
  func poison() throws {
    let declared = HintSetting(.declared)
    let arms = try arms([declared], workers: 2)
    let subject = try subject(
      "adversarial-false-hints", ["blocks=2", "transactions_per_block=50"], arms)
    let quality = try #require(subject.hints[declared]).quality
    // They tell all that is accessed, so that nobody has a reason to give up.
    #expect(quality.covered == 100)
    #expect(quality.locations.precision < 0.5)
    // A chain where there is no conflict at all.
    #expect(quality.edges.actual == 0)
    #expect(quality.edges.predicted >= 2 * 49)
    for arm in arms where arm.scheduler.requirement == .accessSets {
      let execution = try StreamExecution(
        of: subject.stream(for: arm), under: arm.scheduler, with: WorkerPool(size: 2),
        until: Interruption())
      #expect(execution.fallback == nil)
    }
  }

  @Test("Blocks that are learnt from are not measured, and not the last ones")
  func learningBlocks() throws {
    #expect(throws: ExperimentFailure.self) {
      try subject("swaps", ["blocks=2", "transactions_per_block=10"], learningBlocks: 2, [])
    }
  }
}
