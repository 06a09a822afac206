import Primitives
import State

/// The memory of hybrid executions, kept between blocks, with what they have taught; one block at a time.
///
/// `@unchecked Sendable`: set up and used up by one thread; what workers share in between are the handles
/// of ``BlockSTMBlock`` and the shared words.
final class HybridEngine: @unchecked Sendable {
  private let engine = BlockSTMEngine()
  private var advice = AdvisoryPlan()
  private var model = ConflictModel()
  private var words = ZeroedWords(count: SpeculationWatch.wordCount)
  private var workerCount = 0
  private var hasHints = false
  /// Why the block that was planned last should be executed in order, if it should.
  private(set) var order: String?
  /// Blocks executed, for whatever happens every so often.
  private var blockNumber = 0
  private var experience = Experience()
  private var paymentExperience = TrialExperience()
  private var inPlaceExperience = TrialExperience()
  let payments = PaymentBlock()
  let inPlace = InPlaceBlock()
  let graph = StaticDAGSource()
  let locks = LockManager()

  /// Chains of less than this part of what each worker has to do end early enough in whatever order.
  private static let shortPath = 4.0

  /// Blocks between two that are looked at although nothing seems wrong.
  private static let calmInterval = 16

  // MARK: Before

  /// Whether the block should be executed as one of payments.
  func expectsPayments(
    _ transactions: [Transaction], count: Int, _ judge: BlockJudge, workerCount: Int
  ) -> Bool {
    judge.expectsPayments(transactions, count: count, workerCount: workerCount)
      && !paymentExperience.rests()
  }

  /// Notes whether what was executed as a block of payments was one.
  func notePayments(areSo: Bool) { paymentExperience.note(areSo: areSo) }

  /// Whether hints are taken for all that a block's transactions may access.
  func trustsHints() -> Bool { !experience.distrustsHints && !inPlaceExperience.rests() }

  /// Notes whether such hints were so.
  func noteHints(areComplete: Bool) { inPlaceExperience.note(areSo: areComplete) }

  /// Whether the planned block's chains are so long that they have to be begun first: a graph knows them.
  /// Else locks will do, which take less time.
  func isGovernedByPaths(workerCount: Int) -> Bool {
    advice.parallelism < Self.shortPath * Double(workerCount)
  }

  /// Plans a block of `count` transactions by the hints, or by the transactions and what was learnt.
  func plan(_ transactions: [Transaction]?, count: Int, hints: AccessSets?) {
    blockNumber += 1
    hasHints = hints != nil && !experience.distrustsHints
    if hasHints, let hints {
      advice.make(hints)
    } else if let transactions, transactions.count == count {
      advice.make(transactions, &model)
    } else {
      advice.makeEmpty(transactionCount: count)
    }
  }

  /// Plans a block by hints that are taken for complete, and decides whether it should be executed in order.
  func planInPlace(_ sets: AccessSets, _ judge: BlockJudge, workerCount: Int) {
    plan(nil, count: sets.transactionCount, hints: sets)
    choose(judge, workerCount: workerCount)
  }

  /// Begins the graph or the locks that the planned block is executed by.
  func beginInPlace(_ sets: AccessSets, _ conflicts: ConflictTable, workerCount: Int) {
    if isGovernedByPaths(workerCount: workerCount) {
      graph.begin(conflicts, gas: sets.gas, workerCount: workerCount)
    } else {
      locks.begin(conflicts, workerCount: workerCount)
    }
  }

  /// Decides whether the planned block should be executed in order, and why: ``order``.
  func choose(_ judge: BlockJudge, workerCount: Int) {
    order = reasonForOrder(judge, workerCount: workerCount)
  }

  private func reasonForOrder(_ judge: BlockJudge, workerCount: Int) -> String? {
    self.workerCount = workerCount
    let reason = judge.reasonForOrder(advice, workerCount: workerCount)
    if let reason, advice.transactionCount > 1, workerCount > 1,
      advice.totalWeight >= judge.leastWeight
    {
      // A block in order teaches nothing: now and then the expectation is put to the test.
      return experience.isDueForProbe(hasHints: hasHints) ? nil : reason
    }
    return reason
      ?? (experience.restsFromSpeculation() ? "in order: earlier blocks conflicted" : nil)
  }

  /// Everything for speculating on the planned block.
  func begin(
    beneficiary: Address, watchesErasure: Bool, on state: WorldState, workerCount: Int
  ) -> BlockSTMBlock {
    words.clear(words.count)
    var block = engine.begin(
      transactionCount: advice.transactionCount, beneficiary: beneficiary,
      watchesErasure: watchesErasure, on: state, workerCount: workerCount)
    advice.impose(on: block.scheduler.pointee)
    block.expectedWriters = advice.expectedWriters
    return block
  }

  var watch: SpeculationWatch { SpeculationWatch(words.base, workerCount: workerCount) }
  func laneMemory(_ number: Int) -> LaneMemory { engine.lanes[number] }

  // MARK: After

  /// Draws the lessons of a block that was speculated on, while its read sets are still there.
  func learn(
    from transactions: [Transaction]?, _ block: BlockSTMBlock, troubles counters: ExecutionCounters
  ) {
    let count = advice.transactionCount
    let lost = counters.aborts + counters.suspensions
    let isTroubled = watch.hasGivenUp
    experience.note(isTroubled: isTroubled, hadHints: hasHints, isLostMuch: lost * 20 > count)
    guard let transactions, transactions.count == count, count > 1 else { return }
    if !hasHints {
      let isNew = model.unknownCalls * 16 > count
      guard isTroubled || isNew || lost * 50 > count || blockNumber % Self.calmInterval == 0
      else { return }
    } else if lost * 20 <= count {
      return
    }
    var length = min(count, ConflictModel.windowLength)
    // Another window each time; of a block that was given up, the part that was executed.
    let start = isTroubled ? 0 : ((blockNumber &* 0x9e37_79b9) &>> 8) % (count - length + 1)
    if isTroubled {
      length = (0..<length).first { block.transactions.readSet(of: $0) == nil } ?? length
    }
    transactions.withUnsafeBufferPointer { transactions in
      model.learn(from: transactions, in: start..<start + length) { reader, writer in
        guard let reads = block.transactions.readSet(of: reader) else { return false }
        return ReadSet.depends(reads, on: writer)
      }
    }
  }
}

/// How speculation has gone lately.
struct Experience {
  private var troubledInARow = 0
  private var restsLeft = 0
  private var blocksInOrder = 0
  private var probeInterval = 8
  private var badHints = 0
  private var hintBlocks = 0

  private static let longestInterval = 64

  /// Whether a block that is expected to be one chain is speculated on all the same, to see. Rarer each
  /// time, as long as it turns out to be one.
  mutating func isDueForProbe(hasHints: Bool) -> Bool {
    blocksInOrder += 1
    guard blocksInOrder >= probeInterval, !hasHints else { return false }
    blocksInOrder = 0
    probeInterval = min(2 * probeInterval, Self.longestInterval)
    return true
  }

  /// Whether the block should be executed in order, because speculation was given up several times in a
  /// row although everything was learnt that can be: for longer each time.
  mutating func restsFromSpeculation() -> Bool {
    guard restsLeft > 0 else { return false }
    restsLeft -= 1
    return true
  }

  /// Hints that did not keep speculation from failing twice of late.
  var distrustsHints: Bool { badHints >= 2 }

  mutating func note(isTroubled: Bool, hadHints: Bool, isLostMuch: Bool) {
    hintBlocks += 1
    if hadHints { badHints = isLostMuch ? badHints + 1 : 0 }
    // Whoever gives hints may have become better.
    if hintBlocks % 64 == 0 { badHints = 0 }
    if isTroubled {
      troubledInARow += 1
      if troubledInARow >= 2 {
        restsLeft = min(1 << min(troubledInARow - 1, 16), Self.longestInterval) - 1
      }
    } else {
      troubledInARow = 0
    }
    if !isTroubled && !isLostMuch { probeInterval = max(8, probeInterval / 2) }
  }
}

/// How blocks that were taken to be of some kind, and executed as such, have turned out lately.
struct TrialExperience {
  private var failures = 0
  private var restsLeft = 0

  private static let longestRest = 64

  /// Whether such a block should not be tried, after others that were none.
  mutating func rests() -> Bool {
    guard restsLeft > 0 else { return false }
    restsLeft -= 1
    return true
  }

  /// After each that was none, twice as many are not tried.
  mutating func note(areSo: Bool) {
    failures = areSo ? 0 : failures + 1
    restsLeft = areSo ? 0 : min(1 << min(failures, 16), Self.longestRest)
  }
}
