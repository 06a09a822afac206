import Primitives
import State

@testable import Schedulers

/// Executes a block as hybrid execution does, under any advice, on one thread, where a seed chooses which
/// worker takes its next step: fetch a task, run an attempt, publish it, check a read set, abort. Before
/// every read of an attempt, other workers may take steps too. A failure is replayed by its seed.
final class AdvisedWorkers: @unchecked Sendable {
  private enum Step {
    case fetch
    case task(SchedulerTask)
    case publish(TransactionVersion)
    case wait(TransactionVersion, on: Int)
    case abort(TransactionVersion)
    case finished
  }
  /// More steps than any of the blocks needs: beyond, the scheduler does not get anywhere.
  private static let stepLimit = 2_000_000

  private let engine = BlockSTMEngine()
  private let store = ResultStore(of: "hybrid")
  private let block: BlockSTMBlock
  private var lanes: [BlockSTMLane] = []
  private var steps: [Step]
  /// Workers that are in the middle of a step, and of whom nobody can ask another.
  private var isBusy: [Bool]
  private var random: SplitMix
  private(set) var stepCount = 0

  /// By transaction, where its own begin among the writers that it is expected to wait for besides.
  private var starts = GrowableBuffer<UInt32>(capacity: 64)
  private var writers = GrowableBuffer<UInt32>(capacity: 64)

  /// - Parameters:
  ///   - advice: by transaction, whom it waits for, which is lower.
  ///   - others: by transaction, of whom else it is expected that they have to have ended; all lower.
  init(
    _ toy: ToyBlock, on state: WorldState, workers: Int, seed: UInt64, advice: [Int?],
    others: [[Int]] = []
  ) {
    random = SplitMix(seed: seed)
    steps = Array(repeating: .fetch, count: workers)
    isBusy = Array(repeating: false, count: workers)
    store.prepare(transactionCount: toy.transactions.count, lanes: workers)
    var begun = engine.begin(
      transactionCount: toy.transactions.count, beneficiary: toyAddress(toy.beneficiary),
      watchesErasure: toy.mayEraseStorage, on: state, workerCount: workers)
    for expected in others {
      starts.append(UInt32(writers.count))
      for writer in expected { writers.append(UInt32(writer)) }
    }
    if !others.isEmpty {
      starts.append(UInt32(writers.count))
      begun.expectedWriters = ExpectedWriters(
        starts: UnsafePointer(starts.base), writers: UnsafePointer(writers.base))
    }
    block = begun
    for (transaction, earlier) in advice.enumerated().reversed() {
      if let earlier { block.scheduler.pointee.wait(transaction, for: earlier) }
    }
    var executor = ToyExecutor(block: toy, seed: seed)
    executor.onRead = { [unowned self] in interleave() }
    lanes = (0..<workers).map { number in
      BlockSTMLane(
        number, of: block, executor.makeWorker(lane: number), engine.lanes[number],
        store.lanes[number])
    }
  }

  /// Runs to the end and commits. Returns false if the end does not come.
  func run() -> Bool {
    while steps.contains(where: { if case .finished = $0 { false } else { true } }) {
      stepRandomWorker()
      if stepCount > Self.stepLimit { return false }
    }
    let commit = BlockSTMCommit(block)
    var share = CommitShare()
    for transaction in (0..<block.transactionCount).shuffled(using: &random) {
      commit.commitExisting(transaction, &share)
    }
    if share.makesRecords { commit.commitNew() }
    block.state.credit(share.fees, to: commit.record(of: block.folds.beneficiary))
    return true
  }

  /// Takes so many steps, gives up, and executes the rest in order, as hybrid execution does.
  /// Returns how many transactions were committed before that.
  func giveUp(after limit: Int, executing executor: ToyExecutor) throws -> Int {
    for _ in 0..<limit { stepRandomWorker() }
    var prefix = block
    prefix.transactionCount = block.validPrefix()
    let commit = BlockSTMCommit(prefix)
    var share = CommitShare()
    for transaction in 0..<prefix.transactionCount { commit.commitExisting(transaction, &share) }
    if share.makesRecords { commit.commitNew() }
    block.state.credit(share.fees, to: commit.record(of: block.folds.beneficiary))
    try executeInOrder(
      executor.makeWorker(lane: 0), prefix.transactionCount..<block.transactionCount,
      beneficiary: executor.beneficiary, on: block.state, into: store.lanes[0], .off)
    return prefix.transactionCount
  }

  var results: [TransactionResult] { (0..<block.transactionCount).map { store.result(of: $0) } }

  private func interleave() {
    while random.next() % 3 == 0, stepCount <= Self.stepLimit { stepRandomWorker() }
  }

  private func stepRandomWorker() {
    guard let worker = steps.indices.filter({ !isBusy[$0] }).randomElement(using: &random) else {
      return
    }
    stepCount += 1
    isBusy[worker] = true
    let next = step(worker)
    steps[worker] = next
    isBusy[worker] = false
  }

  private func step(_ worker: Int) -> Step {
    let lane = lanes[worker]
    switch steps[worker] {
    case .finished: return .finished
    case .fetch:
      if let task = block.scheduler.pointee.nextTask(for: worker) { return .task(task) }
      return block.scheduler.pointee.isDone() ? .finished : .fetch
    case .task(.execution(let version)):
      switch lane.attempt(version) {
      case .finished: return .publish(version)
      case .blocked(let blocking): return .wait(version, on: blocking)
      }
    case .task(.validation(let version)): return lane.isValid(version) ? .fetch : .abort(version)
    case .publish(let version): return follow(lane.publish(version))
    case .wait(let version, let blocking):
      let waits = block.scheduler.pointee.addDependency(of: version, on: blocking)
      return waits ? .fetch : .task(.execution(version))
    case .abort(let version): return follow(lane.abort(version))
    }
  }

  private func follow(_ task: SchedulerTask?) -> Step { task.map(Step.task) ?? .fetch }
}
