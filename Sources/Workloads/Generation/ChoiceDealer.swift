import GSL

/// Draws one choice of one profile, from streams of its own, and notes what came up.
///
/// A class because it owns a stream, which cannot be copied.
final class ChoiceDealer {
  let spec: ChoiceSpec
  private let law: any Distribution
  private var stream: RandomStream
  /// Number of the next draw: within a block draws are numbered from the transactions before the block.
  private var index = 0
  /// Rank to key where the keys are put into an order of the choice's own.
  private let order: RandomOrder?
  /// Added to what `order` or the law gives.
  private let first: Int
  /// The ranks drawn, in order; empty for values.
  private(set) var drawn: [UInt32] = []
  private let isOfKeys: Bool

  /// - Parameter name: Names the streams; unique within the workload.
  init(_ spec: ChoiceSpec, accounts: Int, seed: UInt64, name: String) {
    self.spec = spec
    stream = RandomStream(seed: seed, named: name)
    var orderStream = RandomStream(seed: seed, named: name + " order")
    let count: Int
    switch spec.keys {
    case .accounts:
      first = accounts * (spec.part.number - 1) / spec.part.of
      count = accounts * spec.part.number / spec.part.of - first
      order = RandomOrder(count: count, from: &orderStream)
    case .numbered(let number):
      (first, count, order) = (0, number, nil)
    case .values(let range):
      (first, count, order) = (range.lowerBound, range.count, nil)
    }
    law = spec.makeLaw(count, &orderStream)
    if case .values = spec.keys { isOfKeys = false } else { isOfKeys = true }
  }

  /// Goes to the draws of block `number`, before which there are `transactions` transactions: every
  /// block has draws of its own, so that blocks can be made in any order and at the same time.
  func beginBlock(_ number: UInt64, after transactions: Int) {
    stream.restart(part: number)
    index = transactions
  }

  /// The next pick: an account's or thing's number, or a value.
  func pick() -> Int {
    let rank = law.draw(index, from: &stream)
    index &+= 1
    if isOfKeys { drawn.append(UInt32(truncatingIfNeeded: rank)) }
    return first &+ (order.map { $0[rank] } ?? rank)
  }

  /// How `drawn`, by this dealer and by others of the same choice, is spread; nil for values, which are
  /// no keys.
  func skew(of drawn: [[UInt32]], profile: String) -> RealisedSkew? {
    isOfKeys ? RealisedSkew(profile: profile, choice: spec, law: law, drawn: drawn) : nil
  }
}
