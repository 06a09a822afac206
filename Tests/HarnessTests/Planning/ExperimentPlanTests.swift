import Foundation
import Results
import Testing
import Workloads

@testable import Harness

@Suite("Experiment plan")
struct ExperimentPlanTests {
  @Test("A suite is taken as it says")
  func suite() throws {
    try withPlanFiles { folder in
      var plan = try ExperimentPlan(paths: ["\(folder)/both.yaml"], settings: .init())
      #expect(plan.suite == "both")
      #expect(plan.cases.map(\.name) == ["both-mild", "both-long"])
      #expect(plan.cases.map(\.workload?.blocks) == [1, 5])
      #expect(plan.arms.map(\.label) == ["block-stm ×1", "block-stm ×2"])
      #expect(plan.pairs == 4)
      #expect(plan.warmups == 2)
      #expect(plan.copiedUpTo == ProcessInfo.processInfo.activeProcessorCount)
      plan.copiedUpTo = nil
      // 2 cases × 2 arms × 4 pairs × 2 runs, and 2 warm-ups of 3 arms in each case.
      #expect(plan.runCount == 32)
      #expect(plan.stepCount == 32 + 12)
      plan.copiedUpTo = 2
      #expect(plan.copies(of: plan.cases[0]).map(\.label) == ["sequential-copies ×2"])
      #expect(plan.runCount == 48)
      #expect(plan.stepCount == 48 + 16)
      plan.isTraced = true
      #expect(plan.stepCount == 48 + 16 + 6)
    }
  }

  @Test("As many copies as workers or processors, once each, and none where nobody wants them")
  func copies() throws {
    let without = planSuite().replacing("warmup: 2", with: "warmup: 2\ncopies: no")
    try withPlanFiles(["both.yaml": planSuite(), "without.yaml": without]) { folder in
      var plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"],
        settings: experimentSettings { $0.workers = [1, 2, 3, 8, 32] })
      plan.copiedUpTo = 4
      #expect(plan.copies(of: plan.cases[0]).map(\.workers) == [2, 3, 4])
      plan.copiedUpTo = 1
      #expect(plan.copies(of: plan.cases[0]).isEmpty)
      func asked(_ file: String, _ answer: Bool?) throws -> Bool {
        try ExperimentPlan(
          paths: ["\(folder)/\(file).yaml"],
          settings: experimentSettings { $0.measuresCopies = answer }
        ).copiedUpTo != nil
      }
      #expect(try [asked("both", nil), asked("both", false)] == [true, false])
      #expect(try [asked("without", nil), asked("without", true)] == [false, true])
      #expect(throws: PlanError.self) {
        try ExperimentPlan(
          paths: ["\(folder)/both.yaml", "\(folder)/without.yaml"], settings: .init())
      }
    }
  }

  @Test("The latency of reads is in the names of cases")
  func readLatency() throws {
    let latent = planSuite().replacing("warmup: 2", with: "warmup: 2\nread_latency: 20")
    try withPlanFiles(["latent.yaml": latent]) { folder in
      let plan = try ExperimentPlan(paths: ["\(folder)/latent.yaml"], settings: .init())
      #expect(plan.cases.map(\.name) == ["both-mild@20us", "both-long@20us"])
      #expect(plan.cases.map(\.readLatency) == [20, 20])
      let quick = try ExperimentPlan(
        paths: ["\(folder)/latent.yaml"],
        settings: experimentSettings { $0.overrides = ["read_latency=0"] })
      #expect(quick.cases.map(\.name) == ["both-mild", "both-long"])
    }
  }

  @Test("Hints multiply the schedulers that take some; a case's own go before the suite's")
  func hints() throws {
    let text = """
      name: hinted
      schedulers: [block-stm, static-dag, {name: partition, hints: declared}]
      threads: [2]
      learning_blocks: 1
      hints: [perfect, {source: learned, missing: 0.2}]
      cases:
        - {name: a, workload: sample.yaml, set: {blocks: 2}}
        - {name: b, workload: sample.yaml, set: {blocks: 2}, hints: [none, stale]}

      """
    try withPlanFiles(["hinted.yaml": text]) { folder in
      let path = "\(folder)/hinted.yaml"
      let plan = try ExperimentPlan(paths: [path], settings: .init())
      #expect(
        plan.arms(of: plan.cases[0]).map(\.name) == [
          "block-stm", "static-dag:hints=perfect", "static-dag:hints=learned:missing=0.2",
          "partition:hints=declared",
        ])
      #expect(
        plan.arms(of: plan.cases[1]).map(\.name)
          == ["block-stm", "static-dag:hints=stale", "partition:hints=declared"])
      #expect(plan.cases.map(\.learningBlocks) == [1, 1])
      let copies = plan.copies(of: plan.cases[0]).count
      #expect(plan.runCount == (4 + 3 + 2 * copies) * plan.pairs * 2)
      let told = try ExperimentPlan(
        paths: [path],
        settings: experimentSettings {
          $0.hints = ["declared"]
          $0.learningBlocks = 0
          $0.schedulers = ["static-dag"]
        })
      #expect(
        plan.cases.indices.map { told.arms(of: told.cases[$0]).map(\.name) }
          == [["static-dag:hints=declared"], ["static-dag:hints=declared"]])
      #expect(told.cases.map(\.learningBlocks) == [0, 0])
      #expect(throws: PlanError.self) {
        try ExperimentPlan(
          paths: [path],
          settings: experimentSettings {
            $0.schedulers = ["static-dag"]
            $0.hints = ["none"]
          })
      }
    }
  }

  @Test("Sequential execution is always there, and is no contender")
  func baseline() throws {
    #expect(
      try SchedulerSelection.contenders(["sequential", "block-stm"]).map(\.name) == ["block-stm"])
    #expect(
      try SchedulerSelection.contenders(["block-stm", "block-stm"]).map(\.name) == ["block-stm"])
    #expect(
      try SchedulerSelection.contenders([
        "static-locks", "static-locks:granularity=accounts", "static-locks:granularity=slots",
      ]).map(\.name) == ["static-locks", "static-locks:granularity=accounts"])
    #expect(throws: PlanError.self) {
      try SchedulerSelection.contenders(["static-locks:granularity=x"])
    }
    #expect(throws: PlanError.self) { try SchedulerSelection.contenders(["sequential"]) }
    #expect(throws: PlanError.self) { try SchedulerSelection.contenders(["blok-stm"]) }
  }

  @Test("Pairs alternate: AB, BA, AB, BA")
  func alternation() {
    let orders = (0..<4).map { RunRecord.Order(ofRound: $0) }
    #expect(orders == [.forward, .reversed, .forward, .reversed])
    #expect(
      orders.flatMap(\.sides).map { $0 == .baseline ? "A" : "B" }.joined() == "ABBAABBA")
  }
}
