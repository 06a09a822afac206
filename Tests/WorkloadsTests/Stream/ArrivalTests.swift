import Foundation
import GSL
import Testing

@testable import Workloads

@Suite struct ArrivalTests {
  private func workload(_ overrides: String...) throws -> GeneratedWorkload {
    BlockGenerator(
      try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml", overrides: overrides)
    ).generate()
  }

  private func gaps(_ process: ArrivalSpec.Process, count: Int) -> [Double] {
    var times = ArrivalTimes(process, seed: 3)
    var last: UInt64 = 0
    return (0..<count).map { _ in
      let next = times.next()
      defer { last = next }
      return Double(next - last) / 1e9
    }
  }

  @Test func constantArrivalsAreEvenlySpaced() {
    #expect(gaps(.constant(rate: 8), count: 100).allSatisfy { abs($0 - 0.125) < 1e-8 })
  }

  @Test func poissonGapsAreExponential() throws {
    let fit = try #require(
      KolmogorovSmirnov(gaps(.poisson(rate: 40), count: 20_000), against: Exponential(mean: 1 / 40))
    )
    #expect(fit.pValue > 1e-3)
  }

  /// Long-run rate (λ₁τ₁ + λ₂τ₂) / (τ₁ + τ₂), and counts far more scattered than Poisson's.
  @Test func modulatedArrivalsComeInBursts() {
    let process = ArrivalSpec.Process.mmpp(rate: 10, burstRate: 100, calm: 9, burst: 1)
    let gaps = gaps(process, count: 100_000)
    let seconds = gaps.reduce(0, +)
    #expect(abs(100_000 / seconds / 19 - 1) < 0.1)
    var counts = [Int](repeating: 0, count: Int(seconds) + 1)
    var now = 0.0
    for gap in gaps {
      now += gap
      counts[min(Int(now), counts.count - 1)] += 1
    }
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    let variance =
      counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(counts.count)
    // The law's own (Heffes and Lucantoni 1986), of counts in t = 1 s, with rates of leaving the states:
    // 1 + 2(λ₁-λ₂)²r₁r₂ / ((r₁+r₂)²(λ₁r₂+λ₂r₁)) · (1 - (1-e^-(r₁+r₂)t) / ((r₁+r₂)t))
    let (calm, burst) = (1 / 9.0, 1.0)
    let sum = calm + burst
    let limit = 2 * 90 * 90 * calm * burst / (sum * sum * (10 * burst + 100 * calm))
    let expected = 1 + limit * (1 - (1 - exp(-sum)) / sum)
    #expect(abs(variance / mean / expected - 1) < 0.15, "\(variance / mean), not \(expected)")
  }

  @Test func blocksAreCutByTime() throws {
    let workload = try workload(
      "arrivals={process: constant, rate: 2, block_time: 10}", "blocks=4",
      "transactions_per_block=100")
    #expect(workload.blocks.map(\.transactions.count) == [20, 20, 20, 20])
    let arrivals = try #require(workload.arrivals)
    for (index, block) in arrivals.enumerated() {
      #expect(block.allSatisfy { $0 <= UInt64(index + 1) * 10_000_000_000 })
    }
    #expect(workload.blocks[1].header.timestamp - workload.blocks[0].header.timestamp == 10)
    #expect(arrivals.joined().elementsEqual(arrivals.joined().sorted()))
  }

  @Test func blocksAreCutByGas() throws {
    let workload = try workload(
      "arrivals={process: poisson, rate: 100, gas_limit: 2_000_000}", "blocks=5",
      "transactions_per_block=10000")
    for block in workload.blocks {
      let gas = block.transactions.reduce(0) { $0 + $1.gasLimit }
      #expect(gas <= 2_000_000 && gas > 1_700_000)
      #expect(block.header.gasLimit == 2_000_000)
    }
    // First come, first served: the queue grows, nobody overtakes.
    let arrivals = try #require(workload.arrivals).joined()
    #expect(arrivals.elementsEqual(arrivals.sorted()))
  }

  /// What a transaction needs is known only once it is made: the sizes here differ as they come.
  @Test func blocksOfUnknownSizesAreCutByGasToo() throws {
    let spec = try WorkloadSpec.load(
      path: packageRoot.appending(path: "Workloads/supplychain.yaml").path,
      overrides: [
        "arrivals={process: poisson, rate: 40, gas_limit: 3_000_000}", "blocks=12",
        "transactions_per_block=10000",
      ])
    let workload = BlockGenerator(spec).generate()
    for block in workload.blocks {
      let gas = block.transactions.reduce(0) { $0 + $1.gasLimit }
      #expect(gas <= 3_000_000 || block.transactions.count == 1)
    }
    #expect(BlockGenerator(spec).generate().streamHash == workload.streamHash)
  }

  @Test func anOrderOfTheirOwnIsRefused() throws {
    let error = #expect(throws: WorkloadError.self) {
      try workload("arrivals={process: poisson, rate: 3}", "order=grouped")
    }
    #expect(error?.description.contains("order") == true)
    #expect(error?.description.contains("delete 'arrivals'") == true)
    #expect(
      try !workload("arrivals={process: poisson, rate: 3}", "order=shuffled").blocks.isEmpty)
  }

  @Test func transactionsPerBlockStillBinds() throws {
    let workload = try workload("arrivals={process: poisson, rate: 100}", "blocks=3")
    #expect(workload.blocks.map(\.transactions.count) == [50, 50, 50])
  }

  @Test func nobodyArrivesInAnEmptyBlock() throws {
    let workload = try workload("arrivals={process: constant, rate: 0.01}", "blocks=20")
    #expect(workload.transactionCount == 2)
    #expect(workload.blocks[0].transactions.isEmpty)
  }

  @Test func batchesHaveNoArrivals() throws { #expect(try workload().arrivals == nil) }
}
