import Contention
import Schedulers
import State

/// What one more sequential execution of a stream, with notes of every access, says about it.
struct StreamAnalysis {
  /// Gas of the longest chains of dependent transactions, summed over the blocks: a block begins when
  /// the one before it has ended. The stream's gas over this bounds the speedup of any schedule.
  private(set) var criticalPathGas: UInt64 = 0
  /// By block, what schedulers are told that have to be told; empty if none asks.
  private(set) var knowledge: [BlockKnowledge] = []

  /// - Parameter informing: Whether any scheduler asks for ``knowledge``.
  /// - Throws: ``Interrupted`` between two blocks.
  init(
    of stream: BlockStream, informing: Bool, until interruption: Interruption
  ) throws(Interrupted) {
    let state = stream.genesis.copy()
    for step in stream.steps {
      try interruption.check()
      let before = informing ? state.copy() : nil
      let accesses = BlockAccesses.record(step.executor, on: state)
      criticalPathGas += CriticalPath.byGas(accesses).length
      guard let before else { continue }
      knowledge.append(BlockKnowledge(accesses, before: before, after: state))
    }
  }
}
