import Testing

@testable import Schedulers

/// How the collaborative scheduler hands transactions on that waited for others.
@Suite struct HandingOnTests {
  private func version(_ transaction: Int) -> TransactionVersion {
    TransactionVersion(transaction: transaction, incarnation: 0)
  }

  private func scheduler(_ edges: [(Int, Int)], count: Int) -> CollaborativeScheduler {
    var scheduler = CollaborativeScheduler(transactionCount: count, workerCount: 2)
    scheduler.reset(transactionCount: count, workerCount: 2, handsOn: true)
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
}
