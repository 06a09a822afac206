import Testing

@testable import Harness

@Suite("Experiment plan of several files")
struct PlanOfSeveralFilesTests {
  @Test("A workload file is a suite of one case")
  func workloadFile() throws {
    try withPlanFiles { folder in
      let plan = try ExperimentPlan(paths: ["\(folder)/sample.yaml"], settings: .init())
      #expect(plan.suite == "sample")
      #expect(plan.cases.map(\.name) == ["sample"])
    }
  }

  @Test("Several files that agree are one experiment")
  func severalFiles() throws {
    try withPlanFiles(["a.yaml": planSuite(name: "a"), "b.yaml": planSuite(name: "b")]) { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/a.yaml", "\(folder)/b.yaml"], settings: .init())
      #expect(plan.suite == "a+b")
      #expect(plan.cases.map(\.name) == ["a-mild", "a-long", "b-mild", "b-long"])
    }
  }

  @Test("Files that ask for different things need the option that decides")
  func disagreement() throws {
    let files = ["a.yaml": planSuite(name: "a"), "b.yaml": planSuite(name: "b", pairs: 9)]
    try withPlanFiles(files) { folder in
      let paths = ["\(folder)/a.yaml", "\(folder)/b.yaml"]
      let error = #expect(throws: PlanError.self) {
        try ExperimentPlan(paths: paths, settings: .init())
      }
      #expect(error?.description.contains("--pairs") == true)
      let decided = try ExperimentPlan(paths: paths, settings: experimentSettings { $0.pairs = 2 })
      #expect(decided.pairs == 2)
    }
  }

  @Test("The same case twice is refused: its rows could not be told apart")
  func repeatedCase() throws {
    try withPlanFiles { folder in
      let path = "\(folder)/both.yaml"
      let error = #expect(throws: PlanError.self) {
        try ExperimentPlan(paths: [path, path], settings: .init())
      }
      #expect(error?.description.contains("both-mild") == true)
    }
  }
}
