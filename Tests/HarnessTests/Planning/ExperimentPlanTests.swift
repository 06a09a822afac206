import Foundation
import Results
import Testing
import Workloads

@testable import Harness

@Suite("Experiment plan")
struct ExperimentPlanTests {
  private static let workload = """
    name: sample
    seed: 1
    blocks: 1
    transactions_per_block: 10
    accounts: 100
    profiles:
      - profile: transfers
        share: 1
        sender: {distribution: uniform}
        receiver: {distribution: uniform}

    """

  private static func suite(name: String = "both", pairs: Int = 4, threads: String = "[1, 2]")
    -> String
  {
    """
    name: \(name)
    pairs: \(pairs)
    warmup: 2
    schedulers: [sequential, block-stm]
    threads: \(threads)
    cases:
      - name: \(name)-mild
        workload: sample.yaml
      - name: \(name)-long
        workload: sample.yaml
        set:
          blocks: 5

    """
  }

  /// A folder with sample.yaml and the suites given, in which `body` makes plans.
  private func withFiles(
    _ suites: [String: String] = ["both.yaml": suite()], _ body: (_ folder: String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/gridlock-plan-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in suites.merging(
      ["sample.yaml": Self.workload], uniquingKeysWith: { a, _ in a })
    {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    try body(folder)
  }

  private func settings(_ change: (inout ExperimentSettings) -> Void) -> ExperimentSettings {
    var settings = ExperimentSettings()
    change(&settings)
    return settings
  }

  @Test("A suite is taken as it says")
  func suite() throws {
    try withFiles { folder in
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
    let without = Self.suite().replacing("warmup: 2", with: "warmup: 2\ncopies: no")
    try withFiles(["both.yaml": Self.suite(), "without.yaml": without]) { folder in
      var plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"], settings: settings { $0.workers = [1, 2, 3, 8, 32] })
      plan.copiedUpTo = 4
      #expect(plan.copies(of: plan.cases[0]).map(\.workers) == [2, 3, 4])
      plan.copiedUpTo = 1
      #expect(plan.copies(of: plan.cases[0]).isEmpty)
      func asked(_ file: String, _ answer: Bool?) throws -> Bool {
        try ExperimentPlan(
          paths: ["\(folder)/\(file).yaml"], settings: settings { $0.measuresCopies = answer }
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

  @Test("The command line goes before the file")
  func precedence() throws {
    try withFiles { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"],
        settings: settings {
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

  @Test("The latency of reads is in the names of cases")
  func readLatency() throws {
    let latent = Self.suite().replacing("warmup: 2", with: "warmup: 2\nread_latency: 20")
    try withFiles(["latent.yaml": latent]) { folder in
      let plan = try ExperimentPlan(paths: ["\(folder)/latent.yaml"], settings: .init())
      #expect(plan.cases.map(\.name) == ["both-mild@20us", "both-long@20us"])
      #expect(plan.cases.map(\.readLatency) == [20, 20])
      let quick = try ExperimentPlan(
        paths: ["\(folder)/latent.yaml"],
        settings: settings { $0.overrides = ["read_latency=0"] })
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
        - {name: a, workload: sample.yaml}
        - {name: b, workload: sample.yaml, hints: [none, stale]}

      """
    try withFiles(["hinted.yaml": text]) { folder in
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
        settings: settings {
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
          settings: settings {
            $0.schedulers = ["static-dag"]
            $0.hints = ["none"]
          })
      }
    }
  }

  @Test("A workload file is a suite of one case")
  func workloadFile() throws {
    try withFiles { folder in
      let plan = try ExperimentPlan(paths: ["\(folder)/sample.yaml"], settings: .init())
      #expect(plan.suite == "sample")
      #expect(plan.cases.map(\.name) == ["sample"])
    }
  }

  @Test("Several files that agree are one experiment")
  func severalFiles() throws {
    try withFiles(["a.yaml": Self.suite(name: "a"), "b.yaml": Self.suite(name: "b")]) { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/a.yaml", "\(folder)/b.yaml"], settings: .init())
      #expect(plan.suite == "a+b")
      #expect(plan.cases.map(\.name) == ["a-mild", "a-long", "b-mild", "b-long"])
    }
  }

  @Test("Files that ask for different things need the option that decides")
  func disagreement() throws {
    let files = ["a.yaml": Self.suite(name: "a"), "b.yaml": Self.suite(name: "b", pairs: 9)]
    try withFiles(files) { folder in
      let paths = ["\(folder)/a.yaml", "\(folder)/b.yaml"]
      let error = #expect(throws: PlanError.self) {
        try ExperimentPlan(paths: paths, settings: .init())
      }
      #expect(error?.description.contains("--pairs") == true)
      let decided = try ExperimentPlan(paths: paths, settings: settings { $0.pairs = 2 })
      #expect(decided.pairs == 2)
    }
  }

  @Test("The same case twice is refused: its rows could not be told apart")
  func repeatedCase() throws {
    try withFiles { folder in
      let path = "\(folder)/both.yaml"
      let error = #expect(throws: PlanError.self) {
        try ExperimentPlan(paths: [path, path], settings: .init())
      }
      #expect(error?.description.contains("both-mild") == true)
    }
  }

  @Test(
    "A filter is a regular expression over case names", arguments: ["mild", "^both-m", "m.ld$"])
  func filter(text: String) throws {
    try withFiles { folder in
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"], settings: settings { $0.filter = text })
      #expect(plan.cases.map(\.name) == ["both-mild"])
    }
  }

  @Test("A filter that matches nothing lists what there is; a broken one says so")
  func wrongFilter() throws {
    try withFiles { folder in
      func message(_ filter: String) -> String? {
        let error = #expect(throws: PlanError.self) {
          try ExperimentPlan(
            paths: ["\(folder)/both.yaml"], settings: settings { $0.filter = filter })
        }
        return error?.description
      }
      #expect(message("swaps")?.contains("both-mild, both-long") == true)
      #expect(message("(")?.contains("regular expression") == true)
    }
  }

  @Test("Quick means few pairs, unless a number is given")
  func quick() throws {
    try withFiles { folder in
      let paths = ["\(folder)/both.yaml"]
      let plan = try ExperimentPlan(paths: paths, settings: settings { $0.isQuick = true })
      #expect(plan.pairs == ExperimentSettings.quickPairs)
      #expect(plan.description.contains("not for decisions"))
      let own = try ExperimentPlan(
        paths: paths,
        settings: settings {
          $0.isQuick = true
          $0.pairs = 8
        })
      #expect(own.pairs == 8)
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

  @Test("More workers than processors are allowed, with a warning")
  func oversubscription() throws {
    try withFiles { folder in
      let workers = ProcessInfo.processInfo.activeProcessorCount + 1
      let plan = try ExperimentPlan(
        paths: ["\(folder)/both.yaml"], settings: settings { $0.workers = [workers] })
      #expect(plan.description.contains("warning: \(workers) workers"))
    }
  }

  @Test("Impossible numbers are refused", arguments: [0, -1, 1025])
  func impossibleWorkers(count: Int) throws {
    #expect(throws: PlanError.self) { try settings { $0.workers = [1, count] }.check() }
    #expect(throws: PlanError.self) { try settings { $0.pairs = 0 }.check() }
    #expect(throws: PlanError.self) { try settings { $0.warmups = -1 }.check() }
  }

  @Test("Pairs alternate: AB, BA, AB, BA")
  func alternation() {
    let orders = (0..<4).map { RunRecord.Order(ofRound: $0) }
    #expect(orders == [.forward, .reversed, .forward, .reversed])
    #expect(
      orders.flatMap(\.sides).map { $0 == .baseline ? "A" : "B" }.joined() == "ABBAABBA")
  }
}
