/// Learns which scheduler suits which kind of block, from times.
///
/// Bounded: ``kindLimit`` kinds, of which the one that was met longest ago is forgotten for a new one.
struct ChoiceLearner {
  private struct Kind {
    var record: ChoiceRecord
    /// Who was in favour when the newest block of this kind came.
    var favourite: Int
    /// Gas of that block, or of the one before while it is being executed.
    var gas = 0.0
    var lastBlock: Int
  }
  /// Where in `kinds` blocks that look so are.
  private var places: [BlockFeatures: Int] = [:]
  private var kinds: [Kind] = []
  private var blocks = 0
  private var random: UInt64
  private let armCount: Int
  private(set) var budget: TrialBudget
  /// Lost attempts per transaction of the last optimistic blocks, smoothed.
  private(set) var lossRate = 0.0

  static let kindLimit = 256

  init(seed: UInt64, armCount: Int) {
    random = seed
    self.armCount = armCount
    budget = TrialBudget(armCount: armCount)
  }

  /// Which of `allowed` to choose for a block, in the order in which they are worth trying.
  mutating func choose(
    _ features: BlockFeatures, among allowed: [Int], baseline: Int, workers: Int
  ) -> Int {
    blocks += 1
    let place = places[features] ?? makePlace(for: features, favourite: allowed[0])
    kinds[place].lastBlock = blocks
    let time = (kinds[place].record.expectedCost ?? 0) * kinds[place].gas
    let choice = kinds[place].record.choose(
      among: allowed, baseline: baseline, workers: workers, random: nextRandom()
    ) { [budget] arm, ratio in budget.affords(arm, ratio: ratio, ofBlockTaking: time) }
    kinds[place].favourite = kinds[place].record.favourite
    return choice
  }

  /// Notes what a choice came to: the block's nanoseconds, and the gas it used.
  mutating func note(
    _ time: Double, gas: UInt64, of arm: Int, for features: BlockFeatures
  ) {
    guard gas > 0, let place = places[features] else { return }
    let cost = time / Double(gas)
    let expected = kinds[place].record.expectedCost
    budget.note(
      time, of: arm, ratio: arm == kinds[place].favourite ? nil : expected.map { cost / $0 })
    kinds[place].gas = Double(gas)
    kinds[place].record.note(cost, of: arm)
  }

  /// Notes how much speculation lost, of a block that was speculated on.
  mutating func note(lost: Int, of transactions: Int) {
    lossRate = 0.7 * lossRate + 0.3 * Double(lost) / Double(max(transactions, 1))
  }

  /// A place for a new kind of blocks: that of the kind that was met longest ago, if there are too many.
  private mutating func makePlace(for features: BlockFeatures, favourite: Int) -> Int {
    let kind = Kind(
      record: ChoiceRecord(armCount: armCount, favourite: favourite), favourite: favourite,
      lastBlock: blocks)
    var place = kinds.count
    if kinds.count < Self.kindLimit {
      kinds.append(kind)
    } else if let oldest = places.min(by: { kinds[$0.value].lastBlock < kinds[$1.value].lastBlock })
    {
      places[oldest.key] = nil
      place = oldest.value
      kinds[place] = kind
    }
    places[features] = place
    return place
  }

  /// Steele, Lea and Flood 2014.
  private mutating func nextRandom() -> UInt64 {
    random &+= 0x9e37_79b9_7f4a_7c15
    var z = (random ^ random &>> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z &>> 31
  }
}
