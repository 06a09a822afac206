import Primitives
import Schedulers
import State

/// Predicts what transactions will access from what transactions like them accessed.
///
/// A template is kept for each location of each kind of transaction (code and selector), as an expression
/// over sender, arguments and what the state holds; a prediction computes the expressions against the
/// state at the block's start. Wrong predictions are possible and cost schedulers time, never
/// correctness. Learning is deterministic and bounded: by kinds, and by templates a kind.
///
/// The ladder of BNB's BEP-456 (patterns, then pre-execution) ends in executing transactions; this stops
/// before that: nothing is executed.
public struct AccessPredictor: Sendable {
  /// What is believed, and what is kept.
  public struct Settings: Sendable {
    /// The least expected share of a kind's transactions that access a location for it to be predicted.
    /// Low values find more of what is accessed, high ones are wrong less often.
    public var minimumConfidence = 0.1
    /// Kinds of transactions kept; the ones seen longest ago go first.
    public var kinds = 2_048

    public init() {}
  }

  public let settings: Settings
  private var models: [KindModel] = []
  private var kinds: [CallKind] = []
  private var numbers: [CallKind: Int] = [:]
  /// Blocks learnt from.
  public private(set) var blocks = 0

  /// A predictor that has seen nothing.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// Transactions learnt from, over the kinds that are kept.
  public var samples: Int { models.reduce(0) { $0 + $1.samples } }
  /// Kinds of transactions known.
  public var kindCount: Int { models.count }

  // MARK: Predicting

  /// The accesses that the transactions will make if they are executed next, on `state`.
  ///
  /// Kinds not seen yet get what every transaction accesses: ``AccessSets/Name``s of sender and target.
  public func predict(
    _ transactions: [Transaction], beneficiary: Address, on state: WorldState
  ) -> AccessSets {
    var sets = AccessSets()
    var codes = CodeReader(state)
    var values: [Word?] = []
    for transaction in transactions {
      let code = codes.code(of: transaction)
      let input = CallInput(transaction: transaction, beneficiary: beneficiary)
      guard let model = model(of: CallKind(transaction, code: code)), !model.templates.isEmpty
      else {
        sets.append(
          AccessSets.surelyAccessed(by: transaction),
          gas: min(transaction.gasLimit, code == .none ? 21_000 : 100_000))
        continue
      }
      let accesses = model.predict(
        input, minimumConfidence: settings.minimumConfidence, using: &values
      ) { account, key in state.slotValue(account, key) }
      sets.append(accesses, gas: UInt64(model.gas))
    }
    return sets
  }

  private func model(of kind: CallKind) -> KindModel? { numbers[kind].map { models[$0] } }

  // MARK: Learning

  /// Learns from a block that was executed in order.
  ///
  /// - Parameters:
  ///   - recorded: its accesses; transactions that were refused (no gas) teach nothing.
  ///   - before: the state before it.
  ///   - after: the state that the accesses were recorded on.
  ///   - part: which of the transactions to learn from; all if nil.
  ///   - review: told what had been predicted, and why it was wrong where it was.
  public mutating func learn(
    _ transactions: [Transaction], beneficiary: Address, from recorded: BlockAccesses,
    before: WorldState, after: WorldState, part: Range<Int>? = nil,
    reviewing predicted: AccessSets? = nil, into review: inout PredictionReview
  ) {
    blocks += 1
    var codes = CodeReader(before)
    var block = ObservedBlock(before: before, after: after)
    for (index, transaction) in transactions.enumerated() {
      guard index < recorded.transactions.count else { return }
      let accesses = recorded.transactions[index]
      defer { block.advance(over: accesses) }
      guard accesses.gasUsed > 0, part?.contains(index) ?? true else { continue }
      let input = CallInput(transaction: transaction, beneficiary: beneficiary)
      let call = block.call(input, accesses)
      let kind = CallKind(transaction, code: codes.code(of: transaction))
      let number = number(of: kind)
      let known = models[number].samples
      models[number].lastBlock = blocks
      let lesson = models[number].learn(call, minimumConfidence: settings.minimumConfidence) {
        block.slotValue($0, $1)
      }
      if let predicted {
        review.note(
          call, of: kind, at: transaction.to, predicted: predicted, index, lesson, samples: known,
          believing: settings.minimumConfidence)
      }
    }
  }

  /// The same without a review.
  public mutating func learn(
    _ transactions: [Transaction], beneficiary: Address, from recorded: BlockAccesses,
    before: WorldState, after: WorldState
  ) {
    var review = PredictionReview()
    learn(
      transactions, beneficiary: beneficiary, from: recorded, before: before, after: after,
      into: &review)
  }

  private mutating func number(of kind: CallKind) -> Int {
    if let known = numbers[kind] { return known }
    if models.count < settings.kinds {
      numbers[kind] = models.count
      models.append(KindModel())
      kinds.append(kind)
      return models.count - 1
    }
    let oldest = models.indices.min { models[$0].lastBlock < models[$1].lastBlock } ?? 0
    numbers[kinds[oldest]] = nil
    numbers[kind] = oldest
    kinds[oldest] = kind
    models[oldest] = KindModel()
    return oldest
  }
}

extension WorldState {
  /// The value of a slot by name; zero if there is none.
  fileprivate func slotValue(_ account: Address, _ key: Word) -> Word {
    guard let account = find(account), let slot = find(key, of: account) else { return .zero }
    return record(slot).value
  }
}
