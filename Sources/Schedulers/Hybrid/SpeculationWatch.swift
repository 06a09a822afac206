import Synchronization

/// Notices that speculation does not pay in a block: that too many attempts are aborted or suspended.
///
/// On shared words: what all lanes have lost, and whether speculation was given up.
struct SpeculationWatch {
  private let words: SharedWords
  /// Lost attempts that are borne for each that was not in vain.
  private let tolerance: Double

  static let wordCount = 2 * SharedWords.line
  /// Before so many attempts are lost nothing is concluded: a block that was given up at once teaches nothing
  /// (``ConflictModel``), and the next one is given up too.
  private static let fewest = 32.0
  /// What an attempt is counted for that ended at an estimate. It takes less time than one that has to be repeated
  /// from its end, but a worker that has nothing else to do is no second worker: this makes one chain (1.1 such
  /// attempts a transaction) too many for two workers, and two chains (0.5) not, which Block-STM executes 1.1 to
  /// 1.4 times as fast with two workers as they are executed in order.
  private static let blockedWeight = 0.75

  /// - Parameter words: ``wordCount`` of them, zero.
  init(_ words: SharedWords, workerCount: Int) {
    self.words = words
    // Two workers gain nothing once half as much again is executed twice; with more of them a lost
    // attempt costs less, but a block that loses three for every two transactions is a chain.
    tolerance = min(0.6 * Double(max(workerCount - 1, 1)), 1.5)
  }

  private var staleAttempts: SharedWords { words }
  private var blockedAttempts: SharedWords { words + 1 }
  private var verdict: SharedWords { words + SharedWords.line }

  /// Whether speculation was given up.
  var hasGivenUp: Bool { verdict.pointee.load(ordering: .acquiring) != 0 }

  /// Counts attempts that came to nothing, and gives speculation up if there are too many.
  ///
  /// - Parameters:
  ///   - stale: attempts that had read too early.
  ///   - blocked: attempts that ended at an estimate.
  ///   - finished: how many attempts of all lanes have ended otherwise so far, those that had read too early among
  ///     them.
  func note(stale: Int, blocked: Int, finished: UInt64) -> Bool {
    let stale = staleAttempts.pointee.wrappingAdd(UInt64(stale), ordering: .relaxed).newValue
    let blocked = blockedAttempts.pointee.wrappingAdd(UInt64(blocked), ordering: .relaxed).newValue
    let lost = Double(stale) + Self.blockedWeight * Double(blocked)
    guard lost > Self.fewest, lost > tolerance * (Double(finished) - Double(stale)) else {
      return false
    }
    verdict.pointee.store(1, ordering: .releasing)
    return true
  }
}
