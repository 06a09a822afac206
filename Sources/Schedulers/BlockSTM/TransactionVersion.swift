/// One attempt at one transaction, in the paper's words: a transaction and its incarnation.
struct TransactionVersion: Hashable, Sendable, BitwiseCopyable {
  var transaction: Int
  /// How often an earlier attempt was aborted.
  var incarnation: UInt32
}

/// What a worker has to do next.
enum SchedulerTask: Hashable, Sendable {
  case execution(TransactionVersion)
  case validation(TransactionVersion)
}

/// Where a transaction stands: its incarnation and its stage, in one word, so that both change at once.
struct Progress: Equatable, BitwiseCopyable {
  enum Stage: UInt64 {
    /// May be executed by whoever claims it.
    case ready = 0
    case executing = 1
    case executed = 2
    /// Failed validation; its writes are being marked as estimates.
    case aborting = 3
    /// Read an estimate and waits for the transaction that will replace it.
    case suspended = 4
    /// Has an attempt that nobody sees yet: of schedulers that decide later what is committed.
    case attempted = 5
    /// What it waited for is done; only who takes it from the stack of the released may execute it.
    case released = 6
  }
  var bits: UInt64

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(_ stage: Stage, _ incarnation: UInt32) {
    bits = UInt64(incarnation) &<< 3 | stage.rawValue
  }

  @inline(__always)
  var incarnation: UInt32 { UInt32(truncatingIfNeeded: bits &>> 3) }

  @inline(__always)
  func isAt(_ stage: Stage) -> Bool { bits & 7 == stage.rawValue }

  /// Whether an attempt ended with writes made, now or earlier. A suspended attempt wrote nothing and
  /// is repeated as the same incarnation.
  @inline(__always)
  var wasEverExecuted: Bool { bits >= 8 || isAt(.executed) || isAt(.aborting) }
}
