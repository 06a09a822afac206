import Primitives
import State

/// What a worker found while it committed its share.
struct CommitShare {
  /// Fees to be credited to the beneficiary.
  var fees = Word(0)
  /// Whether some transaction writes what has no record yet.
  var makesRecords = false
}

extension BlockSTMLane {
  private static let chunk = 64
  /// How many transactions ahead memory is asked for: about a memory access's time in commits.
  private static let lookAhead = 4

  /// Brings into the state what the block's transactions wrote to existing records, together with the
  /// other workers: each transaction is one worker's, and each location is committed with its last
  /// writer. Workers may come to this at different times, for nothing is read any more.
  func commitShare() -> CommitShare {
    trace.enter(.commit)
    let commit = BlockSTMCommit(block)
    var share = CommitShare()
    while true {
      let first = Int(
        block.commitIndex.pointee.wrappingAdd(UInt64(Self.chunk), ordering: .relaxed).oldValue)
      guard first < block.transactionCount else { return share }
      let end = min(first &+ Self.chunk, block.transactionCount)
      for transaction in first..<min(first &+ Self.lookAhead, end) { commit.prefetch(transaction) }
      for transaction in first..<end {
        if transaction &+ Self.lookAhead < end { commit.prefetch(transaction &+ Self.lookAhead) }
        commit.commitExisting(transaction, &share)
      }
    }
  }
}
