/// What trying other schedulers than the favourite may cost: a small part of all time so far.
///
/// A trial loses what it takes longer than the favourite would have. However many kinds of blocks there are,
/// and however bad what is tried, losses stay below that part, but for what one trial was worse than
/// expected: so a good first guess is never far from the best choice, from the first block on, and a bad one
/// is left as soon as there is something to spend. (Trying all arms on each new kind of block at once cost a
/// tenth of the first 200 blocks of `Workloads/mixed-stream.yaml`.)
struct TrialBudget {
  /// Nanoseconds of all blocks so far.
  private(set) var total = 0.0
  /// How many of them were lost in trials.
  private(set) var lost = 0.0
  /// By arm: how many times the favourite's time it took when it was tried, on blocks of any kind, the newest
  /// counting most.
  private var ratios: [Double]

  /// The part of all time that may be lost.
  static let share = 0.02
  /// What is expected of an arm that was never tried on anything.
  private static let firstRatio = 1.25

  init(armCount: Int) { ratios = Array(repeating: Self.firstRatio, count: armCount) }

  /// Whether trying `arm` on a block is within the budget.
  /// - Parameters:
  ///   - ratio: how many times the favourite's time it took on blocks of this kind; nil if that is not known.
  ///   - time: what the favourite is expected to take for the block, in nanoseconds.
  func affords(_ arm: Int, ratio: Double?, ofBlockTaking time: Double) -> Bool {
    lost + max(0, (ratio ?? ratios[arm]) - 1) * time <= Self.share * total
  }

  /// Notes what a block took.
  /// - Parameters:
  ///   - time: nanoseconds.
  ///   - ratio: of what `arm` took to what the favourite would have; nil if `arm` was the favourite.
  mutating func note(_ time: Double, of arm: Int, ratio: Double?) {
    total += time
    guard let ratio, ratio > 0 else { return }
    lost += max(0, time - time / ratio)
    ratios[arm] += 0.25 * (ratio - ratios[arm])
  }
}
