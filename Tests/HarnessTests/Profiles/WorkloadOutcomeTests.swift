import Schedulers
import Testing
import Workloads

@testable import Harness

/// Every workload file of the repository: each transaction ends as its profile means it to, and every
/// scheduler makes of it what sequential execution does.
@Suite("Workload outcomes")
struct WorkloadOutcomeTests {
  @Test(
    "Every transaction ends as intended, under every scheduler",
    arguments: RepositoryWorkloads.names)
  func outcomes(name: String) throws {
    let workload = try RepositoryWorkloads.generate(
      name, ["blocks=3", "transactions_per_block=150"])
    let stream = try BlockStream(workload, name: name)
    let oracle = try OutcomeOracle(for: stream)
    try oracle.refuseUnmeant(workload.intended)
    for scheduler in allSchedulers {
      for workers in [1, 3] {
        let execution = try StreamExecution(
          of: stream, under: scheduler, with: WorkerPool(size: workers), until: Interruption())
        let verdict = oracle.verdict(on: execution, by: .init(scheduler, workers: workers))
        #expect(verdict.mismatch == nil)
      }
    }
  }
}
