import Contention
import Schedulers
import State

/// What one more sequential execution of a stream, with notes of every access, says about it. Its times are
/// those of taking notes: ``TransactionTimes`` are measured without.
struct StreamAnalysis {
  /// What is to be found out besides the critical path.
  struct Request {
    /// Whether any scheduler asks for ``StreamAnalysis/knowledge``.
    var informs = false
    /// The hints that arms take, each once.
    var hints: [HintSetting] = []
    /// Blocks at the beginning that are only learnt from.
    var learningBlocks = 0
    /// What hints are spoilt by.
    var seed: UInt64 = 0
  }

  /// By measured block, what has to wait for what.
  private(set) var dependencies: [Dependencies] = []
  /// ``criticalPath(weighing:)`` with each transaction weighing its gas.
  private(set) var criticalPathGas: UInt64 = 0
  /// By block, what schedulers are told that have to be told; empty if none asks.
  private(set) var knowledge: [BlockKnowledge] = []
  /// What each hint setting says of the blocks.
  private(set) var hints: [HintSetting: PreparedHints] = [:]
  /// The state after the blocks that are only learnt from.
  private(set) var start: WorldState

  /// - Throws: ``Interrupted`` between two blocks.
  init(
    of stream: BlockStream, _ request: Request, until interruption: Interruption
  ) throws(Interrupted) {
    let state = stream.genesis.copy()
    start = stream.genesis
    var maker = HintMaker(request.hints, seed: request.seed)
    for (index, step) in stream.steps.enumerated() {
      try interruption.check()
      if index == request.learningBlocks, index > 0 { start = state.copy() }
      let isMeasured = index >= request.learningBlocks
      let before = request.informs || !request.hints.isEmpty ? state.copy() : nil
      let forecast = before.map { maker.forecast(step, before: $0) }
      let accesses = BlockAccesses.record(step.executor, on: state)
      if isMeasured { add(accesses) }
      guard let before, let forecast else { continue }
      maker.conclude(
        step, forecast, accesses, before: before, after: state, isMeasured: isMeasured)
      if request.informs && isMeasured {
        knowledge.append(BlockKnowledge(accesses, before: before, after: state))
      }
    }
    hints = maker.prepared
  }

  private mutating func add(_ accesses: BlockAccesses) {
    let found = Dependencies(accesses, relation: .reads)
    dependencies.append(found)
    criticalPathGas +=
      CriticalPath(found, weights: accesses.transactions.map(\.gasUsed)).length
  }

  /// Weight of the longest chains of dependent transactions, summed over the measured blocks: a block begins
  /// when the one before it has ended. The stream's weight over this bounds the speedup of any schedule that
  /// honours these dependencies.
  /// - Parameter weights: by measured block and transaction, in any unit.
  func criticalPath(weighing weights: [[UInt64]]) -> UInt64 {
    zip(dependencies, weights).reduce(0) { $0 + CriticalPath($1.0, weights: $1.1).length }
  }
}

extension StreamAnalysis {
  /// Without hints.
  /// - Parameter informing: Whether any scheduler asks for ``knowledge``.
  init(
    of stream: BlockStream, informing: Bool, until interruption: Interruption
  ) throws(Interrupted) {
    try self.init(of: stream, Request(informs: informing), until: interruption)
  }
}
