import Testing

@testable import GSL

@Suite struct RandomOrderTests {
  /// Both by table and by network: every element once.
  @Test(arguments: [1, 2, 3, 7, 64, 65, 1000, 65_537], [0, Int.max])
  func isAPermutation(count: Int, tableLimit: Int) {
    var stream = RandomStream(seed: 1, named: "order")
    let order = RandomOrder(count: count, from: &stream, tableLimit: tableLimit)
    var seen = [Bool](repeating: false, count: count)
    for position in 0..<count { seen[order[position]] = true }
    #expect(seen.allSatisfy { $0 })
  }

  @Test(arguments: [1, 64, 1000], [0, Int.max])
  func manyAreReplacedAtOnce(count: Int, tableLimit: Int) {
    var stream = RandomStream(seed: 1, named: "order")
    let order = RandomOrder(count: count, from: &stream, tableLimit: tableLimit)
    var positions = (0..<count).reversed().map { $0 / 2 }
    let expected = positions.map { order[$0] + 7 }
    positions.withUnsafeMutableBufferPointer { order.replace($0, adding: 7) }
    #expect(positions == expected)
  }

  /// Of ten million: where the first thousand go is spread evenly, and neighbours part.
  @Test func largeOrdersAreSpreadEvenly() throws {
    var stream = RandomStream(seed: 2, named: "order")
    let order = RandomOrder(count: 10_000_000, from: &stream)
    var counts = [Int](repeating: 0, count: 100)
    var ascents = 0
    for position in 0..<100_000 {
      counts[order[position] / 100_000] += 1
      if order[position + 1] > order[position] { ascents += 1 }
    }
    let fit = try #require(GoodnessOfFit(counts, against: Uniform(count: 100)))
    #expect(fit.pValue > 1e-4)
    #expect(abs(ascents - 50_000) < 1000)
  }

  @Test func seedsGiveOrdersOfTheirOwn() {
    func start(_ seed: UInt64) -> [Int] {
      var stream = RandomStream(seed: seed, named: "order")
      let order = RandomOrder(count: 1_000_000, from: &stream)
      return (0..<10).map { order[$0] }
    }
    #expect(start(1) == start(1) && start(1) != start(2))
  }

  @Test func partsOfAStreamAreStreams() {
    var stream = RandomStream(seed: 3, named: "parts")
    func draws(_ part: UInt64) -> [UInt64] {
      stream.restart(part: part)
      return (0..<4).map { _ in stream.next() }
    }
    let first = draws(1)
    #expect(draws(2) != first && draws(1) == first)
    #expect(Set((0..<100).map { draws($0)[0] }).count == 100)
  }

  @Test func rootFinderFindsRoots() throws {
    let root = RootFinder.brent(from: 0, to: 2, tolerance: 1e-9, limit: 60) { x throws(Never) in
      x * x - 2
    }
    #expect(abs(root - 2.0.squareRoot()) < 1e-8)
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      _ = try RootFinder.brent(from: -1, to: 1, tolerance: 1e-9, limit: 60) {
        x throws(Refusal) in
        if x > 0.5 { throw Refusal() }
        return x + 0.1
      }
    }
  }
}
