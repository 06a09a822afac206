import Foundation
import Results
import Testing

@testable import Reporting

@Suite struct StoredComparisonTests {
  private func refusal(
    _ a: SyntheticSession, _ b: SyntheticSession, _ options: ComparisonOptions = .init()
  ) -> ComparisonRefusal? {
    do throws(ComparisonRefusal) {
      _ = try StoredComparison(a.stored, b.stored, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test func refusesDifferentStreams() {
    let other = SyntheticSession(name: "B", streamHash: "ffff")
    #expect(
      refusal(SyntheticSession(), other)
        == .differentStreams(case: "erc20", a: "9f2c4e5d6a7b8c90", b: "ffff"))
  }

  @Test func refusesDifferentOutcomes() {
    let other = SyntheticSession(name: "B", stateRoot: "0xdd")
    #expect(refusal(SyntheticSession(), other) == .differentOutcomes(case: "erc20"))
  }

  /// The options choose what is compared, not what is looked at: a gate takes speedups by default, over
  /// sequential runs that are no arm of theirs.
  @Test(arguments: [
    ComparisonOptions(metric: .speedup), ComparisonOptions(schedulers: ["block-stm"]),
    ComparisonOptions(metric: .speedup, schedulers: ["block-stm"], filter: "^erc20$"),
  ])
  func refusesDifferentOutcomesOfAnyArm(options: ComparisonOptions) {
    let other = SyntheticSession(name: "B", stateRoot: "0xdd")
    #expect(refusal(SyntheticSession(), other, options) == .differentOutcomes(case: "erc20"))
    var b = SyntheticSession(name: "B").stored
    for index in b.runs.indices { b.runs[index].workload.gas = 1 }
    #expect(throws: ComparisonRefusal.differentOutcomes(case: "erc20")) {
      try StoredComparison(SyntheticSession().stored, b, options: options)
    }
  }

  @Test func anyArmTellsTheOutcome() throws {
    var b = SyntheticSession(name: "B").stored
    b.runs.removeAll { $0.arm.scheduler == "sequential" }
    let same = try StoredComparison(SyntheticSession().stored, b)
    #expect(!same.warnings.contains { $0.contains("outcomes") })
    for index in b.runs.indices { b.runs[index].outcome.stateRoot = "0xdd" }
    #expect(throws: ComparisonRefusal.differentOutcomes(case: "erc20")) {
      try StoredComparison(SyntheticSession().stored, b)
    }
    // One that chose an order has another outcome, of which nothing is known.
    let options = ComparisonOptions(orderChoosers: ["block-stm"])
    let unknown = try StoredComparison(SyntheticSession().stored, b, options: options)
    #expect(unknown.warnings.contains { $0.contains("erc20: outcomes not compared: B has only") })
  }

  @Test func filtersByRegularExpression() throws {
    let a = SyntheticSession(workloads: ["erc20", "swap"])
    let b = SyntheticSession(name: "B", workloads: ["erc20", "swap"])
    let chosen = try StoredComparison(a.stored, b.stored, options: .init(filter: "^(sw|x)"))
    #expect(Set(chosen.cells.map(\.workload)) == ["swap"])
    #expect(refusal(a, b, .init(filter: "(")) == .wrongFilter("("))
  }

  @Test func refusesDifferentWorkerCounts() {
    let other = SyntheticSession(name: "B", threads: [4])
    #expect(
      refusal(SyntheticSession(), other)
        == .differentWorkers(case: "erc20", scheduler: "block-stm", a: [2], b: [4]))
  }

  @Test func refusesDifferentMachinesUnlessTold() {
    let other = SyntheticSession(name: "B", machine: "laptop")
    #expect(
      refusal(SyntheticSession(), other)
        == .differentMachines(a: ["builder / CPU / 8 processors"], b: ["laptop"]))
    #expect(refusal(SyntheticSession(), other, .init(allowsDifferentMachines: true)) == nil)
    // Told to put up with the machine, it still does not put up with the stream.
    let stream = SyntheticSession(name: "B", streamHash: "ffff", machine: "laptop")
    #expect(refusal(SyntheticSession(), stream, .init(allowsDifferentMachines: true)) != nil)
  }

  @Test func refusesWhereNothingIsInCommon() {
    let other = SyntheticSession(name: "B", workloads: ["swap"])
    #expect(refusal(SyntheticSession(), other) == .nothingInCommon(a: "A", b: "B"))
    #expect(
      refusal(SyntheticSession(), SyntheticSession(name: "B"), .init(schedulers: ["none"]))
        == .nothingInCommon(a: "A", b: "B"))
    #expect(
      refusal(SyntheticSession(), SyntheticSession(name: "B"), .init(filter: "swap"))
        == .nothingInCommon(a: "A", b: "B"))
  }

  @Test func speedupNeedsSequentialRuns() {
    var a = SyntheticSession().stored
    a.runs.removeAll { $0.arm.scheduler == "sequential" }
    #expect(throws: ComparisonRefusal.noSequential(case: "erc20", name: "A")) {
      try StoredComparison(a, a, options: ComparisonOptions(metric: .speedup))
    }
  }

  @Test func runsPairByOrder() throws {
    let a = SyntheticSession(noise: 0)
    var b = SyntheticSession(name: "B", noise: 0).stored
    // Only the third Block-STM run is slower: so only the third pair.
    let index = try #require(
      b.runs.indices.filter { b.runs[$0].arm.scheduler == "block-stm" }.dropFirst(2).first)
    b.runs[index].cost.wallNanoseconds *= 2
    let comparison = try StoredComparison(a.stored, b)
    let cell = try #require(comparison.cells.first { $0.scheduler == "block-stm" })
    #expect(cell.timeRatio.logRatios.map { $0 > 0.1 } == [false, false, true, false, false, false])
    #expect(comparison.warnings.contains { $0.contains("one after the other") })
  }

  /// What the machine allows is nobody's code: it is compared to be named, not to be judged.
  @Test func aChangeOfTheMachineIsNamedAndNotJudged() throws {
    let before = SyntheticSession(copies: [2: 1.9]).stored
    let after = SyntheticSession(name: "B", copies: [2: 1.5], seed: 2).stored
    let comparison = try StoredComparison(before, after)
    #expect(comparison.cells.allSatisfy { $0.scheduler != "sequential-copies" })
    #expect(comparison.missing.isEmpty)
    #expect(
      comparison.warnings.contains(
        "erc20: 2 sequential executions at once did 0.79 times as much in B as in A: so much of a change "
          + "of speedups at 2 workers is the machine's"))
    let same = try StoredComparison(
      before, SyntheticSession(name: "B", copies: [2: 1.89], seed: 2).stored)
    #expect(!same.warnings.contains { $0.contains("at once") })
    // Results from before it was measured compare as they did.
    let without = try StoredComparison(SyntheticSession().stored, after)
    #expect(without.cells.count == 2)
    #expect(!without.warnings.contains { $0.contains("at once") || $0.contains("copies") })
  }

  @Test func unequalNumbersOfRunsAreNamed() throws {
    let comparison = try StoredComparison(
      SyntheticSession(pairs: 8).stored, SyntheticSession(name: "B", seed: 2).stored)
    #expect(comparison.cells.allSatisfy { $0.timeRatio.pairs == 6 })
    #expect(comparison.warnings.contains { $0.contains("8 runs against 6") })
  }

  @Test func sessionsAreLoadedByName() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("gridlock-\(UUID().uuidString)@x").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var writer = try ResultWriter(folder: folder)
    for run in SyntheticSession().runs + SyntheticSession(name: "B").runs { try writer.append(run) }
    #expect(try StoredRuns.load(folder).session == "session-B")
    #expect(try StoredRuns.load(folder).notes.count == 1)
    #expect(try StoredRuns.load(folder + "@session-A").session == "session-A")
    #expect(try StoredRuns.load(folder + "/runs.csv@session-A").runs.count == 12)
    let error = #expect(throws: ResultsError.self) { try StoredRuns.load(folder + "@none") }
    #expect(error?.kind == .notFound)
    #expect(error?.description.contains("session-A, session-B") == true)
  }
}
