import State
import Testing

@testable import Contention

/// Bounds against schedules that are simulated.
@Suite struct BoundsTests {
  /// The length of the schedule that starts, whenever a processor is idle, the first transaction in block
  /// order that is ready.
  private func listSchedule(
    _ dependencies: Dependencies, weights: [UInt64], processors: Int
  ) -> UInt64 {
    func members(_ join: Int) -> [Int] {
      let join = dependencies.joins[join]
      return join.transactions + (join.previous.map(members) ?? [])
    }
    let awaited = (0..<dependencies.count).map {
      dependencies.predecessors[$0] + dependencies.awaitedJoins[$0].flatMap(members)
    }
    var finish: [Int: UInt64] = [:]
    var running: [(end: UInt64, index: Int)] = []
    var waiting = Array(0..<dependencies.count)
    var now: UInt64 = 0
    while !waiting.isEmpty || !running.isEmpty {
      while running.count < processors,
        let place = waiting.firstIndex(where: {
          awaited[$0].allSatisfy { (finish[$0] ?? .max) <= now }
        })
      {
        let index = waiting.remove(at: place)
        running.append((now + weights[index], index))
        running.sort { $0.end < $1.end }
      }
      let next = running.removeFirst()
      now = next.end
      finish[next.index] = now
    }
    return now
  }

  @Test func aGreedyScheduleLiesBetweenTheBounds() {
    var generator = RepeatableGenerator(seed: 3)
    for round in 0..<60 {
      let block = RandomBlocks.make(&generator, transactions: 25)
      for relation in DependencyRelation.allCases {
        let dependencies = Dependencies(block, relation: relation)
        let weights = block.transactions.map(\.gasUsed)
        let path = CriticalPath(dependencies, weights: weights)
        for processors in [1, 2, 3, 4, 8, 64] {
          let length = listSchedule(dependencies, weights: weights, processors: processors)
          let speedup = Double(path.totalWeight) / Double(length)
          #expect(
            speedup <= path.speedupBound(processors: processors) * (1 + 1e-12)
              && speedup >= path.greedyGuarantee(processors: processors) * (1 - 1e-12),
            "\(relation) with \(processors), round \(round)")
        }
      }
    }
  }

  @Test func withManyProcessorsAGreedyScheduleIsTheCriticalPath() {
    var generator = RepeatableGenerator(seed: 4)
    for _ in 0..<60 {
      let block = RandomBlocks.make(&generator)
      let dependencies = Dependencies(block, relation: .commutativeBalances)
      let weights = block.transactions.map(\.gasUsed)
      #expect(
        listSchedule(dependencies, weights: weights, processors: 12)
          == CriticalPath(dependencies, weights: weights).length)
    }
  }

  /// Two transactions are in one component if one can be reached from the other along edges, either way.
  @Test func componentsAreWhatHangsTogether() {
    var generator = RepeatableGenerator(seed: 5)
    for _ in 0..<100 {
      let block = RandomBlocks.make(&generator, transactions: 9)
      for relation in DependencyRelation.allCases {
        let dependencies = Dependencies(block, relation: relation)
        var labels = Array(0..<dependencies.count)
        func unite(_ a: Int, _ b: Int) {
          let (from, to) = (max(labels[a], labels[b]), min(labels[a], labels[b]))
          labels = labels.map { $0 == from ? to : $0 }
        }
        func members(_ join: Int) -> [Int] {
          let join = dependencies.joins[join]
          return join.transactions + (join.previous.map(members) ?? [])
        }
        for index in labels.indices {
          for other in dependencies.predecessors[index]
            + dependencies.awaitedJoins[index].flatMap(members)
          { unite(index, other) }
        }
        let parts = Dictionary(grouping: labels.indices) { labels[$0] }.values
        let weights = block.transactions.map(\.gasUsed)
        let found = DependencyComponents(dependencies, weights: weights)
        #expect(found.count == parts.count)
        #expect(found.largest == parts.map(\.count).max())
        #expect(
          found.heaviest == parts.map { $0.reduce(0) { $0 + weights[$1] } }.max())
      }
    }
  }

  @Test func boundsOfSeveralBlocksAreThoseOfOneAfterTheOther() {
    var generator = RepeatableGenerator(seed: 6)
    var sum = RelationContention(.reads)
    var (gas, chains, two) = (0.0, 0.0, 0.0)
    for _ in 0..<5 {
      let block = RandomBlocks.make(&generator)
      sum.add(RelationContention(block, relation: .reads))
      let path = CriticalPath.byGas(block)
      gas += Double(path.totalWeight)
      chains += Double(path.length)
      two += Double(path.totalWeight) / path.speedupBound(processors: 2)
    }
    #expect(abs(sum.byGas.idealSpeedup - gas / chains) < 1e-9)
    #expect(abs(sum.byGas.speedupBounds[0] - gas / two) < 1e-9)
    #expect(sum.transactions == 60)
  }

  @Test func distancesAreCountedByPowersOfTwo() {
    let slots = (0..<3).map { StateLocation.slot(SlotReference($0), of: AccountReference(1)) }
    func touch(_ place: Int) -> BlockAccesses.Transaction {
      BlockAccesses.Transaction(
        reads: [slots[place]], writes: [slots[place]], gasUsed: 1, fee: .zero)
    }
    // Distances: slot 0 by 1, slot 1 by 3, slot 2 by 4.
    let block = BlockAccesses(
      transactions: [0, 0, 1, 2, 2, 1].map(touch), beneficiary: AccountReference(9))
    #expect(DistanceHistogram(Dependencies(block)).counts == [2, 1])
    #expect(DistanceHistogram.distances(0) == 1...1 && DistanceHistogram.distances(3) == 8...15)
    var sum = DistanceHistogram()
    sum.add(DistanceHistogram(Dependencies(block)))
    sum.add(DistanceHistogram(Dependencies(block)))
    #expect(sum.counts == [4, 2])
    #expect(DistanceHistogram(Dependencies(block, relation: .injectedValues)).counts == [])
  }

  /// Payments between random accounts, as Grevm's benchmark makes them: 47,620 among 100,000 accounts, of
  /// which a tenth gets `hot` of the accesses. The values of R follow from these numbers.
  @Test(arguments: [(0.1, 0.95), (0.2, 1.06), (0.3, 1.38)])
  func percolationIndexIsThatOfTheLaw(hot: Double, expected: Double) {
    var generator = RepeatableGenerator(seed: 8)
    func draw() -> StateLocation {
      let isHot = Double.random(in: 0..<1, using: &generator) < hot
      let account =
        isHot
        ? UInt32.random(in: 0..<10_000, using: &generator)
        : UInt32.random(in: 10_000..<100_000, using: &generator)
      return .balance(AccountReference(account))
    }
    let block = BlockAccesses(
      transactions: (0..<47_620).map { _ in
        let both = [draw(), draw()]
        return BlockAccesses.Transaction(reads: both, writes: both, gasUsed: 1, fee: .zero)
      }, beneficiary: AccountReference(100_001))
    let found = RelationContention(block, relation: .reads)
    #expect(abs(found.percolation.value - expected) < 0.03)
    // The cliff: nothing large below R = 1, most of the block well above it.
    let share = Double(found.largestComponent) / 47_620
    #expect(expected > 1.3 ? share > 0.4 : share < 0.3)
  }
}
