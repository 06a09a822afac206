import Statistics

/// What a ``RegretStudy`` measured: times by round, block and arm, and what follows from them.
public struct RegretFigures: Sendable {
  public let stream: String
  public let workers: Int
  /// What all who take hints were told.
  public let hints: HintSetting
  public let subject: String
  public let candidates: [String]
  public let blocks: Int
  /// Wall nanoseconds by round, block and arm; the subject is the last arm. Round 0 is the first, in which
  /// the subject knows nothing.
  public private(set) var times: [[[UInt64]]] = []
  /// Processor nanoseconds, likewise.
  public private(set) var processorTimes: [[[UInt64]]] = []
  /// What the subject chose in the last round, by block.
  public private(set) var choices: [String]

  init(
    stream: String, workers: Int, hints: HintSetting = .perfect, subject: String,
    candidates: [String], blocks: Int
  ) {
    self.stream = stream
    self.workers = workers
    self.hints = hints
    self.subject = subject
    self.candidates = candidates
    self.blocks = blocks
    choices = Array(repeating: "", count: blocks)
  }

  mutating func beginRound() {
    let empty = Array(
      repeating: Array(repeating: UInt64(0), count: candidates.count + 1), count: blocks)
    times.append(empty)
    processorTimes.append(empty)
  }

  mutating func note(_ time: ElapsedTime, ofArm arm: Int, block: Int, choice: String?) {
    times[times.count - 1][block][arm] = max(time.wall, 1)
    processorTimes[times.count - 1][block][arm] = time.processor
    if arm == candidates.count { choices[block] = choice ?? subject }
  }

  // MARK: What follows

  /// The rounds that count: all but the first.
  private var measured: Range<Int> { 1..<max(times.count, 1) }

  /// The middle time of a block under an arm, over the rounds that count but for `round`.
  private func middle(_ block: Int, _ arm: Int, without round: Int? = nil) -> Double {
    Sample(measured.filter { $0 != round }.map { Double(times[$0][block][arm]) }).median
  }

  /// The candidate whose middle time is least for the block.
  private func best(_ block: Int, without round: Int? = nil) -> Int {
    candidates.indices.min {
      middle(block, $0, without: round) < middle(block, $1, without: round)
    } ?? 0
  }

  /// By arm, the sum of its blocks' middle times.
  public var totals: [Double] {
    (0...candidates.count).map { arm in
      (0..<blocks).reduce(0) { $0 + middle($1, arm) }
    }
  }

  /// By arm, the same of processor time.
  public var processorTotals: [Double] {
    (0...candidates.count).map { arm in
      (0..<blocks).reduce(0) { sum, block in
        sum + Sample(measured.map { Double(processorTimes[$0][block][arm]) }).median
      }
    }
  }

  /// The sum of each block's least middle time. Too good to be true: with equal candidates it picks
  /// whichever was disturbed least.
  public var hindsightOfSameRuns: Double {
    (0..<blocks).reduce(0) { $0 + middle($1, best($1)) }
  }

  /// By round that counts: the subject's time over that of the best choice for each block, less one.
  ///
  /// The best choice is found in the *other* rounds and timed in this one, so that it is chosen by what the
  /// candidates are, not by which run was lucky, and meets the machine as the subject did.
  public var regrets: [Double] {
    measured.map { regret(inRound: $0) }
  }

  /// The regret of the first round, in which the subject knew nothing.
  public var firstRegret: Double { times.isEmpty ? .nan : regret(inRound: 0) }

  private func regret(inRound round: Int) -> Double {
    var subject = 0.0
    var hindsight = 0.0
    for block in 0..<blocks {
      subject += Double(times[round][block][candidates.count])
      hindsight += Double(times[round][block][best(block, without: round)])
    }
    return subject / hindsight - 1
  }

  /// The mean regret, with Student's interval over the rounds where there are several.
  public var regret: (mean: Double, interval: ConfidenceInterval?) {
    let sample = Sample(regrets)
    return (sample.mean, sample.meanInterval())
  }

  /// How many blocks each candidate was best for in hindsight, and what the subject chose for them in the
  /// last round: by candidate, then by choice.
  public var choiceTable: [(best: String, blocks: Int, choices: [(name: String, count: Int)])] {
    var counts = candidates.map { _ in [String: Int]() }
    for block in 0..<blocks { counts[best(block)][shortChoice(block), default: 0] += 1 }
    return candidates.indices.map { candidate in
      let choices = counts[candidate].sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return (
        candidates[candidate], choices.reduce(0) { $0 + $1.value },
        choices.map { (name: $0.key, count: $0.value) }
      )
    }
  }

  /// The choice without where a speculation was given up.
  private func shortChoice(_ block: Int) -> String {
    let choice = choices[block]
    guard let end = choice.range(of: ", given up") else { return choice }
    return choice[..<end.lowerBound] + ", given up"
  }
}
