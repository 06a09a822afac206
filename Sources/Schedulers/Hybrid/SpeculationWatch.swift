import Synchronization

/// Notices that speculation does not pay in a block: that too many attempts are aborted or suspended.
///
/// On shared words: the number of such attempts, the tasks done, by lane, and whether it was given up.
struct SpeculationWatch {
  private let words: SharedWords
  /// Lost attempts that are borne for each transaction executed.
  private let tolerance: Double

  static let wordCount = 2 * SharedWords.line
  /// Below so many lost attempts nothing is concluded.
  private static let fewest: UInt64 = 16

  /// - Parameter words: ``wordCount`` of them, zero.
  init(_ words: SharedWords, workerCount: Int) {
    self.words = words
    // Two workers gain nothing once half as much again is executed twice; with more of them a lost
    // attempt costs less, but a block that loses three for every two transactions is a chain.
    tolerance = min(0.6 * Double(max(workerCount - 1, 1)), 1.5)
  }

  private var lost: SharedWords { words }
  private var verdict: SharedWords { words + SharedWords.line }

  /// Whether speculation was given up.
  var hasGivenUp: Bool { verdict.pointee.load(ordering: .acquiring) != 0 }

  /// Counts lost attempts, and gives speculation up if there are too many for the `tasks` done so far:
  /// executions and validations, so two a transaction.
  func note(lost count: Int, tasks: UInt64) -> Bool {
    let total = lost.pointee.wrappingAdd(UInt64(count), ordering: .relaxed).newValue
    guard total > Self.fewest, Double(total) > tolerance * Double(tasks) / 2 else { return false }
    verdict.pointee.store(1, ordering: .releasing)
    return true
  }
}
