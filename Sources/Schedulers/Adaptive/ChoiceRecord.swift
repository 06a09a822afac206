/// What choosing each scheduler for blocks of one kind has come to.
///
/// Asked and told once a block, with nothing else running: it allocates nothing, and copies nothing but
/// numbers.
struct ChoiceRecord {
  /// One scheduler's outcomes.
  struct Arm {
    /// Times of its newest executions, in nanoseconds a unit of gas: a ring of so many.
    private var recent = InlineArray<8, Double>(repeating: 0)
    /// How often it was chosen.
    private(set) var visits = 0
    /// The mean of the newest times but for the longest, so that one disturbed run does not move it; nil before
    /// the first.
    ///
    /// Not the median: whoever has to give up two blocks in five, for what it was told of them was wrong, looks
    /// as good by that as if it never had to. Total time is what counts.
    private(set) var estimate: Double?

    mutating func note(_ cost: Double) {
      recent[visits % recent.count] = cost
      visits += 1
      let count = min(visits, recent.count)
      var sum = 0.0
      var longest = 0.0
      for index in 0..<count {
        sum += recent[index]
        longest = max(longest, recent[index])
      }
      estimate = count == 1 ? cost : (sum - longest) / Double(count - 1)
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

  /// What the favourite is expected to take, in nanoseconds a unit of gas; nil before its first block.
  var expectedCost: Double? { arms[favourite].estimate }

  /// Which of `allowed` to choose for the next block: the favourite, or one to be tried.
  ///
  /// - Parameters:
  ///   - baseline: the arm of sequential execution, whose time over `workers` nothing can beat.
  ///   - random: a number for choosing among those that might be tried.
  ///   - affords: whether trying an arm may cost what it is expected to, given how many times the favourite's
  ///     time it took so far, if it was ever tried.
  mutating func choose(
    among allowed: [Int], baseline: Int, workers: Int, random: UInt64,
    affords: (_ arm: Int, _ ratio: Double?) -> Bool
  ) -> Int {
    blocks += 1
    if !allowed.contains(favourite) { favourite = allowed[0] }
    // The first block is the favourite's; then each of the others has its first.
    guard let best = arms[favourite].estimate else { return favourite }
    if let bound = arms[baseline].estimate, best <= bound / Double(workers) * Self.goodEnough {
      return favourite
    }
    if let untried = allowed.first(where: { arms[$0].visits == 0 && affords($0, nil) }) {
      return untried
    }
    guard blocks >= nextTrial else { return favourite }
    let rivals = allowed.count { isRival($0, of: best) }
    var place = rivals == 0 ? 0 : Int(random % UInt64(rivals))
    for arm in allowed where isRival(arm, of: best) {
      if place == 0 {
        // One that costs too much now leaves the trial due: with the next block, for another perhaps.
        guard let cost = arms[arm].estimate, affords(arm, cost / best) else { return favourite }
        postponeTrial()
        return arm
      }
      place -= 1
    }
    postponeTrial()
    return favourite
  }

  /// Whether the arm might turn out better than the favourite, which takes `best`.
  private func isRival(_ arm: Int, of best: Double) -> Bool {
    guard arm != favourite, let cost = arms[arm].estimate else { return false }
    return cost < best * Self.hopeless
  }

  /// The next trial is twice as far away as the last one was.
  private mutating func postponeTrial() {
    trialInterval = min(2 * trialInterval, Self.longestInterval)
    nextTrial = blocks + trialInterval
  }

  /// Notes what the choice cost, and lets a better one take the favourite's place.
  mutating func note(_ cost: Double, of arm: Int) {
    let expected = arms[arm].estimate
    arms[arm].note(cost)
    guard let present = arms[favourite].estimate else { return }
    var best = favourite
    var least = present * (1 - Self.hysteresis)
    for index in arms.indices {
      guard let estimate = arms[index].estimate, estimate < least else { continue }
      best = index
      least = estimate
    }
    favourite = best
    // Blocks that suddenly take much more, or less, are no longer what they were.
    if let expected, arm == favourite, cost > 1.5 * expected || cost < 0.6 * expected {
      trialInterval = 4
      nextTrial = min(nextTrial, blocks + trialInterval)
    }
  }
}
