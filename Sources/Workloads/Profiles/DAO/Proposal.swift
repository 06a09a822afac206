import Primitives

/// A proposal as the governor has it.
struct Proposal {
  let id: Word
  /// Votes are open after this block, up to ``deadline``.
  let snapshot: UInt64
  let deadline: UInt64
  /// Votes against, in favour and abstaining, in whole votes.
  var tallies: [UInt64] = [0, 0, 0]
  var voters: Set<Int> = []
  var lastVoter: Int?

  init(id: Word, snapshot: UInt64, deadline: UInt64) {
    self.id = id
    self.snapshot = snapshot
    self.deadline = deadline
  }

  /// Whether it is sure to be queued: by a margin that no transfer of dust can close.
  var hasSucceeded: Bool {
    tallies[1] > tallies[0] + 20 && tallies[1] + tallies[2] > Organisation.quorum + 20
  }
}
