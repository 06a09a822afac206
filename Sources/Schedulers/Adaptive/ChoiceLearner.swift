/// Learns which scheduler suits which kind of block, from times.
///
/// Bounded: ``kindLimit`` kinds, of which the one that was met longest ago is forgotten for a new one.
struct ChoiceLearner {
  private struct Kind {
    var record: ChoiceRecord
    var lastBlock: Int
  }
  private var kinds: [BlockFeatures: Kind] = [:]
  private var blocks = 0
  private var random: UInt64
  /// Lost attempts per transaction of the last optimistic blocks, smoothed.
  private(set) var lossRate = 0.0

  static let kindLimit = 256

  init(seed: UInt64) { random = seed }

  /// Which of `allowed` to choose for a block, in the order in which they are worth trying.
  mutating func choose(
    _ features: BlockFeatures, among allowed: [Int], baseline: Int, workers: Int
  ) -> Int {
    blocks += 1
    if kinds[features] == nil { makeRoom() }
    var kind =
      kinds[features]
      ?? Kind(
        record: ChoiceRecord(armCount: AdaptiveScheduler.armCount, favourite: allowed[0]),
        lastBlock: 0)
    kind.lastBlock = blocks
    let choice = kind.record.choose(
      among: allowed, baseline: baseline, workers: workers, random: nextRandom())
    kinds[features] = kind
    return choice
  }

  /// Notes what a choice came to: its nanoseconds a unit of gas.
  mutating func note(_ cost: Double, of arm: Int, for features: BlockFeatures) {
    kinds[features]?.record.note(cost, of: arm)
  }

  /// Notes how much speculation lost, of a block that was speculated on.
  mutating func note(lost: Int, of transactions: Int) {
    lossRate = 0.7 * lossRate + 0.3 * Double(lost) / Double(max(transactions, 1))
  }

  private mutating func makeRoom() {
    guard kinds.count >= Self.kindLimit,
      let oldest = kinds.min(by: { $0.value.lastBlock < $1.value.lastBlock })
    else { return }
    kinds[oldest.key] = nil
  }

  /// Steele, Lea and Flood 2014.
  private mutating func nextRandom() -> UInt64 {
    random &+= 0x9e37_79b9_7f4a_7c15
    var z = (random ^ random &>> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z &>> 31
  }
}
