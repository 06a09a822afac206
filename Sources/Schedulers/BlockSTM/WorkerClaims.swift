/// What one worker has claimed and not begun yet.
///
/// Neighbours lie on the same lines, or lines that are fetched in pairs, in all tables by transaction, and
/// to claim is to change a word that all workers change. But the more a worker claims, the farther apart are
/// transactions that are under way together, and the more of them conflict: so where it may claim several, it
/// claims one where something was lost or had to be done again since its last claim, and twice as many each
/// time that nothing had. Claims of 16 gained two workers 2 and 13% on independent ERC-20 transfers (medians
/// of 14 pairs, twice), and cost them half the speed where all write one key; so the standard is one.
struct WorkerClaims: BitwiseCopyable {
  var executions = ClaimedNumbers(0, 0)
  var validations = ClaimedNumbers(0, 0)
  /// How many it claims at once.
  private(set) var length = 1
  /// Of the scheduler, when it claimed last.
  private var decreases: UInt64 = 0

  init() {}

  /// How many transactions to execute to claim now, of `rest` that nobody has claimed: fewer towards the
  /// end, so that all workers end together.
  @inline(__always)
  mutating func nextLength(
    decreases now: UInt64, atMost longest: Int, of rest: Int, workerCount: Int
  ) -> Int {
    length = now == decreases ? min(2 &* length, longest) : 1
    decreases = now
    return max(1, min(length, rest / (4 &* workerCount)))
  }
}

/// Consecutive transactions, taken from the first to the last.
struct ClaimedNumbers: BitwiseCopyable {
  private var next: UInt32
  private var end: UInt32

  /// From `first` to below `end`.
  @inline(__always)
  init(_ first: Int, _ end: Int) {
    next = UInt32(truncatingIfNeeded: first)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always)
  var isEmpty: Bool { next == end }

  @inline(__always)
  mutating func popFirst() -> Int? {
    if isEmpty { return nil }
    defer { next &+= 1 }
    return Int(next)
  }
}
