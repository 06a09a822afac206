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
  func outcomes(name: String) throws { try check(name, []) }

  /// What the files leave at its default, turned to the other end.
  static let variants: [(name: String, settings: [String])] = [
    ("supplychain", ["ids=sequential", "items=40", "pallet_size=64", "pallets=1", "companies=1"]),
    ("supplychain", ["shortest_route=6", "readings=32", "sensor_burst=1", "items=3"]),
    (
      "healthcare",
      ["relayed=no", "settlement=ether", "log=none", "gateway_accounts=3", "contributors=1"]
    ),
    ("healthcare", ["gateways=1", "datasets=1", "log=global", "shares={revoke: 1, access: 1}"]),
    ("dao", ["voting_period=1", "time_lock=1", "proposals=1"]),
    ("dao", ["shares={propose: 1, vote: 6, queue: 1, execute: 1}", "voting_period=2"]),
    ("realestate", ["payout=64", "properties=1"]),
    ("bridge", ["delivery=ordered", "chains=1", "validators=1"]),
    ("bridge", ["delivery=ordered", "shares={deliver: 5, attest: 1, replay: 1}"]),
    ("rollup", ["links=1", "shares={open: 1, close: 1, prove: 1, finalise: 1, withdraw: 5}"]),
    ("defi", ["pools=1", "markets=1", "farms=1"]),
    (
      "defi",
      ["shares={routed_swap: 3, liquidate: 1, price: 1}", "pools=4", "markets=2", "farms=1"]
    ),
    (
      "nft",
      [
        "collections=1", "id_shards=16", "auctions=1", "shows=1",
        "shares={bid: 3, settle: 1, mint: 3}",
      ]
    ),
    ("nft", ["collections=2", "shares={sale_ether: 1, sale_weth: 1, list: 1}"]),
    ("gaming", ["materials=1", "recipes=1", "boxes=1", "servers=1"]),
    ("transfers", ["shares={token: 1, ether: 1}", "tokens=5"]),
    ("adversarial", ["decoys=1", "chain_length=1", "zombies=1", "declared=1", "rooms=64"]),
  ]

  @Test("So it does with other settings", arguments: variants)
  func variant(name: String, settings: [String]) throws {
    try check(name, settings.map { "profiles.0.\($0)" })
  }

  /// Phases and arrivals exclude each other.
  private static let phased = "mixed-stream"

  /// Sessions with a memory make a transaction for the block that it will be in: where blocks are cut by
  /// gas, too.
  @Test(
    "Every transaction ends as intended when blocks are cut from arrivals",
    arguments: RepositoryWorkloads.names.filter { $0 != phased }, [3_000_000, 8_000_000])
  func arrivals(name: String, gasLimit: Int) throws {
    let workload = try RepositoryWorkloads.generate(
      name,
      [
        "blocks=6", "transactions_per_block=10000",
        "arrivals={process: mmpp, rate: 3, burst_rate: 9, calm: 20, burst: 9, gas_limit: \(gasLimit)}",
      ])
    let stream = try BlockStream(workload, name: name)
    try OutcomeOracle(for: stream).refuseUnmeant(workload.intended)
    #expect(workload.transactionCount > 0)
  }

  private func check(_ name: String, _ settings: [String]) throws {
    let workload = try RepositoryWorkloads.generate(
      name, ["blocks=3", "transactions_per_block=150"] + settings)
    let uninformed = try BlockStream(workload, name: name)
    let stream = uninformed.informed(
      try StreamAnalysis(of: uninformed, informing: true, until: Interruption()).knowledge)
    var oracle = try OutcomeOracle(for: stream)
    try oracle.refuseUnmeant(workload.intended)
    for scheduler in allSchedulers {
      // In another order a sale may come before its listing: equal to sequential execution of that order
      // is all that can be asked.
      oracle.intended = scheduler.choosesOrder ? [] : workload.intended
      for workers in [1, 3] {
        let execution = try StreamExecution(
          of: stream, under: scheduler, with: WorkerPool(size: workers), until: Interruption())
        let verdict = try oracle.verdict(on: execution, by: .init(scheduler, workers: workers))
        #expect(verdict.mismatch == nil)
      }
    }
  }
}
