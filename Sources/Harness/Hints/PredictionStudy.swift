import Prediction
import Primitives
import Schedulers
import State

/// How well the accesses of transactions can be predicted, block by block: every block is predicted
/// from those before it, executed, compared, and only then learnt from.
public struct PredictionStudy {
  /// What is done with the blocks.
  public struct Settings: Sendable {
    /// Blocks at the beginning that are learnt from and not predicted.
    public var learningBlocks = 0
    /// The share of each block's transactions that is learnt from before the rest of it is predicted: for
    /// blocks that stand alone, which have no others to learn from.
    public var split = 0.0
    /// The predictor's own.
    public var predictor = AccessPredictor.Settings()

    public init() {}
  }

  /// One block that was predicted.
  public struct Block: Sendable {
    public var number: UInt64
    public var quality: PredictionQuality
  }

  public let settings: Settings
  public private(set) var blocks: [Block] = []
  /// Over all blocks that were predicted.
  public private(set) var quality = PredictionQuality()
  /// By kind of transaction.
  public private(set) var review = PredictionReview()
  /// Transactions that were predicted, and what that took.
  public private(set) var predictedTransactions = 0
  public private(set) var predictionNanoseconds: UInt64 = 0
  /// Transactions that were learnt from, and what that took.
  public private(set) var learntTransactions = 0
  public private(set) var learningNanoseconds: UInt64 = 0
  /// Kinds of transactions known at the end.
  public var kindCount: Int { predictor.kindCount }

  private var predictor: AccessPredictor
  private var seen = 0

  public init(_ settings: Settings = Settings()) {
    self.settings = settings
    predictor = AccessPredictor(settings.predictor)
  }

  /// Predicts, executes and learns the executor's block, which `state` is before; it is left after it.
  mutating func take(
    _ executor: any TransactionExecutor, _ transactions: [Transaction], number: UInt64,
    on state: WorldState
  ) {
    let before = state.copy()
    let recorded = BlockAccesses.record(executor, on: state)
    seen += 1
    let count = transactions.count
    let isPredicted = seen > settings.learningBlocks
    let first = isPredicted ? min(count, Int(Double(count) * settings.split)) : count
    learn(transactions, executor.beneficiary, recorded, before, state, part: 0..<first, nil)
    guard isPredicted, first < count else { return }
    let stopwatch = Stopwatch()
    let predicted = predictor.predict(
      transactions, beneficiary: executor.beneficiary, on: before)
    predictionNanoseconds += stopwatch.elapsed().wall
    predictedTransactions += count
    let found = PredictionQuality(
      of: predicted, against: AccessSets(recorded, on: state), part: first..<count)
    blocks.append(Block(number: number, quality: found))
    quality = quality + found
    learn(
      transactions, executor.beneficiary, recorded, before, state, part: first..<count, predicted)
  }

  private mutating func learn(
    _ transactions: [Transaction], _ beneficiary: Address, _ recorded: BlockAccesses,
    _ before: WorldState, _ after: WorldState, part: Range<Int>, _ predicted: AccessSets?
  ) {
    if part.isEmpty { return }
    let stopwatch = Stopwatch()
    predictor.learn(
      transactions, beneficiary: beneficiary, from: recorded, before: before, after: after,
      part: part, reviewing: predicted, into: &review)
    learningNanoseconds += stopwatch.elapsed().wall
    learntTransactions += part.count
  }
}
