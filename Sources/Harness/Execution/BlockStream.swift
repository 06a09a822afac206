import Primitives
import Schedulers
import State

/// Blocks that are executed one after the other, ready to be executed any number of times.
///
/// Everything that is the same for all schedulers (genesis, code analyses, sender look-up) is made
/// once, before any clock runs.
public struct BlockStream: Sendable {
  /// One block and what runs its transactions.
  public struct Step: Sendable {
    public var block: Block
    public var executor: any TransactionExecutor
    /// What schedulers are told of the block.
    public var knowledge = BlockKnowledge.nothing
    public init(block: Block, executor: any TransactionExecutor) {
      self.block = block
      self.executor = executor
    }
  }

  /// What messages call it: the case's name.
  public var name: String
  /// The state before the first block. Never executed on: every execution starts from a copy.
  public var genesis: WorldState
  public var steps: [Step]

  public init(name: String, genesis: WorldState, steps: [Step]) {
    self.name = name
    self.genesis = genesis
    self.steps = steps
  }

  /// The same stream, with what is known of each of its blocks; with none if `knowledge` is empty.
  func informed(_ knowledge: [BlockKnowledge]) -> BlockStream {
    var informed = self
    for (index, known) in knowledge.enumerated() { informed.steps[index].knowledge = known }
    return informed
  }

  public var transactionCount: Int { steps.reduce(0) { $0 + $1.executor.transactionCount } }
}
