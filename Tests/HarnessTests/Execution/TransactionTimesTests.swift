import Primitives
import Schedulers
import State
import Synchronization
import Testing

@testable import Harness

/// What can be said of times without measuring any.
@Suite("Times of transactions")
struct TransactionTimesTests {
  @Test("Each is the median of its own runs")
  func medians() {
    let times = TransactionTimes(medianOf: [
      [[1, 90], [7]], [[3, 10], [7]], [[2, 10], [1_000_000]], [[1_000, 30], [8]], [[3, 20], [6]],
    ])
    #expect(times.nanoseconds == [[3, 20], [7]])
    #expect(times.total == 30)
    #expect(TransactionTimes(medianOf: [[[4], []]]).nanoseconds == [[4], []])
  }

  @Test("A lean run notes a time for every transaction")
  func shape() throws {
    let stream = BlockStream.toy(blocks: 2, transactions: 9)
    let times = try TransactionTimes(
      of: stream, checkedBy: OutcomeOracle(for: stream), until: Interruption())
    #expect(times.nanoseconds.map(\.count) == [9, 9])
  }

  @Test("Times of an execution that comes to something else are refused")
  func mismatch() throws {
    let oracle = try OutcomeOracle(for: .toy())
    for kind in Fault.Kind.allCases {
      let faulty = BlockStream.toy(fault: Fault(kind: kind, transaction: 19))
      #expect(throws: OutcomeMismatch.self, "\(kind)") {
        try TransactionTimes(of: faulty, checkedBy: oracle, until: Interruption())
      }
    }
  }

  @Test("An interruption ends it between two blocks, in whichever run", arguments: [0, 1, 4, 17])
  func interruption(afterBlocks blocks: Int) throws {
    let stream = BlockStream.toy(blocks: 3)
    let oracle = try OutcomeOracle(for: stream)
    let interruption = Interruption()
    let begun = BegunBlocks()
    if blocks == 0 { interruption.request() }
    var interrupting = stream
    for index in stream.steps.indices {
      interrupting.steps[index].executor = WatchedExecutor {
        if begun.next() == blocks { interruption.request() }
        return nil
      }
    }
    #expect(throws: Interrupted.self) {
      try TransactionTimes(of: interrupting, checkedBy: oracle, until: interruption)
    }
    // Six runs of three blocks: the eighteenth block would be the last.
    #expect(begun.count == blocks)
  }

  @Test("The longest chains are weighed block by block, by whatever weights")
  func criticalPath() throws {
    // Transactions i and i + 4 share a slot, and every seventh touches nothing.
    let stream = BlockStream.toy(blocks: 2, transactions: 8)
    let analysis = try StreamAnalysis(of: stream, informing: false, until: Interruption())
    let ones = Array(repeating: Array(repeating: UInt64(1), count: 8), count: 2)
    #expect(analysis.criticalPath(weighing: ones) == 2 + 2)
    var uneven = ones
    uneven[0][6] = 5
    uneven[1][3] = 10
    #expect(analysis.criticalPath(weighing: uneven) == 5 + 11)
    let gas = Array(repeating: (0..<8).map { 21_000 + UInt64($0) }, count: 2)
    #expect(analysis.criticalPath(weighing: gas) == analysis.criticalPathGas)
  }

  @Test("Blocks that are only learnt from have no part in the bounds")
  func learningBlocks() throws {
    let stream = BlockStream.toy(blocks: 3, transactions: 8)
    let analysis = try StreamAnalysis(
      of: stream, .init(learningBlocks: 1), until: Interruption())
    #expect(analysis.dependencies.count == 2)
    let one = Array(repeating: Array(repeating: UInt64(1), count: 8), count: 2)
    #expect(analysis.criticalPath(weighing: one) == 4)
  }
}

/// Sequential execution for `gridlock inspect`, which executes a block several times.
@Suite("Recording with times")
struct RecordingWithTimesTests {
  private func record(
    _ executor: some TransactionExecutor, measuresTimes: Bool
  ) throws -> (results: [TransactionResult], notes: [BlockAccesses], state: WorldState) {
    let notes = Mutex<[BlockAccesses]>([])
    let scheduler = RecordingScheduler(measuresTimes: measuresTimes) { accesses, _, _ in
      notes.withLock { $0.append(accesses) }
    }
    let state = BlockStream.toy().genesis.copy()
    let execution = try scheduler.execute(
      executor, on: state, with: WorkerPool(size: 1), knowing: .nothing)
    return (execution.results, notes.withLock { $0 }, state)
  }

  @Test("Measuring times changes neither the outcome nor the rest of the notes")
  func outcome() throws {
    let executor = ToyExecutor(transactionCount: 20)
    let plain = try record(executor, measuresTimes: false)
    let timed = try record(executor, measuresTimes: true)
    #expect(timed.results == plain.results)
    #expect(timed.state.firstDifference(from: plain.state) == nil)
    func untimed(_ notes: [BlockAccesses]) -> [[BlockAccesses.Transaction]] {
      notes.map { block in
        var block = block
        block.replaceTimes(by: Array(repeating: 0, count: block.transactions.count))
        return block.transactions
      }
    }
    #expect(timed.notes.count == 1)
    #expect(untimed(timed.notes) == untimed(plain.notes))
  }

  @Test("Runs that end otherwise than the block did are refused", arguments: Fault.Kind.allCases)
  func mismatch(kind: Fault.Kind) {
    // Notes take two workers, the block's own execution one; the fault is in the last run.
    let begun = BegunBlocks()
    let executor = WatchedExecutor { begun.next() == 9 ? Fault(kind: kind, transaction: 19) : nil }
    #expect(throws: SchedulerFailure.self) { try record(executor, measuresTimes: true) }
    #expect(begun.count == 9)
  }
}

/// Counts over all runs of a stream.
private final class BegunBlocks: Sendable {
  private let blocks = Atomic(0)
  var count: Int { blocks.load(ordering: .relaxed) }
  func next() -> Int { blocks.add(1, ordering: .relaxed).newValue }
}

/// The toy's transactions, with somebody asked, whenever a worker begins with a block, what it does wrong.
private struct WatchedExecutor: TransactionExecutor {
  let begin: @Sendable () -> Fault?
  private let base = ToyExecutor(transactionCount: 20)

  init(_ begin: @escaping @Sendable () -> Fault?) { self.begin = begin }

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }

  func makeWorker(lane: Int) -> any TransactionWorker {
    ToyExecutor(transactionCount: transactionCount, fault: begin()).makeWorker(lane: lane)
  }
}
