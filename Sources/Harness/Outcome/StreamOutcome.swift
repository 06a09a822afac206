import Primitives
import Schedulers
import State

/// What executing a stream came to, in the terms of block headers. The roots commit to all they are
/// made of, so equal outcomes are equal executions.
public struct StreamOutcome: Hashable, Sendable {
  /// By block; each commits to every receipt of the block: status, cumulative gas, bloom, logs.
  public var receiptsRoots: [Hash]
  /// By block.
  public var gasUsed: [UInt64]
  /// Keccak-256 of the RLP list of all logs, in order.
  public var logsHash: Hash
  /// After the last block.
  public var stateRoot: Hash

  /// Hashes everything: a fraction of a second for ten thousand accounts, so never on the clock.
  init(of execution: StreamExecution, stream: BlockStream) {
    let receipts = zip(stream.steps, execution.results).map { step, results in
      Harness.receipts(of: step.block, results: results)
    }
    receiptsRoots = receipts.map { BlockHeader.receiptsRoot(of: $0) }
    gasUsed = execution.results.map { $0.reduce(0) { $0 + $1.gasUsed } }
    logsHash = Primitives.logsHash(receipts.joined().flatMap(\.logs))
    stateRoot = execution.state.stateRoot()
  }

  public var totalGasUsed: UInt64 { gasUsed.reduce(0, +) }

  /// One hash for all blocks: the receipts root itself where there is one block.
  public var receiptsRoot: Hash {
    if receiptsRoots.count == 1 { return receiptsRoots[0] }
    var list = RLPEncoder()
    list.appendList { list in for root in receiptsRoots { list.append(root) } }
    return keccak256(list.bytes)
  }
}
