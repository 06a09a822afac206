import Contention
import State
import Testing
import Workloads

@testable import Harness

/// The workloads that model measured ones have the parallelism that was measured, within 15%: the figures
/// are those of `Workloads/README.md`, "Measured references".
@Suite("Measured references")
struct MeasuredReferenceTests {
  /// Transactions over the longest chain, both summed over three blocks, with `keeping` of the accesses.
  private func bound(
    _ name: String, keeping: (StateLocation) -> Bool = { _ in true }
  ) throws -> Double {
    let stream = try BlockStream(
      RepositoryWorkloads.generate(name, ["blocks=3"]), name: name)
    let state = stream.genesis.copy()
    var (transactions, longest) = (0, 0)
    for step in stream.steps {
      var accesses = BlockAccesses.record(step.executor, on: state)
      for index in accesses.transactions.indices {
        accesses.transactions[index].reads.removeAll { !keeping($0) }
      }
      let path = CriticalPath.byCount(accesses)
      transactions += path.transactionCount
      longest += Int(path.length)
    }
    return Double(transactions) / Double(longest)
  }

  @Test(
    "The bound is the measured one",
    arguments: [
      ("measured-dex", 3.3), ("measured-dex-bursty", 2.2), ("measured-nft", 3.8),
    ])
  func boundIsAsMeasured(name: String, measured: Double) throws {
    let bound = try bound(name)
    #expect(abs(bound / measured - 1) < 0.15, "\(name): \(bound), measured \(measured)")
  }
}
