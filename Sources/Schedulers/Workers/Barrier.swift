import State
import Synchronization

/// Where all lanes of a run wait for each other, any number of times. Whoever comes last may do alone
/// what has to be done between two phases.
///
/// A handle on two lines of shared words that begin as zero.
struct Barrier: BitwiseCopyable {
  private let words: SharedWords
  private let laneCount: Int
  static let wordCount = 2 * SharedWords.line

  init(_ words: SharedWords, laneCount: Int) {
    self.words = words
    self.laneCount = laneCount
  }

  private var arrived: SharedWords { words }
  private var generation: SharedWords { words + SharedWords.line }

  /// Returns true to all when all have come and `last`, run by the last of them, has ended; false as
  /// soon as `keepsWaiting`, asked now and then by those who wait long, says so.
  ///
  /// What a lane did before is seen by `last`, and what both did by every lane afterwards.
  @inline(__always)
  func wait<Failure: Error>(
    keepsWaiting: () throws(Failure) -> Bool, last: () throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    let present = generation.pointee.load(ordering: .acquiring)
    let count = arrived.pointee.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
    if count == UInt64(laneCount) {
      arrived.pointee.store(0, ordering: .relaxed)
      try last()
      generation.pointee.store(present &+ 1, ordering: .releasing)
      return true
    }
    var backoff = Backoff()
    while generation.pointee.load(ordering: .acquiring) == present {
      backoff.wait()
      if backoff.isSleeping, try !keepsWaiting() { return false }
    }
    return true
  }

  /// The same for lanes that all come, whatever happens.
  @inline(__always)
  func wait(_ last: () -> Void) { _ = wait(keepsWaiting: { true }, last: last) }
}
