import Testing

@testable import Workloads

/// Blocks of changing character.
@Suite struct PhasesTests {
  private func spec(_ phases: String, _ overrides: String...) throws -> WorkloadSpec {
    try WorkloadSpec.parse(
      WrongWorkload.good, name: "good.yaml", overrides: ["phases=\(phases)"] + overrides)
  }

  private static let phases =
    "[{blocks: 2, shares: [1, 0]}, {blocks: 1, shares: [0, 3], transactions: 7}]"

  @Test func eachPhaseHasItsMixAndSizeAndComesAgain() throws {
    let workload = BlockGenerator(try spec(Self.phases, "blocks=8")).generate()
    #expect(workload.blocks.map { $0.transactions.count } == [50, 50, 7, 50, 50, 7, 50, 50])
    for (index, block) in workload.blocks.enumerated() {
      // Transfers have two arguments, swaps three.
      let lengths = Set(block.transactions.map(\.input.count))
      #expect(lengths == [index % 3 == 2 ? 100 : 68])
    }
    #expect(try spec(Self.phases, "blocks=8").transactionsInAll == 314)
  }

  @Test(arguments: [1, 2, 3, 8])
  func anyNumberOfThreadsMakesTheSameBlocks(threads: Int) throws {
    let spec = try spec(Self.phases, "blocks=11")
    #expect(
      BlockGenerator(spec).generate(threads: threads).streamHash
        == BlockGenerator(spec).generate().streamHash)
  }

  /// One phase with the file's own shares says what the file says.
  @Test func onePhaseIsNoPhase() throws {
    let plain = try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml")
    let phased = try spec("[{blocks: 1, shares: [0.5, 0.5]}]")
    #expect(
      BlockGenerator(phased).generate().blocks.map(\.transactions)
        == BlockGenerator(plain).generate().blocks.map(\.transactions))
  }

  @Test(arguments: [
    ("[]", "phases", "is an empty list"),
    ("[{blocks: 0, shares: [1, 1]}]", "phases.0.blocks", "0 is out of range"),
    ("[{blocks: 1}]", "phases.0.shares", "is missing"),
    ("[{blocks: 1, shares: [1]}]", "phases.0.shares", "has 1 numbers"),
    ("[{blocks: 1, shares: [0, 0]}]", "phases.0.shares", "leaves no transactions"),
    ("[{blocks: 1, shares: [1, -1]}]", "phases.0.shares", "is no share"),
    ("[{blocks: 1, shares: [1, nan]}]", "phases.0.shares", "is no share"),
    (
      "[{blocks: 1, shares: [1, 0], transactions: 0}]", "phases.0.transactions", "0 is out of range"
    ),
    (
      "[{blocks: 1, shares: [1, 0], transactions: 1000000}, {blocks: 1, shares: [1, 1]}]", "phases",
      "transactions in all"
    ),
    ("[{blocks: 1, shares: [1, 0], size: 3}]", "phases.0.size", "unknown key"),
    ("{blocks: 1}", "phases", "must be a list"),
  ])
  func wrongPhasesAreRefused(phases: String, key: String, words: String) throws {
    let error = try #require(throws: WorkloadError.self) { try spec(phases, "blocks=40") }
    #expect(error.description.contains(key))
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func phasesAreNotHadWithBurstsOrArrivals() {
    for other in [
      "bursts={entry: 0, factor: 2, every: 2}",
      "arrivals={process: constant, rate: 1, block_time: 12, gas_limit: 1000000}",
    ] {
      #expect(throws: WorkloadError.self) { try spec(Self.phases, other) }
    }
  }
}
