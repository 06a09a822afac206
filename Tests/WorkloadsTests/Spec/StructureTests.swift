import Foundation
import Testing

@testable import Workloads

/// The knobs of structure: what they promise of the transactions that come out.
@Suite struct StructureTests {
  private func workload(_ overrides: String...) throws -> GeneratedWorkload {
    BlockGenerator(
      try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml", overrides: overrides)
    ).generate()
  }

  /// Receivers of a block of transfers, in order.
  private func receivers(_ overrides: String...) throws -> [[UInt8]] {
    let spec = try WorkloadSpec.parse(
      WrongWorkload.good, name: "x",
      overrides: [
        "profiles.0.share=1", "profiles.1.share=0", "blocks=1", "transactions_per_block=900",
        "profiles.0.sender={distribution: distinct}",
      ] + overrides)
    return BlockGenerator(spec).generate().blocks[0].transactions.map { Array($0.input[16..<36]) }
  }

  @Test(arguments: [(0.2, 1), (0.4, 8), (0.6, 32), (0, 1), (1, 5)])
  func dependenciesComeAtTheirDistanceAndRatio(ratio: Double, distance: Int) throws {
    let receivers = try receivers(
      "profiles.0.receiver={distribution: distinct, dependency: {ratio: \(ratio), distance: \(distance)}}"
    )
    var last: [[UInt8]: Int] = [:]
    var dependent = 0
    for (index, receiver) in receivers.enumerated() {
      if let earlier = last[receiver] {
        #expect(index - earlier == distance)
        dependent += 1
      }
      last[receiver] = index
    }
    #expect(abs(Double(dependent) / Double(receivers.count - distance) - ratio) < 0.05)
  }

  @Test(arguments: [(1, 1), (5, 1), (3, 4), (900, 1)])
  func chainsHaveTheirLength(length: Int, distance: Int) throws {
    let receivers = try receivers(
      "profiles.0.receiver={distribution: distinct, chain: {length: \(length), distance: \(distance)}}"
    )
    let places = Dictionary(grouping: receivers.indices) { receivers[$0] }
    for chain in places.values {
      #expect(chain.count <= length)
      for (earlier, later) in zip(chain, chain.dropFirst()) { #expect(later - earlier == distance) }
    }
    // All but what the end of the block cuts off.
    #expect(places.values.count { $0.count == length } >= 900 / length - distance)
  }

  @Test func aSenderChainIsANonceChain() throws {
    let workload = try workload(
      "profiles.0.share=1", "profiles.1.share=0",
      "profiles.0.sender={distribution: distinct, chain: {length: 5}}")
    let nonces = workload.blocks[0].transactions.map(\.nonce)
    #expect(nonces == (0..<50).map { UInt64($0 % 5) })
  }

  @Test func ordersArrangeTheKinds() throws {
    func kinds(_ order: String) throws -> [Bool] {
      // Only swaps have three arguments.
      try workload("order=\(order)", "blocks=1", "transactions_per_block=1000").blocks[0]
        .transactions.map { $0.input.count == 100 }
    }
    let shuffled = try kinds("shuffled")
    let swaps = shuffled.count { $0 }
    #expect(try kinds("grouped") == (0..<1000).map { $0 >= 1000 - swaps })
    let interleaved = try kinds("interleaved")
    #expect(interleaved.count { $0 } == swaps)
    for start in stride(from: 0, to: 1000, by: 100) {
      #expect(abs(interleaved[start..<start + 100].count { $0 } - swaps / 10) <= 1)
    }
    #expect(shuffled != interleaved)
  }

  @Test func burstsChangeTheMix() throws {
    let workload = try workload(
      "blocks=6", "transactions_per_block=2000", "bursts={entry: 1, factor: 9, every: 3}")
    let shares = workload.blocks.map { block in
      Double(block.transactions.count { $0.input.count == 100 }) / 2000
    }
    for (index, share) in shares.enumerated() {
      #expect(abs(share - (index % 3 == 0 ? 0.9 : 0.5)) < 0.04)
    }
  }

  @Test func driftMovesTheHotKey() throws {
    let workload = try workload(
      "blocks=4", "transactions_per_block=1000", "profiles.0.share=0", "profiles.1.share=1",
      "profiles.1.pool={distribution: zipf, exponent: 2, drift: {every: 1000, by: 1}}")
    let tops = workload.blocks.map { block in
      Dictionary(grouping: block.transactions.map(\.to)) { $0 }.max {
        $0.value.count < $1.value.count
      }?.key
    }
    #expect(Set(tops).count == 4)
  }

  @Test func empiricalTablesAreReadBesideTheWorkload() throws {
    let folder = try StreamFolder()
    try folder.write(Array("pool,weight\na,1\n# none\nb,3\n\nc,0\n".utf8), to: "pools.csv")
    let text = WrongWorkload.good.replacingOccurrences(
      of: "{distribution: hot-set, keys: 0.25, accesses: 0.9}",
      with: "{distribution: empirical, file: pools.csv}")
    try folder.write(Array(text.utf8), to: "w.yaml")
    let spec = try WorkloadSpec.load(
      path: folder.path("w.yaml"), overrides: ["transactions_per_block=2000"])
    let pool = try #require(
      BlockGenerator(spec).generate().realised.first { $0.choice == "pool" })
    #expect(pool.distinctKeys == 2 && abs(pool.topShare - 0.75) < 0.03)
    #expect(abs(pool.nominalTopShare - 0.75) < 1e-12)
    let few = try #require(throws: WorkloadError.self) {
      try WorkloadSpec.load(path: folder.path("w.yaml"), overrides: ["profiles.1.pools=2"])
    }
    #expect(few.key == "profiles.1.pool.distribution" && few.line == 17)
    try folder.write(Array("1\nx\n".utf8), to: "pools.csv")
    let wrong = try #require(throws: WorkloadError.self) {
      try WorkloadSpec.load(path: folder.path("w.yaml"))
    }
    #expect("\(wrong)".contains("line 2 of") && wrong.key == "profiles.1.pool.file")
  }

  /// Settings that must be refused: override, key and a part of the text.
  @Test(arguments: [
    ("order=random", "order", "there is no order 'random'"),
    ("bursts={entry: 2, factor: 2, every: 3}", "bursts.entry", "from 0 to 1"),
    ("bursts={entry: 1, factor: 2, every: 3, length: 4}", "bursts.length", "from 1 to 3"),
    ("arrivals={process: poison, rate: 3}", "arrivals.process", "did you mean 'poisson'?"),
    ("arrivals={process: poisson}", "arrivals.rate", "is missing"),
    ("arrivals={process: poisson, rate: 3, calm: 2}", "arrivals.calm", "mmpp"),
    ("target={}", "target", "says nothing to aim at"),
    ("target={parallelism: 2, dependent: 0.1}", "target.dependent", "one too many"),
    ("target={parallelism: 0.5}", "target.parallelism", "from 1 to"),
    ("target={parallelism: 2, from: 3, to: 1}", "target.to", "leaves nothing"),
    ("profiles.0.receiver.drift={every: 0}", "profiles.0.receiver.drift.every", "range"),
    ("profiles.0.receiver.chain={length: 0}", "profiles.0.receiver.chain.length", "range"),
    (
      "profiles.0.amount={distribution: lognormal, median: 5, sigma: 0.1, minimum: 100000}",
      "profiles.0.amount.distribution", "next to nothing"
    ),
    ("profiles.0.amount={distribution: pareto, shape: 0}", "profiles.0.amount.shape", "above 0"),
    (
      "profiles.0.amount={distribution: uniform, chain: {length: 2}}", "profiles.0.amount.chain",
      "unknown"
    ),
    (
      "profiles.0.receiver={distribution: geometric, success: 1}", "profiles.0.receiver.success",
      "between"
    ),
    (
      "profiles.0.receiver={distribution: empirical, file: none.csv}", "profiles.0.receiver.file",
      "cannot be read"
    ),
  ])
  func wrongOnesAreRefused(override: String, key: String, words: String) throws {
    let error = try #require(throws: WorkloadError.self) {
      try WorkloadSpec.parse(WrongWorkload.good, name: "x", overrides: [override])
    }
    #expect(error.key == key, "\(error)")
    #expect("\(error)".contains(words), "\(error)")
  }

  @Test func dependencyAndChainExcludeEachOther() throws {
    let error = try #require(throws: WorkloadError.self) {
      try workload(
        "profiles.0.receiver={distribution: distinct, chain: {length: 2}, dependency: {ratio: 0.5}}"
      )
    }
    #expect(error.key == "profiles.0.receiver.chain")
  }
}
