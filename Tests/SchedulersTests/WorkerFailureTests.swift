import Glibc
import Primitives
import State
import Testing

@testable import Schedulers

/// Workers that cannot finish (T49): the execution ends, with words that say where it stood.
@Suite struct WorkerFailureTests {
  /// Transaction 20 of 40 fails in one way, whoever executes it and however often.
  private struct FailingExecutor: TransactionExecutor {
    enum Fault: String, Codable, Sendable, CaseIterable {
      /// Reads what is not ready, always, as it says of itself or of another.
      case waitsForItself, waitsForTheLast
      /// Never comes back.
      case hangs
      /// Ends the process.
      case traps
    }
    let fault: Fault
    private let base = ToyExecutor(
      block: HostileBlocks.block("for failures", count: 40) { i in [.addToSlot(i % 7, 0, 1)] },
      wanders: false)

    init(_ fault: Fault) { self.fault = fault }

    var transactionCount: Int { base.transactionCount }
    var beneficiary: Address { base.beneficiary }
    var mayEraseStorage: Bool { false }
    var healthy: ToyExecutor { base }
    func makeWorker(lane: Int) -> any TransactionWorker {
      Worker(fault, base.makeWorker(lane: lane))
    }

    private final class Worker: TransactionWorker {
      private let fault: Fault
      private let base: any TransactionWorker
      init(_ fault: Fault, _ base: any TransactionWorker) {
        self.fault = fault
        self.base = base
      }
      func execute(
        _ index: Int, reading view: any StateView, into effects: TransactionEffects
      ) throws(ReadFailure) {
        guard index == 20 else { return try base.execute(index, reading: view, into: effects) }
        switch fault {
        case .waitsForItself: throw ReadFailure(blockingTransaction: 20)
        case .waitsForTheLast: throw ReadFailure(blockingTransaction: 39)
        case .hangs: while true { pause() }
        case .traps: fatalError("on purpose")
        }
      }
    }
  }

  @Test(
    arguments: allSchedulerVariants.map(\.name),
    [FailingExecutor.Fault.waitsForItself, .waitsForTheLast])
  private func whatCannotFinishFails(name: String, fault: FailingExecutor.Fault) throws {
    let executor = FailingExecutor(fault)
    for workers in [1, 2, 8] {
      let scheduler = try scheduler(
        named: name, among: makeSchedulers(stallLimit: .milliseconds(300)))
      let state = WorldState(naive: HostileBlocks.genesis())
      let knowledge = BlockKnowledge.recorded(executor.healthy, on: state.copy())
      let pool = WorkerPool(size: workers)
      let failure = #expect(throws: SchedulerFailure.self) {
        try scheduler.execute(executor, on: state, with: pool, knowing: knowledge)
      }
      let text = try #require(failure).description
      #expect(text.contains("transaction 20") || text.contains("made no progress"), "\(text)")
      // The pool is as good as before.
      #expect(pool.collect { $0 } == Array(0..<workers))
    }
  }

  /// A lane that never comes back: nobody in the process can go on, so the process ends, and says where.
  @Test(arguments: allSchedulerVariants.map(\.name), [1, 2])
  func whatHangsEndsTheProcess(name: String, workers: Int) async throws {
    let result = await #expect(
      processExitsWith: .exitCode(1), observing: [\.standardErrorContent]
    ) { [name = name as String, workers = workers as Int] in
      StallWatch.shared.configure(tickMicroseconds: 20_000, limit: 40)
      let executor = FailingExecutor(.hangs)
      let state = WorldState(naive: HostileBlocks.genesis())
      let knowledge = BlockKnowledge.recorded(executor.healthy, on: state.copy())
      let scheduler = try scheduler(
        named: name, among: makeSchedulers(stallLimit: .milliseconds(100)))
      _ = try scheduler.execute(
        executor, on: state, with: WorkerPool(size: workers), knowing: knowledge)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("executing 40 transactions, stands still"), "\(text)")
    #expect(text.contains("attempts begun by lane: "))
  }

  /// A lane that crashes takes the process with it, which says in whose middle it was.
  @Test(arguments: allSchedulers.map(\.name), [1, 2])
  func whatCrashesIsNamed(name: String, workers: Int) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [name = name as String, workers = workers as Int] in
      CrashReport.install()
      let executor = FailingExecutor(.traps)
      let state = WorldState(naive: HostileBlocks.genesis())
      let knowledge = BlockKnowledge.recorded(executor.healthy, on: state.copy())
      _ = try scheduler(named: name).execute(
        executor, on: state, with: WorkerPool(size: workers), knowing: knowledge)
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    // The adaptive one has another execute the block.
    let executing = name == "adaptive" ? "" : name
    #expect(
      text.contains("\(executing) executed 40 transactions; attempts begun by lane: "), "\(text)")
    #expect(text.contains("gridlock: crashed (signal "))
  }
}
