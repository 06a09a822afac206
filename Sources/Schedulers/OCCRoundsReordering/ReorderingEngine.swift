import Primitives
import State
import Synchronization

/// The memory of executions in rounds that choose the order, kept between blocks; one block at a time.
///
/// `@unchecked Sendable`: set up and used up by one thread, and between phases by the lane that is last.
final class ReorderingEngine: @unchecked Sendable {
  private let versions = BlockSTMEngine()
  private var words = ZeroedWords(count: RoundPhases.wordCount + SharedWords.line)
  private var attempts = ZeroedWords(count: 0)
  private var pending = PendingStorage()
  private var reservations = ReservationStorage()
  private var verdicts = GrowableBuffer<ReorderingExecution.Verdict>(capacity: 1024)
  private var order = GrowableBuffer<UInt32>(capacity: 1024)

  /// What an execution uses of this, by transaction and by place.
  struct BlockMemory {
    let attempts: TransactionTable
    let verdicts: UnsafeMutablePointer<ReorderingExecution.Verdict>
    let order: UnsafeMutablePointer<UInt32>
  }

  var lanes: [LaneMemory] { versions.lanes }
  /// How much the attempts of a round may reserve.
  var accesses: SharedWords { words.base + RoundPhases.wordCount }

  /// The execution of a block. Invalidates what this gave before.
  func begin<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, workerCount: Int, _ store: ResultStore,
    _ limits: RoundLimits, named scheduler: String, stallLimit: Duration
  ) -> ReorderingExecution {
    let count = executor.transactionCount
    let block = versions.begin(
      transactionCount: count, beneficiary: executor.beneficiary,
      watchesErasure: executor.mayEraseStorage(of: state), on: state, workerCount: workerCount)
    words.clear(words.count)
    let needed = count * TransactionTable.stride
    if attempts.count < needed { attempts = ZeroedWords(count: needed) }
    verdicts.reserve(count)
    order.reserve(count)
    return ReorderingExecution(
      block, store, RoundPhases(block, words.base, named: scheduler, stallLimit: stallLimit),
      pending.begin(transactionCount: count), limits, self,
      BlockMemory(
        attempts: TransactionTable(words: attempts.base), verdicts: verdicts.base,
        order: order.base))
  }

  /// An empty table for a round. Invalidates the one before.
  func beginReservations(_ count: Int) -> ReservationTable {
    reservations.begin(reservations: count)
  }
}
