import Schedulers
import Testing
import Workloads

@testable import Harness

@Suite struct TargetSolverTests {
  private static let transfers = """
    name: aimed
    seed: 5
    blocks: 6
    transactions_per_block: 1000
    accounts: 20000
    profiles:
      - profile: transfers
        share: 1
        sender: {distribution: distinct, part: 1/2}
        receiver: {distribution: zipf, exponent: 0.5, part: 2/2}
    """

  private func solve(_ target: String) throws -> SolvedTarget {
    let spec = try WorkloadSpec.parse(Self.transfers, name: "x", overrides: ["target=\(target)"])
    return try #require(try onLargeStack { () throws in try TargetSolver.solve(spec) })
  }

  /// Independently of the solver: the workload it returns, generated and measured again.
  @Test(arguments: [
    ("{parallelism: 2}", 2.0), ("{parallelism: 16}", 16), ("{dependent: 0.4}", 0.4),
    ("{longest_chain: 0.18}", 0.18), ("{conflict_probability: 0.05}", 0.05),
  ])
  func targetsAreMet(target: String, value: Double) throws {
    let solved = try solve(target)
    let again = try onLargeStack { () throws in
      try ContentionMeter.measure(BlockGenerator(solved.workload).generate())
    }
    #expect(abs(again[solved.target.measure].value / value - 1) < 0.05, "\(solved)")
    #expect(solved.workload.target == nil)
    #expect(solved.target.knobs == ["profiles.0.receiver.exponent"])
  }

  @Test(arguments: ["{parallelism: 100000}", "{dependent: 0.0001}", "{parallelism: 1.001, to: 1}"])
  func impossibleTargetsAreRefusedWithTheRange(target: String) throws {
    let error = try #require(throws: UnreachableTarget.self) { try solve(target) }
    #expect(
      "\(error)".contains("is out of reach")
        && error.reachable.lowerBound < error.reachable.upperBound)
    #expect(!error.reachable.contains(error.target.value))
  }

  /// What is little beside one is not nothing: a thousand payments to uniform receivers have 5% that wait.
  @Test(arguments: ["dependent", "conflict_probability", "longest_chain"])
  func nothingIsNotMetByALittle(measure: String) throws {
    let error = try #require(throws: UnreachableTarget.self) { try solve("{\(measure): 0}") }
    #expect(error.reachable.lowerBound > 0 && error.reachable.lowerBound < 0.1)
  }

  @Test func nothingIsMetByNothing() throws {
    let receiver = "{distribution: distinct, part: 2/2, dependency: {ratio: 0.1}}"
    let spec = try WorkloadSpec.parse(
      Self.transfers, name: "x",
      overrides: [
        "profiles.0.receiver=\(receiver)",
        "target={dependent: 0, by: profiles.0.receiver.dependency.ratio}",
      ])
    let solved = try #require(try onLargeStack { () throws in try TargetSolver.solve(spec) })
    #expect(solved.realised.dependent.value <= 0.001)
    #expect(solved.relativeError == nil && !solved.description.contains("%"), "\(solved)")
  }

  /// The blocks of a trial are not those of the whole: what counts is what is realised.
  @Test func laterPhasesCountToo() throws {
    let spec = try WorkloadSpec.parse(
      """
      name: phased
      seed: 5
      blocks: 30
      transactions_per_block: 1000
      accounts: 20000
      profiles:
        - profile: transfers
          share: 0.5
          sender: {distribution: distinct, part: 1/2}
          receiver: {distribution: zipf, exponent: 0.5, part: 2/2}
        - profile: transfers
          share: 0.5
          sender: {distribution: distinct, part: 1/2}
          receiver: {distribution: distinct, part: 2/2}
      phases:
        - {blocks: 20, shares: [1, 0]}
        - {blocks: 10, shares: [0, 1]}
      target: {dependent: 0.4, by: profiles.0.receiver.exponent}
      """, name: "x")
    let solved = try #require(try onLargeStack { () throws in try TargetSolver.solve(spec) })
    #expect(abs(solved.realised.dependent.value / 0.4 - 1) <= 0.05, "\(solved)")
  }

  @Test func anotherKnobCanBeNamed() throws {
    let spec = try WorkloadSpec.parse(
      Self.transfers, name: "x",
      overrides: [
        "profiles.0.receiver={distribution: distinct, part: 2/2, dependency: {ratio: 0.1}}",
        "target={dependent: 0.4, by: profiles.0.receiver.dependency.ratio}",
      ])
    let solved = try #require(try onLargeStack { () throws in try TargetSolver.solve(spec) })
    #expect(abs(solved.knob - 0.4) < 0.03)
  }

  @Test func aMixtureIsTurnedByItsShare() throws {
    let receiver =
      "{distribution: zipf-mixture, head: 100, exponent: 1.2, share: 0.4, part: 2/2}"
    let spec = try WorkloadSpec.parse(
      Self.transfers, name: "x",
      overrides: ["profiles.0.receiver=\(receiver)", "target={dependent: 0.6}"])
    #expect(spec.target?.knobs == ["profiles.0.receiver.share"])
    #expect(spec.target?.range == 0...1)
  }

  @Test func aKnobThatIsNoneIsTheFilesFault() throws {
    let spec = try WorkloadSpec.parse(
      Self.transfers, name: "x",
      overrides: ["target={dependent: 0.4, by: profiles.0.receiver.slope}"])
    #expect(throws: WorkloadError.self) {
      try onLargeStack { () throws in try TargetSolver.solve(spec) }
    }
  }
}
