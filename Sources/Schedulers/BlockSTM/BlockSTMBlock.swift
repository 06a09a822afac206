import Primitives
import State
import Synchronization

/// What all workers of one execution share. Valid while the ``BlockSTMEngine`` that gave it works on
/// the block.
struct BlockSTMBlock {
  let options: BlockSTMOptions
  /// Only read until the block is done; then each record is written by one worker.
  let state: WorldState
  var transactionCount: Int
  let watchesErasure: Bool
  let scheduler: UnsafeMutablePointer<CollaborativeScheduler>
  let memory: MultiVersionMemory
  let transactions: TransactionTable
  let folds: FoldedValues
  /// Transactions of which a worker commits the writes: claimed in order, a chunk at a time.
  let commitIndex: SharedWords
  /// Tasks done, a line per worker: how the watchdog sees that something moves. The second word of a line is for
  /// whatever else a scheduler of the family has its workers count.
  let progress: SharedWords
  /// Where workers wait that have nothing to do.
  let sleepingPlace: SleepingPlace
  /// Whom an attempt waits for although it has read nothing yet.
  var expectedWriters = ExpectedWriters.none
  /// Not zero once a balance was met that is too large to be added to unseen: see ``FoldedValues``.
  let immensity: SharedWords

  /// What all lanes have counted in ``progress``.
  var tasksDone: UInt64 {
    (0..<scheduler.pointee.workerCount).reduce(0 as UInt64) {
      $0 &+ (progress + $1 &* SharedWords.line).pointee.load(ordering: .relaxed)
    }
  }
}

/// What the schedulers of the family differ in.
struct BlockSTMOptions: Sendable {
  var waiting = Waiting.restart
  var resuming = Resuming.lowest
  /// What is added to without being read; nil for nothing.
  var adding: Adding?
  /// How many transactions a worker claims at once, at most.
  var longestClaim = standardClaim
  /// Multi-version memory holds estimates before the first attempt.
  var hasEstimates = false

  private static let standardClaim = 1
  static let claim = SchedulerParameter.integer(
    "claim",
    "transactions that a worker claims at once, at most; fewer while others are executed again",
    in: 1...1024, standard: standardClaim)

  init() {}

  init(_ settings: SchedulerSettings, adding: Adding? = nil) {
    waiting = settings.choice(Waiting.parameter)
    resuming = settings.choice(Resuming.parameter)
    longestClaim = settings.integer(Self.claim)
    self.adding = adding
  }
}

/// What transactions may add to without reading it first.
enum Adding: String, Sendable, CaseIterable {
  /// Balances, and slots that code does no more with than to add to them.
  case all
  case balances
}

/// The memory of Block-STM executions, kept between blocks; one block at a time.
///
/// `@unchecked Sendable`: set up and used up by one thread; what workers share in between are the
/// handles of ``BlockSTMBlock``, which are made for it, and each its own lane.
final class BlockSTMEngine: @unchecked Sendable {
  private let scheduler: UnsafeMutablePointer<CollaborativeScheduler>
  private var storage = MultiVersionStorage()
  private var transactions = ZeroedWords(count: 0)
  private var words = ZeroedWords(count: 0)
  private(set) var lanes: [LaneMemory] = []

  init() {
    scheduler = .allocate(capacity: 1)
    scheduler.initialize(to: CollaborativeScheduler(transactionCount: 0, workerCount: 0))
  }

  deinit {
    scheduler.deinitialize(count: 1)
    scheduler.deallocate()
  }

  /// Everything for a block of `transactionCount` transactions on `state`. Invalidates what this gave
  /// before.
  func begin(
    transactionCount: Int, beneficiary: Address, watchesErasure: Bool, on state: WorldState,
    workerCount: Int, _ options: BlockSTMOptions = BlockSTMOptions()
  ) -> BlockSTMBlock {
    precondition(transactionCount < 1 << 31, "at most 2³¹ transactions a block")
    // Who waits within an attempt must not wait for what it has claimed itself.
    scheduler.pointee.reset(
      transactionCount: transactionCount, workerCount: workerCount,
      longestClaim: options.waiting == .suspend ? 1 : options.longestClaim)
    let table = TransactionTable(
      words: Self.cleared(&transactions, transactionCount * TransactionTable.stride))
    let progressEnd = (2 + workerCount) * SharedWords.line
    let counters = Self.cleared(&words, progressEnd + SleepingPlace.wordCount)
    while lanes.count < workerCount { lanes.append(LaneMemory()) }
    for lane in lanes { lane.reset() }
    let memory = storage.begin(over: state)
    let account = state.find(beneficiary) ?? memory.newReference(beneficiary)
    return BlockSTMBlock(
      options: options, state: state, transactionCount: transactionCount,
      watchesErasure: watchesErasure,
      scheduler: scheduler, memory: memory, transactions: table,
      folds: FoldedValues(
        beneficiary: account, memory: memory, transactions: table,
        scheduler: UnsafePointer(scheduler)),
      commitIndex: counters, progress: counters + 2 * SharedWords.line,
      sleepingPlace: SleepingPlace(counters + progressEnd),
      immensity: counters + SharedWords.line)
  }

  private static func cleared(_ words: inout ZeroedWords, _ count: Int) -> SharedWords {
    if words.count < count { words = ZeroedWords(count: count) } else { words.clear(count) }
    return words.base
  }
}
