import Prediction
import Schedulers

/// What one hint setting says of the blocks of a stream, and what it is worth.
struct PreparedHints {
  let setting: HintSetting
  /// By block.
  private(set) var sets: [AccessSets?] = []
  /// Against what the transactions really accessed.
  private(set) var quality = PredictionQuality()
  /// What finding out took, over all blocks: pre-executing, predicting, reading declarations. Off every
  /// scheduler's clock. Zero for perfect hints, which nobody has beforehand.
  private(set) var nanoseconds: UInt64 = 0

  init(_ setting: HintSetting) { self.setting = setting }

  mutating func add(_ block: AccessSets?, against actual: AccessSets, nanoseconds: UInt64) {
    sets.append(block)
    self.nanoseconds += nanoseconds
    let found = block ?? AccessSets.empty(transactionCount: actual.transactionCount)
    quality = quality + PredictionQuality(of: found, against: actual)
  }
}

extension AccessSets {
  /// Nothing, of so many transactions.
  fileprivate static func empty(transactionCount: Int) -> AccessSets {
    var sets = AccessSets()
    for _ in 0..<transactionCount { sets.append([], gas: 0) }
    return sets
  }
}
