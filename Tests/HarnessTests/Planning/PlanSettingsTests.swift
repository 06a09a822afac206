import Foundation
import Testing
import Workloads

@testable import Harness

@Suite("Settings of an experiment plan")
struct PlanSettingsTests {
  @Test("The command line goes before the file")
  func precedence() throws {
    try withPlanFiles { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"],
        settings: experimentSettings {
          $0.workers = [3, 3, 1]
          $0.pairs = 7
          $0.warmups = 0
          $0.seed = 99
          $0.overrides = ["blocks=2"]
        })
      #expect(plan.arms.map(\.workers) == [3, 1])
      #expect(plan.pairs == 7)
      #expect(plan.warmups == 0)
      #expect(plan.cases.map(\.workload?.seed) == [99, 99])
      #expect(plan.cases.map(\.workload?.blocks) == [2, 2])
    }
  }

  @Test(
    "A filter is a regular expression over case names", arguments: ["mild", "^both-m", "m.ld$"])
  func filter(text: String) throws {
    try withPlanFiles { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"], settings: experimentSettings { $0.filter = text })
      #expect(plan.cases.map(\.name) == ["both-mild"])
    }
  }

  @Test("A filter that matches nothing lists what there is; a broken one says so")
  func wrongFilter() throws {
    try withPlanFiles { folder in
      func message(_ filter: String) -> String? {
        let error = #expect(throws: PlanError.self) {
          try ExperimentPlan(
            paths: ["\(folder)/both.yaml"], settings: experimentSettings { $0.filter = filter })
        }
        return error?.description
      }
      #expect(message("swaps")?.contains("both-mild, both-long") == true)
      #expect(message("(")?.contains("regular expression") == true)
    }
  }

  @Test("Quick means few pairs, unless a number is given")
  func quick() throws {
    try withPlanFiles { folder in
      let paths = ["\(folder)/both.yaml"]
      let plan = try ExperimentPlan(
        paths: paths, settings: experimentSettings { $0.isQuick = true })
      #expect(plan.pairs == ExperimentSettings.quickPairs)
      #expect(plan.description.contains("not for decisions"))
      let own = try ExperimentPlan(
        paths: paths,
        settings: experimentSettings {
          $0.isQuick = true
          $0.pairs = 8
        })
      #expect(own.pairs == 8)
    }
  }

  @Test("More workers than processors are allowed, with a warning")
  func oversubscription() throws {
    try withPlanFiles { folder in
      let workers = ProcessInfo.processInfo.activeProcessorCount + 1
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"], settings: experimentSettings { $0.workers = [workers] })
      #expect(plan.description.contains("warning: \(workers) workers"))
    }
  }

  @Test("Impossible numbers are refused", arguments: [0, -1, 1025])
  func impossibleWorkers(count: Int) throws {
    #expect(throws: PlanError.self) { try experimentSettings { $0.workers = [1, count] }.check() }
    #expect(throws: PlanError.self) { try experimentSettings { $0.pairs = 0 }.check() }
    #expect(throws: PlanError.self) { try experimentSettings { $0.warmups = -1 }.check() }
    // Past those of a suite file, counts of runs would overflow.
    #expect(throws: PlanError.self) { try experimentSettings { $0.pairs = 10_001 }.check() }
    #expect(throws: PlanError.self) { try experimentSettings { $0.pairs = .max }.check() }
    #expect(throws: PlanError.self) { try experimentSettings { $0.warmups = .max }.check() }
    #expect(throws: PlanError.self) { try experimentSettings { $0.learningBlocks = .max }.check() }
  }
}
