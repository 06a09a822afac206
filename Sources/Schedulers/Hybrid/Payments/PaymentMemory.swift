import Primitives
import State

/// What one worker keeps from block to block of payments: bare memory, for who appends to a list that an
/// object owns counts references, which was a tenth of executing payments.
///
/// `@unchecked Sendable`: changed by one worker in the first pass, by whoever comes last to its end, and
/// only read in the second.
final class PaymentMemory: @unchecked Sendable {
  let effects = TransactionEffects()
  let lists: UnsafeMutablePointer<Lists>

  struct Lists: ~Copyable {
    private let paddingBefore = LinePadding()
    /// What this worker's transactions did, where that is done.
    var made = GrowableBuffer<Payment>(capacity: 1024)
    /// What could not be done yet, in the order of the block.
    var pending = GrowableBuffer<PendingPayment>(capacity: 64)
    /// Accounts that are not in the state and were paid, in the order of its pieces.
    var newcomers = GrowableBuffer<Newcomer>(capacity: 64)
    private let paddingAfter = LinePadding()
  }

  struct Newcomer: BitwiseCopyable {
    var address: Address
    var amount: Word
  }

  init() {
    lists = .allocate(capacity: 1)
    lists.initialize(to: Lists())
  }

  deinit {
    lists.deinitialize(count: 1)
    lists.deallocate()
  }

  func removeAll() {
    lists.pointee.made.removeAll()
    lists.pointee.pending.removeAll()
    lists.pointee.newcomers.removeAll()
  }
}
