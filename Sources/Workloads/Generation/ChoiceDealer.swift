import GSL

/// Draws one choice of one profile, from streams of its own, and counts what came up.
///
/// A class because it owns a stream, which cannot be copied.
final class ChoiceDealer {
  let spec: ChoiceSpec
  private let law: any Distribution
  private var stream: RandomStream
  private var draws = 0
  /// Rank to key where the keys are put into an order of the choice's own.
  private let order: [UInt32]?
  /// Added to what `order` or the law gives.
  private let first: Int
  private var counts: [UInt32]

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
      order = orderStream.permutation(of: count)
    case .numbered(let number):
      (first, count, order) = (0, number, nil)
    case .values(let range):
      (first, count, order) = (range.lowerBound, range.count, nil)
    }
    law = spec.makeLaw(count, &orderStream)
    if case .values = spec.keys { counts = [] } else { counts = .init(repeating: 0, count: count) }
  }

  /// The next pick: an account's or thing's number, or a value.
  func pick() -> Int {
    let rank = law.draw(draws, from: &stream)
    draws += 1
    if !counts.isEmpty { counts[rank] += 1 }
    return first + (order.map { Int($0[rank]) } ?? rank)
  }

  /// How the picks so far are spread; nil for values, which are no keys.
  func skew(profile: String) -> RealisedSkew? {
    guard !counts.isEmpty else { return nil }
    return RealisedSkew(profile: profile, choice: spec, law: law, counts: counts)
  }
}
