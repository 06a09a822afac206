import Primitives
import Schedulers

/// What predictions were worth, kind by kind.
public struct PredictionReview: Sendable {
  /// One kind of transaction.
  public struct Row: Sendable {
    public var kind: CallKind
    /// The account that the first of them called; nil for creations.
    public var example: Address?
    public var transactions = 0
    /// Transactions that had been learnt from when the last of them was predicted.
    public var support = 0
    public var locations = PredictionScore()
    /// Transactions of which everything was predicted.
    public var covered = 0
    /// Accesses not predicted, by cause in the order of ``MissCause/allCases``.
    public var misses = [Int](repeating: 0, count: MissCause.allCases.count)

    public func misses(by cause: MissCause) -> Int {
      MissCause.allCases.firstIndex(of: cause).map { misses[$0] } ?? 0
    }
  }

  private var numbers: [CallKind: Int] = [:]
  /// In the order in which kinds were first seen.
  public private(set) var rows: [Row] = []

  public init() {}

  /// The rows by transactions, most first.
  public var ranked: [Row] {
    rows.enumerated().sorted {
      ($1.element.transactions, $0.offset) < ($0.element.transactions, $1.offset)
    }
    .map(\.element)
  }

  mutating func note(
    _ call: ObservedCall, of kind: CallKind, at target: Address?, predicted: AccessSets,
    _ index: Int,
    _ lesson: KindModel.Lesson, samples: Int, believing minimumConfidence: Double
  ) {
    let number = number(of: kind, target)
    var guesses: [AccessSets.Name: Bool] = [:]
    for access in predicted.accesses(of: index) {
      guesses[predicted.name(of: access)] = access.isWrite
    }
    var row = rows[number]
    row.transactions += 1
    row.support = samples
    row.locations.predicted += guesses.count
    row.locations.actual += call.accesses.count
    var isCovered = true
    for (access, explanation) in zip(call.accesses, lesson.explanations) {
      if let guess = guesses[access.name] {
        row.locations.matched += 1
        if access.isWrite && !guess { isCovered = false }
        continue
      }
      isCovered = false
      let cause = cause(explanation, samples: samples, minimumConfidence)
      if let place = MissCause.allCases.firstIndex(of: cause) { row.misses[place] += 1 }
    }
    if isCovered { row.covered += 1 }
    rows[number] = row
  }

  private func cause(
    _ explanation: AccessTemplate?, samples: Int, _ minimumConfidence: Double
  ) -> MissCause {
    if samples == 0 { return .new }
    guard let explanation, explanation.isSupported else { return .unexplained }
    return explanation.confidence >= minimumConfidence ? .stale : .rare
  }

  private mutating func number(of kind: CallKind, _ target: Address?) -> Int {
    if let known = numbers[kind] { return known }
    numbers[kind] = rows.count
    rows.append(Row(kind: kind, example: target))
    return rows.count - 1
  }
}
