import Contention
import State
import Testing
import Workloads

@testable import Harness

/// The workloads that model measured ones have the parallelism that was measured, within 15%: the figures
/// are those of `Workloads/README.md`, "Measured references".
@Suite("Measured references")
struct MeasuredReferenceTests {
  /// Transactions over the longest chain, both summed over the blocks.
  private func bound(_ name: String, _ relation: DependencyRelation) throws -> Double {
    let stream = try BlockStream(
      RepositoryWorkloads.generate(name, ["blocks=4"]), name: name)
    let state = stream.genesis.copy()
    var found = RelationContention(relation)
    for step in stream.steps {
      let accesses = BlockAccesses.recordCommuting(step.executor, on: state)
      found.add(RelationContention(accesses, relation: relation))
    }
    return found.byCount.idealSpeedup
  }

  @Test(
    "The bound is the measured one",
    arguments: [
      ("measured-dex", DependencyRelation.reads, 3.3),
      ("measured-dex-bursty", .reads, 2.2),
      ("measured-nft", .reads, 3.8),
      ("measured-payments", .reads, 8.3),
      // Credits commute; whoever sends twice still does so one after the other.
      ("measured-payments", .readsButBalances, 23),
    ])
  func boundIsAsMeasured(name: String, relation: DependencyRelation, measured: Double) throws {
    let bound = try bound(name, relation)
    #expect(abs(bound / measured - 1) < 0.15, "\(name): \(bound), measured \(measured)")
  }
}
