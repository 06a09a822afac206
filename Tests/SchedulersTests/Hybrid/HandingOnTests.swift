import Testing

@testable import Schedulers

/// How the collaborative scheduler hands transactions on that waited for others.
@Suite struct HandingOnTests {
  private func version(_ transaction: Int) -> TransactionVersion {
    TransactionVersion(transaction: transaction, incarnation: 0)
  }

  private func scheduler(_ edges: [(Int, Int)], count: Int) -> CollaborativeScheduler {
    let scheduler = CollaborativeScheduler(transactionCount: count, workerCount: 2)
    for (transaction, earlier) in edges.sorted(by: { $0.0 > $1.0 }) {
      scheduler.wait(transaction, for: earlier)
    }
    return scheduler
  }

  @Test func aChainIsOneWorkers() {
    let scheduler = scheduler([(1, 0), (2, 1)], count: 3)
    #expect(scheduler.nextTask(for: 0) == .execution(version(0)))
    #expect(scheduler.nextTask(for: 1) == nil, "the others wait")
    #expect(scheduler.isDone() == false)
    #expect(scheduler.finishExecution(version(0), wroteNewLocation: true) == .execution(version(1)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(0)))
    #expect(scheduler.finishExecution(version(1), wroteNewLocation: true) == .execution(version(2)))
    #expect(scheduler.finishExecution(version(2), wroteNewLocation: true) == nil)
  }

  @Test func whoElseWaitedIsForWhoeverAsks() {
    let scheduler = scheduler([(1, 0), (2, 0), (4, 0)], count: 5)
    #expect(scheduler.nextTask(for: 0) == .execution(version(0)))
    #expect(scheduler.nextTask(for: 1) == .execution(version(3)))
    #expect(scheduler.finishExecution(version(0), wroteNewLocation: true) == .execution(version(1)))
    #expect(scheduler.hasReleased == true)
    #expect(scheduler.finishExecution(version(3), wroteNewLocation: true) == nil)
    var others: Set<Int> = []
    while let task = scheduler.nextTask(for: 1) {
      if case .execution(let version) = task { others.insert(version.transaction) }
    }
    #expect(others == [2, 4])
  }

  @Test func nothingIsDoneWhileSomethingIsReleased() {
    let scheduler = scheduler([(1, 0), (2, 0)], count: 3)
    _ = scheduler.nextTask(for: 0)
    #expect(scheduler.nextTask(for: 1) == nil, "the others wait")
    #expect(scheduler.finishExecution(version(0), wroteNewLocation: true) == .execution(version(1)))
    #expect(scheduler.finishExecution(version(1), wroteNewLocation: true) == nil)
    #expect(scheduler.isDone() == false)
    var tasks = 0
    while let task = scheduler.nextTask(for: 0) {
      tasks += 1
      if case .execution(let version) = task {
        _ = scheduler.finishExecution(version, wroteNewLocation: true)
      }
    }
    #expect(tasks == 4, "one execution and three validations")
    #expect(scheduler.isDone() == true)
  }

  // MARK: Ahead of the block

  /// Who waited is not executed before others have begun that come before it.
  @Test func aChainIsNotExecutedAheadOfTheBlock() {
    let scheduler = scheduler([(3, 0), (4, 3)], count: 6)
    var executed: [Int] = []
    var following: SchedulerTask?
    while let task = following ?? scheduler.nextTask(for: 0) {
      following = nil
      guard case .execution(let version) = task else { continue }
      executed.append(version.transaction)
      following = scheduler.finishExecution(version, wroteNewLocation: true)
    }
    #expect(executed == [0, 1, 2, 3, 4, 5])
  }

  /// The same under any advice, whoever ends when: what begins finds none below it that could, and everything is
  /// executed once.
  @Test func nothingIsExecutedAheadOfTheBlock() throws {
    for seed in seeds(2000) {
      var random = SplitMix(seed: seed)
      func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
      let count = 1 + below(40)
      let edges = (1..<max(count, 1)).filter { _ in below(3) != 0 }.map { ($0, below($0)) }
      let scheduler = scheduler(edges, count: count)
      var tasks: [SchedulerTask?] = [nil, nil]
      var executed: [Int] = []
      while executed.count < count || tasks.contains(where: { $0 != nil }) {
        let worker = below(2)
        guard let task = tasks[worker] else {
          tasks[worker] = scheduler.nextTask(for: worker)
          try requireNothingReady(below: tasks[worker], scheduler, seed)
          continue
        }
        tasks[worker] = nil
        guard case .execution(let version) = task else { continue }
        executed.append(version.transaction)
        tasks[worker] = scheduler.finishExecution(version, wroteNewLocation: true)
        try requireNothingReady(below: tasks[worker], scheduler, seed)
      }
      try #require(executed.sorted() == Array(0..<count), "seed \(seed)")
    }
  }

  private func requireNothingReady(
    below task: SchedulerTask?, _ scheduler: borrowing CollaborativeScheduler, _ seed: UInt64
  ) throws {
    guard case .execution(let version) = task else { return }
    for lower in 0..<version.transaction {
      let isReady = scheduler.progress(of: lower).isAt(.ready)
      try #require(!isReady, "\(lower) below \(version.transaction), seed \(seed)")
    }
  }

  // MARK: Waiting at one place

  /// A scheduler all of whose transactions are claimed, of which some met an estimate of the first at `place`.
  private func suspended(
    _ waiting: [Int], of count: Int, at place: SharedWords
  ) -> CollaborativeScheduler {
    let scheduler = CollaborativeScheduler(transactionCount: count, workerCount: 2)
    for transaction in 0..<count {
      #expect(scheduler.nextTask(for: 0) == .execution(version(transaction)))
    }
    for transaction in waiting {
      #expect(scheduler.addDependency(of: version(transaction), on: 0, at: place) == true)
    }
    return scheduler
  }

  @Test(arguments: [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [3, 1, 5, 2, 4]])
  func whoWritesWhereOthersWaitHandsOnToTheLowest(order: [Int]) {
    let places = ZeroedWords(count: 2)
    let scheduler = suspended(order, of: 6, at: places.base)
    var told: [[Int]] = []
    for transaction in 0..<5 {
      let next = scheduler.finishExecution(version(transaction), wroteNewLocation: true) {
        told.append([$0, $1])
        return $2 == places.base
      }
      #expect(next == .execution(version(transaction + 1)))
      #expect(scheduler.hasReleased == false, "the others wait for \(transaction + 1)")
    }
    #expect(scheduler.finishExecution(version(5), wroteNewLocation: true) == nil)
    #expect(told == (0..<5).map { [$0, $0 + 1] })
  }

  @Test func whoOnlyReadLetsAllGoInOrder() {
    let places = ZeroedWords(count: 2)
    let scheduler = suspended([2, 5, 3, 1, 4], of: 6, at: places.base)
    let next = scheduler.finishExecution(version(0), wroteNewLocation: true) { _, _, _ in true }
    #expect(next == .execution(version(1)))
    // The first reader did not write.
    let second = scheduler.finishExecution(version(1), wroteNewLocation: true) { _, _, _ in false }
    #expect(second == .execution(version(2)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(0)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(1)))
    for transaction in 3...5 {
      #expect(scheduler.nextTask(for: 1) == .execution(version(transaction)))
    }
  }

  @Test func whoWaitsElsewhereGoesOnAtOnce() {
    let places = ZeroedWords(count: 2)
    let scheduler = suspended([1, 3], of: 5, at: places.base)
    #expect(scheduler.addDependency(of: version(2), on: 0, at: places.base + 1) == true)
    #expect(scheduler.addDependency(of: version(4), on: 0) == true)
    let next = scheduler.finishExecution(version(0), wroteNewLocation: true) { _, _, _ in true }
    #expect(next == .execution(version(1)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(0)))
    #expect(scheduler.nextTask(for: 1) == .execution(version(2)))
    #expect(scheduler.nextTask(for: 1) == .execution(version(4)))
    #expect(scheduler.nextTask(for: 1) == nil, "3 waits for 1")
    let last = scheduler.finishExecution(version(1), wroteNewLocation: true) { _, _, _ in true }
    #expect(last == .execution(version(3)))
  }

  /// Many, in any order, are let go in order whatever shape the heap has.
  @Test(arguments: [1, 2, 30, 77, 105, 210])
  func heapsKeepTheOrder(factor: Int) {
    let places = ZeroedWords(count: 2)
    // 211 is prime, so that no two are alike.
    let order = (1..<200).sorted { $0 * factor % 211 < $1 * factor % 211 }
    let scheduler = suspended(order, of: 200, at: places.base)
    var next = scheduler.finishExecution(version(0), wroteNewLocation: true) { _, _, _ in true }
    for transaction in 1..<200 {
      #expect(next == .execution(version(transaction)))
      next = scheduler.finishExecution(version(transaction), wroteNewLocation: true) { _, _, _ in
        true
      }
    }
    #expect(next == nil)
  }
}
