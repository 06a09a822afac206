import Testing

@testable import Schedulers

/// The collaborative scheduler alone, step by step.
@Suite struct CollaborativeSchedulerTests {
  private func version(_ transaction: Int, _ incarnation: UInt32 = 0) -> TransactionVersion {
    TransactionVersion(transaction: transaction, incarnation: incarnation)
  }

  @Test func firstWaveValidatesOnceInOrder() {
    let scheduler = CollaborativeScheduler(transactionCount: 3, workerCount: 2)
    #expect(scheduler.nextTask(for: 0) == .execution(version(0)))
    #expect(scheduler.nextTask(for: 1) == .execution(version(1)))
    // 1 is executed before 0: it is not validated before 0 has been executed and claimed.
    #expect(scheduler.finishExecution(version(1), wroteNewLocation: true) == nil)
    #expect(scheduler.nextTask(for: 1) == .execution(version(2)))
    #expect(scheduler.finishExecution(version(2), wroteNewLocation: true) == nil)
    #expect(scheduler.nextTask(for: 1) == nil)
    #expect(scheduler.isDone() == false)
    #expect(scheduler.finishExecution(version(0), wroteNewLocation: true) == nil)
    for transaction in 0..<3 {
      #expect(scheduler.nextTask(for: 0) == .validation(version(transaction)))
    }
    #expect(scheduler.nextTask(for: 1) == nil)
    #expect(scheduler.isDone() == false, "worker 0 still validates")
    #expect(scheduler.nextTask(for: 0) == nil)
    #expect(scheduler.isDone() == true)
  }

  @Test func abortLowersValidationAndReincarnates() {
    let scheduler = executed(3)
    #expect(scheduler.tryValidationAbort(version(1)) == true)
    #expect(scheduler.tryValidationAbort(version(1)) == false, "one validator gets it")
    #expect(
      scheduler.finishValidation(version(1), aborted: true) == .execution(version(1, 1)))
    // 2 has to be validated again, and the index does not wait for 1, which has written before.
    #expect(scheduler.nextTask(for: 1) == .validation(version(2)))
    #expect(scheduler.isDone() == false)
    #expect(
      scheduler.finishExecution(version(1, 1), wroteNewLocation: false)
        == .validation(version(1, 1)))
    #expect(scheduler.nextTask(for: 1) == nil)
    #expect(scheduler.nextTask(for: 0) == nil)
    #expect(scheduler.isDone() == true)
  }

  @Test func newLocationRevalidatesTheSuffix() {
    let scheduler = executed(4)
    #expect(scheduler.tryValidationAbort(version(1)) == true)
    _ = scheduler.finishValidation(version(1), aborted: true)
    while let task = scheduler.nextTask(for: 1) {
      guard case .validation(let version) = task else {
        Issue.record("nothing is to be executed but 1")
        return
      }
      #expect(version.transaction > 1)
    }
    #expect(
      scheduler.finishExecution(version(1, 1), wroteNewLocation: true) == .validation(version(1, 1))
    )
    #expect(scheduler.nextTask(for: 1) == .validation(version(2)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(3)))
  }

  @Test func dependentsAreResumed() {
    let scheduler = CollaborativeScheduler(transactionCount: 3, workerCount: 3)
    for worker in 0..<3 { #expect(scheduler.nextTask(for: worker) == .execution(version(worker))) }
    #expect(scheduler.addDependency(of: version(2), on: 0) == true)
    #expect(scheduler.addDependency(of: version(1), on: 0) == true)
    #expect(scheduler.nextTask(for: 1) == nil)
    #expect(scheduler.isDone() == false)
    #expect(scheduler.finishExecution(version(0), wroteNewLocation: true) == .execution(version(1)))
    #expect(scheduler.nextTask(for: 1) == .validation(version(0)))
    #expect(scheduler.nextTask(for: 2) == .execution(version(2)))
  }

  @Test func nothingToWaitForIsSaid() {
    let scheduler = CollaborativeScheduler(transactionCount: 2, workerCount: 2)
    _ = scheduler.nextTask(for: 0)
    _ = scheduler.nextTask(for: 1)
    _ = scheduler.finishExecution(version(0), wroteNewLocation: true)
    #expect(scheduler.addDependency(of: version(1), on: 0) == false)
    #expect(scheduler.progress(of: 1).isAt(.executing) == true)
  }

  @Test func resetForgetsTheLastBlock() {
    var scheduler = executed(5)
    scheduler.reset(transactionCount: 2, workerCount: 1)
    #expect(scheduler.nextTask(for: 0) == .execution(version(0)))
  }

  @Test func stallIsNoticed() {
    var watchdog = Watchdog(limit: .zero)
    let stalled = [1, 1, 2, 2].map { watchdog.hasStalled(at: $0) }
    #expect(stalled == [false, true, false, true])
  }

  /// A scheduler whose transactions were all executed and validated once.
  private func executed(_ count: Int) -> CollaborativeScheduler {
    let scheduler = CollaborativeScheduler(transactionCount: count, workerCount: 2)
    while let task = scheduler.nextTask(for: 0) {
      if case .execution(let version) = task {
        _ = scheduler.finishExecution(version, wroteNewLocation: true)
      }
    }
    return scheduler
  }
}
