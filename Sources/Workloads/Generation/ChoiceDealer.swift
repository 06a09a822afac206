import GSL

/// Draws one choice of one profile, from streams of its own, and notes what came up.
///
/// A class because it owns a stream, which cannot be copied.
final class ChoiceDealer {
  private var draws: DrawnAhead
  let spec: ChoiceSpec

  /// - Parameter name: Names the streams; unique within the workload.
  init(_ spec: ChoiceSpec, accounts: Int, seed: UInt64, name: String) {
    self.spec = spec
    draws = DrawnAhead(spec, accounts: accounts, seed: seed, name: name)
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
  var drawn: [UInt32] {
    draws.note()
    return draws.drawn
  }

  /// How `drawn`, by this dealer and by others of the same choice, is spread; nil for values, which are
  /// no keys.
  func skew(of drawn: [[UInt32]], profile: String) -> RealisedSkew? {
    guard draws.isOfKeys else { return nil }
    return RealisedSkew(profile: profile, choice: spec, law: draws.law, drawn: drawn)
  }
}
