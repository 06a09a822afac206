import Primitives
import State

/// What each lane of a block came to, kept until all have ended.
///
/// `@unchecked Sendable`: each lane has an outcome of its own, which is read after all lanes have ended.
/// (See ``Locked`` for why no `Mutex`.)
final class LaneOutcomes: @unchecked Sendable {
  private struct Outcome {
    var counters = ExecutionCounters()
    var share = CommitShare()
  }
  private let outcomes: UnsafeMutablePointer<Outcome>
  private let laneCount: Int

  init(laneCount: Int) {
    self.laneCount = laneCount
    outcomes = .allocate(capacity: laneCount)
    outcomes.initialize(repeating: Outcome(), count: laneCount)
  }

  deinit { outcomes.deallocate() }

  /// Notes what a lane came to, once a block.
  func set(_ lane: Int, _ counters: ExecutionCounters, _ share: CommitShare) {
    outcomes[lane] = Outcome(counters: counters, share: share)
  }

  /// What all lanes did. After every lane has ended.
  var counters: ExecutionCounters {
    (0..<laneCount).reduce(ExecutionCounters()) { $0 + outcomes[$1].counters }
  }

  /// What all lanes committed. After every lane has ended.
  var share: CommitShare {
    (0..<laneCount).reduce(into: CommitShare()) { sum, lane in
      sum.fees = sum.fees &+ outcomes[lane].share.fees
      sum.makesRecords = sum.makesRecords || outcomes[lane].share.makesRecords
    }
  }

  /// Commits what only one thread can and returns what it all cost. After every lane has ended.
  func finish(_ block: BlockSTMBlock) -> ExecutionCounters {
    BlockSTMCommit(block).finish(share)
    return counters
  }
}
