import Contention

/// Gas of the longest chains of dependent transactions, summed over the blocks: a block begins when the
/// one before it has ended. The stream's gas over this bounds the speedup of any schedule.
///
/// Executes the stream once more, keeping a record of every access.
/// - Throws: ``Interrupted`` between two blocks.
func criticalPathGas(
  of stream: BlockStream, until interruption: Interruption
) throws(Interrupted) -> UInt64 {
  let state = stream.genesis.copy()
  var gas: UInt64 = 0
  for step in stream.steps {
    try interruption.check()
    gas += CriticalPath.byGas(BlockAccesses.record(step.executor, on: state)).length
  }
  return gas
}
