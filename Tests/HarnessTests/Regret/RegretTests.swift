import Foundation
import Primitives
import Schedulers
import State
import Testing
import Workloads

@testable import Harness

/// The regret of a scheduler that chooses.
@Suite("Regret")
struct RegretTests {
  /// Figures of rounds in which a block costs what `cost` says of round, block and arm.
  private func figures(
    rounds: Int, blocks: Int, _ cost: (_ round: Int, _ block: Int, _ arm: Int) -> UInt64
  ) -> RegretFigures {
    var figures = RegretFigures(
      stream: "s", workers: 2, subject: "chooser", candidates: ["sequential", "other"],
      blocks: blocks)
    for round in 0...rounds {
      figures.beginRound()
      for block in 0..<blocks {
        for arm in 0..<3 {
          let time = cost(round, block, arm)
          figures.note(
            ElapsedTime(wall: time, processor: 2 * time), ofArm: arm, block: block,
            choice: block % 2 == 0 ? "sequential" : "other, given up: from 7 on")
        }
      }
    }
    return figures
  }

  @Test("A chooser that is always right regrets nothing; one that never learns, what it lost")
  func meaning() throws {
    // Even blocks take 10 and 20, odd ones 30 and 15; the chooser takes the best, or always the first.
    let best = figures(rounds: 3, blocks: 4) { _, block, arm in
      block % 2 == 0 ? [10, 20, 10][arm] : [30, 15, 15][arm]
    }
    #expect(best.regret.mean == 0)
    #expect(best.firstRegret == 0)
    let stubborn = figures(rounds: 3, blocks: 4) { round, block, arm in
      block % 2 == 0 ? [10, 20, 10][arm] : [30, 15, round == 0 ? 60 : 30][arm]
    }
    #expect(abs(stubborn.regret.mean - 0.6) < 1e-12)
    #expect(abs(stubborn.firstRegret - 1.8) < 1e-12)
    #expect(try #require(stubborn.regret.interval).lower == stubborn.regret.mean)
    #expect(stubborn.totals == [80, 70, 80])
    #expect(stubborn.processorTotals == [160, 140, 160])
    #expect(stubborn.hindsightOfSameRuns == 50)
  }

  @Test("Luck is nobody's choice: the best is found in other rounds than it is timed in")
  func luck() {
    // Both candidates take 10 but for one lucky run each; the chooser takes 10 always.
    let lucky = figures(rounds: 2, blocks: 1) { round, _, arm in
      arm < 2 && round == arm + 1 ? 5 : 10
    }
    #expect(lucky.hindsightOfSameRuns < 10)
    #expect(lucky.regrets == [0, 0])
  }

  @Test("The table of choices names what was best, and what was chosen instead")
  func table() {
    let figures = figures(rounds: 2, blocks: 4) { _, block, arm in
      block % 2 == 0 ? [10, 20, 10][arm] : [30, 15, 15][arm]
    }
    let rows = figures.choiceTable
    #expect(rows.map(\.best) == ["sequential", "other"])
    #expect(rows.map(\.blocks) == [2, 2])
    #expect(rows[1].choices.map(\.name) == ["other, given up"])
    #expect(figures.text.contains("Regret of chooser"))
    #expect(figures.csv.split(separator: "\n").count == 1 + 3 * 4 * 3)
  }

  // MARK: Whole studies

  private func plan(
    of subject: any Scheduler, against candidates: [any Scheduler], hints: HintSetting? = nil,
    named: [String]? = nil
  ) throws -> RegretStudy.Plan {
    let workload = try WorkloadSpec.load(
      path: RepositoryWorkloads.root.appending(path: "Workloads/mixed-stream.yaml").path,
      overrides: [
        "blocks=5", "accounts=400",
        "phases=[{blocks: 2, shares: [1, 0, 0, 0, 0], transactions: 60}, "
          + "{blocks: 2, shares: [0, 0, 0.5, 0.5, 0], transactions: 40}]",
      ])
    var source = ExperimentPlan.Case(name: "small", source: .generated(workload))
    source.hintTexts = named
    return try RegretStudy.Plan(
      source, of: subject, against: candidates, workers: 2, rounds: 2, hints: hints)
  }

  @Test(
    "A study times every block under everybody",
    arguments: [HintSetting.perfect, HintSetting(.learned, missing: 0.1), HintSetting(.none)])
  func study(hints: HintSetting) throws {
    let candidates: [any Scheduler] =
      [SequentialScheduler(), HybridScheduler()]
      + (hints.source == .none ? [] : [StaticDAGScheduler(), BlockAccessListScheduler()])
    let plan = try plan(of: AdaptiveScheduler(), against: candidates, hints: hints)
    let figures = try onLargeStack { () throws -> RegretFigures in try RegretStudy(plan).run() }
    #expect(figures.times.count == 3)
    #expect(
      figures.times.allSatisfy { $0.count == 5 && $0.allSatisfy { $0.allSatisfy { $0 > 0 } } })
    #expect(figures.choices.allSatisfy { !$0.isEmpty })
    #expect(figures.regrets.count == 2)
    #expect(figures.text.contains("2 workers, \(hints), 2 rounds"))
  }

  /// What is told is what was asked for, not the truth: who enforces its sets has to give up.
  @Test("Hints reach those who take some, and only those")
  func hints() throws {
    let gone = HintSetting(.perfect, missing: 1)
    for (hints, givesUp) in [(HintSetting.perfect, false), (gone, true)] {
      let plan = try plan(
        of: StaticDAGScheduler(), against: [BlockAccessListScheduler()], hints: hints)
      let figures = try onLargeStack { () throws -> RegretFigures in try RegretStudy(plan).run() }
      #expect(figures.choices.allSatisfy { $0.hasPrefix("static-dag, given up: ") == givesUp })
      #expect(figures.text.contains("| static-dag, given up 5 |") == givesUp)
    }
  }

  @Test("A file's hints are what is told, if they are one")
  func namedHints() throws {
    func plan(_ named: [String]?, _ hints: HintSetting? = nil) throws -> HintSetting {
      try self.plan(of: AdaptiveScheduler(), against: [], hints: hints, named: named).hints
    }
    #expect(try plan(nil) == .perfect)
    #expect(try plan(["learned"]) == HintSetting(.learned))
    #expect(try plan(["learned"], .perfect) == .perfect)
    #expect(try plan(["learned", "perfect"], .perfect) == .perfect)
    #expect { try plan(["learned", "stale:age=2"]) } throws: {
      "\($0)".contains("choose one with --hints learned, or stale:age=2")
    }
  }

  @Test("What has to be told is not left untold")
  func untold() throws {
    let plan = try plan(
      of: AdaptiveScheduler(), against: [StaticDAGScheduler()], hints: HintSetting(.none))
    #expect(throws: ExperimentFailure.self) { try RegretStudy(plan) }
  }

  @Test("A wrong outcome is no time")
  func wrongOutcome() throws {
    let faulty = Faulty()
    let plan = try plan(of: AdaptiveScheduler(), against: [SequentialScheduler(), faulty])
    #expect(throws: OutcomeMismatch.self) {
      _ = try onLargeStack { () throws -> RegretFigures in try RegretStudy(plan).run() }
    }
  }

  /// Executes the block in order, and then pays somebody.
  private struct Faulty: Scheduler {
    var name: String { "faulty" }
    var summary: String { "pays somebody for nothing" }

    func execute<Executor: TransactionExecutor>(
      _ executor: Executor, on state: WorldState, with pool: WorkerPool,
      knowing knowledge: BlockKnowledge
    ) throws(SchedulerFailure) -> BlockExecution {
      let execution = try SequentialScheduler().execute(executor, on: state, with: pool)
      state.credit(Word(1), to: state.reference(Address(truncating: Word(1))))
      return execution
    }
  }
}
