/// When rounds end although transactions are pending.
struct RoundLimits: Hashable, Sendable {
  /// Rounds a batch, at most.
  var rounds = 8
  /// Percent of a round's transactions that have to stand, or it was the last. Half of them is where two
  /// workers gain nothing over one that goes on alone; many workers could do with less, but the outcome
  /// of a round must not depend on how many there are.
  var share = 50
  /// Transactions of the block that go through their rounds together; the next ones begin when all of
  /// these stand. Zero for the whole block.
  var batch = 0

  /// Whether another round follows that number `round`, which executed so many transactions and has left
  /// so many pending: more than before where late writes have refuted earlier rounds' too.
  func continues(after round: Int, executed: Int, pending: Int) -> Bool {
    pending > 0 && round < rounds && (executed - pending) * 100 >= executed * share
  }

  /// The batch that begins at `start` of so many transactions.
  func batch(at start: Int, of count: Int) -> Range<Int> {
    start..<(batch == 0 ? count : min(start + batch, count))
  }
}

extension RoundLimits {
  private static let roundsParameter = SchedulerParameter.integer(
    "rounds", "rounds at most, before the rest is executed in order", in: 1...1_000_000,
    standard: RoundLimits().rounds)
  private static let shareParameter = SchedulerParameter.integer(
    "share", "percent of a round that has to stand, or it was the last", in: 0...100,
    standard: RoundLimits().share)
  private static let batchParameter = SchedulerParameter.integer(
    "batch", "transactions that go through their rounds together, 0 for all", in: 0...1_000_000,
    standard: RoundLimits().batch)

  static let parameters = [roundsParameter, shareParameter, batchParameter]

  init(_ settings: SchedulerSettings) {
    self.init(
      rounds: settings.integer(Self.roundsParameter), share: settings.integer(Self.shareParameter),
      batch: settings.integer(Self.batchParameter))
  }
}
