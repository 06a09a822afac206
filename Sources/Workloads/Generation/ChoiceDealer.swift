import GSL

/// Draws one choice of one profile, from streams of its own, and notes what came up.
///
/// A class because it owns a stream, which cannot be copied.
final class ChoiceDealer {
  private var draws: Draws
  let spec: ChoiceSpec

  /// - Parameter name: Names the streams; unique within the workload.
  init(_ spec: ChoiceSpec, accounts: Int, seed: UInt64, name: String) {
    self.spec = spec
    draws = Draws(spec, accounts: accounts, seed: seed, name: name)
  }

  /// Goes to the draws of block `number`, before which there are `transactions` transactions: every
  /// block has draws of its own, so that blocks can be made in any order and at the same time.
  func beginBlock(_ number: UInt64, after transactions: Int) {
    draws.beginBlock(number, after: transactions)
  }

  /// The next pick: an account's or thing's number, or a value.
  @inline(__always)
  func pick() -> Int { draws.pick() }

  /// The ranks drawn, in order; empty for values.
  var drawn: [UInt32] { draws.drawn }

  /// How `drawn`, by this dealer and by others of the same choice, is spread; nil for values, which are
  /// no keys.
  func skew(of drawn: [[UInt32]], profile: String) -> RealisedSkew? {
    guard draws.isOfKeys else { return nil }
    return RealisedSkew(profile: profile, choice: spec, law: draws.law, drawn: drawn)
  }
}

/// The state of a dealer: one value, so that a draw is one access to the class, which is checked.
private struct Draws: ~Copyable {
  let law: any Distribution
  let isOfKeys: Bool
  private(set) var drawn: [UInt32] = []
  private var stream: RandomStream
  /// Number of the next draw: within a block draws are numbered from the transactions before the block.
  private var index = 0
  /// How many of `drawn` are of earlier blocks.
  private var blockStart = 0
  private let reuse: ChoiceReuse?
  /// Rank to key where the keys are put into an order of the choice's own.
  private let order: RandomOrder?
  /// Added to what `order` or the law gives.
  private let first: Int

  init(_ spec: ChoiceSpec, accounts: Int, seed: UInt64, name: String) {
    stream = RandomStream(seed: seed, named: name)
    var orderStream = RandomStream(seed: seed, named: name + " order")
    let domain = spec.domain(accounts: accounts)
    switch spec.keys {
    case .accounts:
      first = accounts * (spec.part.number - 1) / spec.part.of
      order = RandomOrder(count: domain.count, from: &orderStream)
    case .numbered, .values: (first, order) = (domain.lowest, nil)
    }
    law = spec.recipe.make(domain, &orderStream)
    reuse = spec.reuse
    if case .values = spec.keys { isOfKeys = false } else { isOfKeys = true }
  }

  mutating func beginBlock(_ number: UInt64, after transactions: Int) {
    stream.restart(part: number)
    index = transactions
    blockStart = drawn.count
  }

  mutating func pick() -> Int {
    let rank = nextRank()
    index &+= 1
    if isOfKeys { drawn.append(UInt32(truncatingIfNeeded: rank)) }
    guard let order else { return first &+ rank }
    return first &+ order[rank]
  }

  @inline(__always)
  private mutating func nextRank() -> Int {
    if let reuse, let steps = reuse.stepsBack(at: drawn.count - blockStart, &stream) {
      return Int(drawn[drawn.count - steps])
    }
    return law.draw(index, from: &stream)
  }
}
