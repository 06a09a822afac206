import Testing

@testable import Schedulers

/// When hybrid execution gives speculation up.
@Suite struct SpeculationWatchTests {
  /// How many of 1,000 transactions have been executed when it is given up, of each hundred of which so many were
  /// attempted in vain; nil if it never is.
  private func end(stale: Int, blocked: Int, workers: Int) -> Int? {
    let words = ZeroedWords(count: SpeculationWatch.wordCount)
    let watch = SpeculationWatch(words.base, workerCount: workers)
    var (staleSoFar, blockedSoFar) = (0, 0)
    for executed in 1...1000 {
      let (newStale, newBlocked) = (
        executed * stale / 100 - staleSoFar, executed * blocked / 100 - blockedSoFar
      )
      (staleSoFar, blockedSoFar) = (staleSoFar + newStale, blockedSoFar + newBlocked)
      if watch.note(
        stale: newStale, blocked: newBlocked, finished: UInt64(executed + staleSoFar))
      {
        #expect(watch.hasGivenUp)
        return executed
      }
    }
    #expect(!watch.hasGivenUp)
    return nil
  }

  @Test func whatTwoWorkersDoTwiceIsInVain() {
    #expect(end(stale: 0, blocked: 0, workers: 2) == nil)
    #expect(end(stale: 50, blocked: 0, workers: 2) == nil)
    #expect(end(stale: 70, blocked: 0, workers: 2) != nil)
  }

  @Test func oneChainIsGivenUpAndTwoAreNot() {
    #expect(end(stale: 0, blocked: 110, workers: 2) != nil)
    #expect(end(stale: 3, blocked: 53, workers: 2) == nil)
  }

  /// With more workers there is more to gain, but not from a chain.
  @Test func moreWorkersBearMore() {
    #expect(end(stale: 70, blocked: 0, workers: 4) == nil)
    #expect(end(stale: 160, blocked: 0, workers: 32) != nil)
  }

  /// What is given up at once teaches nothing.
  @Test func nothingIsConcludedFromAFew() throws {
    #expect(try #require(end(stale: 100, blocked: 100, workers: 2)) > 15)
  }
}
