/// What choosing each scheduler for blocks of one kind has come to.
struct ChoiceRecord {
  /// One scheduler's outcomes.
  struct Arm {
    /// Times of its newest executions, in nanoseconds a unit of gas.
    private(set) var recent: [Double] = []
    /// How often it was chosen.
    private(set) var visits = 0

    /// Enough for a median that one disturbed run does not move.
    private static let kept = 5

    /// The middle of the newest times; nil before the first.
    var estimate: Double? {
      recent.isEmpty ? nil : recent.sorted()[(recent.count - 1) / 2]
    }

    mutating func note(_ cost: Double) {
      visits += 1
      recent.append(cost)
      if recent.count > Self.kept { recent.removeFirst() }
    }
  }

  private(set) var arms: [Arm]
  /// The scheduler in favour.
  private(set) var favourite: Int
  /// Blocks of this kind so far.
  private(set) var blocks = 0
  private var nextTrial = 0
  private var trialInterval = 8

  /// How much better another one has to be to take the favourite's place: times differ by a few percent
  /// for no reason, and a change of mind costs cold memory.
  static let hysteresis = 0.04
  /// Once something needs hardly more than the best that so many workers could, nothing else is tried.
  static let goodEnough = 1.06
  /// Whoever was this much worse is not tried again in a calm time.
  private static let hopeless = 1.35
  private static let longestInterval = 128

  /// - Parameter favourite: what to begin with.
  init(armCount: Int, favourite: Int) {
    arms = Array(repeating: Arm(), count: armCount)
    self.favourite = favourite
  }

  /// Which of `allowed` to choose for the next block: the favourite, or one to be tried.
  ///
  /// - Parameters:
  ///   - baseline: the arm of sequential execution, whose time over `workers` nothing can beat.
  ///   - random: a number for choosing among those that might be tried.
  mutating func choose(
    among allowed: [Int], baseline: Int, workers: Int, random: UInt64
  ) -> Int {
    blocks += 1
    if !allowed.contains(favourite) { favourite = allowed[0] }
    // The first block is the favourite's; then each of the others has its first.
    guard let best = arms[favourite].estimate else { return favourite }
    if let bound = arms[baseline].estimate, best <= bound / Double(workers) * Self.goodEnough {
      return favourite
    }
    if let untried = allowed.first(where: { arms[$0].visits == 0 }) { return untried }
    guard blocks >= nextTrial else { return favourite }
    let rivals = allowed.filter {
      $0 != favourite && (arms[$0].estimate ?? 0) < best * Self.hopeless
    }
    trialInterval = min(2 * trialInterval, Self.longestInterval)
    nextTrial = blocks + trialInterval
    return rivals.isEmpty ? favourite : rivals[Int(random % UInt64(rivals.count))]
  }

  /// Notes what the choice cost, and lets a better one take the favourite's place.
  mutating func note(_ cost: Double, of arm: Int) {
    let expected = arms[arm].estimate
    arms[arm].note(cost)
    guard let present = arms[favourite].estimate else { return }
    let ranked = arms.indices.compactMap { index in
      arms[index].estimate.map { (index, $0) }
    }
    if let (best, time) = ranked.min(by: { $0.1 < $1.1 }),
      time < present * (1 - Self.hysteresis)
    {
      favourite = best
    }
    // Blocks that suddenly take much more, or less, are no longer what they were.
    if let expected, arm == favourite, cost > 1.5 * expected || cost < 0.6 * expected {
      trialInterval = 4
      nextTrial = min(nextTrial, blocks + trialInterval)
    }
  }
}
