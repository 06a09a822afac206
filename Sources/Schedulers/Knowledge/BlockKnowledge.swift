import State

/// What a scheduler is told of a block before it executes it.
///
/// Whoever measures says where it comes from: from an earlier execution (perfect), from declarations,
/// or from a predictor. Making it is not on the clock; resolving it against the state is.
public struct BlockKnowledge: Sendable {
  public var accessSets: AccessSets?
  public var accessList: BlockAccessList?

  public init(accessSets: AccessSets? = nil, accessList: BlockAccessList? = nil) {
    self.accessSets = accessSets
    self.accessList = accessList
  }

  /// What optimistic execution starts from.
  public static let nothing = BlockKnowledge()

  /// All that there is to know of the block, from executing it in order on `state`, which is left as
  /// the block leaves it: pass a copy.
  public static func recorded(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> BlockKnowledge {
    let before = state.copy()
    let accesses = BlockAccesses.record(executor, on: state)
    return BlockKnowledge(accesses, before: before, after: state)
  }

  /// What notes of an execution from one state to another say.
  public init(_ recorded: BlockAccesses, before: WorldState, after: WorldState) {
    accessSets = AccessSets(recorded, on: after)
    accessList = BlockAccessList(recorded, before: before, after: after)
  }
}

/// What a scheduler has to be told before it can execute a block.
public enum KnowledgeRequirement: String, Sendable, CaseIterable {
  case nothing
  /// ``BlockKnowledge/accessSets``, as far as somebody can predict them: what is right saves time, what is
  /// wrong or missing costs some, and without any the scheduler learns as it goes.
  case hints
  /// ``BlockKnowledge/accessSets``.
  case accessSets = "access sets"
  /// ``BlockKnowledge/accessList``.
  case accessList = "block access list"

  /// Whether `knowledge` of a block of so many transactions has it.
  public func isMet(by knowledge: BlockKnowledge, transactionCount: Int) -> Bool {
    switch self {
    case .nothing: true
    case .hints:
      knowledge.accessSets.map { $0.transactionCount == transactionCount } ?? true
    case .accessSets: knowledge.accessSets?.transactionCount == transactionCount
    case .accessList: knowledge.accessList?.transactionCount == transactionCount
    }
  }
}

extension Scheduler {
  /// What this scheduler has to be told of the executor's block, recorded on a copy of `state`: nothing,
  /// at no cost, for one that needs nothing.
  public func knowledge(
    of executor: some TransactionExecutor, on state: WorldState
  ) -> BlockKnowledge {
    requirement == .nothing ? .nothing : .recorded(executor, on: state.copy())
  }
}
