import Glibc
import Synchronization
import Testing

@testable import Schedulers

@Suite struct WorkerPoolTests {
  struct Fault: Error, Equatable { var lane: Int }

  @Test(arguments: [1, 2, 3, 8])
  func runsEveryLaneOnce(size: Int) {
    let pool = WorkerPool(size: size)
    for _ in 0..<200 { #expect(pool.collect { $0 } == Array(0..<size)) }
  }

  @Test(arguments: [1, 2, 8])
  func waitsForAllAndThrows(size: Int) {
    let pool = WorkerPool(size: size)
    let ended = Atomic(0)
    #expect(throws: Fault(lane: size - 1)) {
      try pool.run { lane throws(Fault) in
        ended.wrappingAdd(1, ordering: .relaxed)
        if lane == size - 1 { throw Fault(lane: lane) }
      }
    }
    #expect(ended.load(ordering: .relaxed) == size)
    #expect(pool.collect { $0 * 2 } == (0..<size).map { $0 * 2 })
  }

  /// A thread's time counts at once, also while it runs: the process's clock may be a tick behind.
  @Test func countsTheTimeOfLanesThatRun() {
    let pool = WorkerPool(size: 2)
    let burnt: UInt64 = 3_000_000
    for _ in 0..<20 {
      let hasBurnt = Atomic(false)
      let isRead = Atomic(false)
      let before = pool.processorTime
      var after: UInt64 = 0
      withUnsafeMutablePointer(to: &after) { after in
        nonisolated(unsafe) let after = after
        pool.run { lane in
          if lane == 1 {
            let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
            while nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start < burnt {}
            hasBurnt.store(true, ordering: .releasing)
            while !isRead.load(ordering: .acquiring) {}
          } else {
            while !hasBurnt.load(ordering: .acquiring) {}
            after.pointee = pool.processorTime
            isRead.store(true, ordering: .releasing)
          }
        }
      }
      #expect(after - before >= burnt)
    }
  }

  /// As deep as 1,024 nested calls of an EVM whose frames take 64 KB each.
  @Test func stacksAreLarge() {
    @Sendable func descend(_ depth: Int) -> Int {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 << 10) { buffer in
        buffer.initialize(repeating: UInt8(truncatingIfNeeded: depth))
        return depth == 0 ? 0 : descend(depth - 1) + Int(buffer[depth]) - Int(buffer[0]) + 1
      }
    }
    #expect(onLargeStack { descend(1024) } == 1024)
    #expect(WorkerPool(size: 2).collect { $0 == 1 ? descend(1024) : 0 } == [0, 1024])
  }

  @Test func largeStackThrowsOn() {
    #expect(throws: Fault(lane: 5)) {
      try onLargeStack { () throws(Fault) -> Int in throw Fault(lane: 5) }
    }
  }

  /// Whoever sleeps is woken by whoever has something, and does not fall asleep if there is something already: the
  /// longest sleep is longer than the limit of the test.
  @Test(.timeLimit(.minutes(1)))
  func sleepersAreWoken() {
    let words = ZeroedWords(count: SleepingPlace.wordCount + SharedWords.line)
    nonisolated(unsafe) let place = SleepingPlace(words.base)
    nonisolated(unsafe) let turn = words.base + SleepingPlace.wordCount
    let minutes: UInt64 = 600_000_000_000
    WorkerPool(size: 2).run { lane in
      for round in 0..<1000 as Range<UInt64> {
        let mine = 2 * round + UInt64(lane)
        func hasTurn() -> Bool { turn.pointee.load(ordering: .sequentiallyConsistent) == mine }
        while !hasTurn() { place.sleep(atMost: minutes, unless: hasTurn) }
        turn.pointee.store(mine + 1, ordering: .sequentiallyConsistent)
        place.wakeAll()
      }
    }
    // By the memory's owner, which has to be there until now.
    let end = (words.base + SleepingPlace.wordCount).pointee.load(ordering: .relaxed)
    #expect(end == 2000)
  }

  @Test(.timeLimit(.minutes(1)))
  func aNapEndsByItself() {
    let words = ZeroedWords(count: SleepingPlace.wordCount)
    let place = SleepingPlace(words.base)
    var asked = 0
    for _ in 0..<10 {
      place.sleep(atMost: 50_000) {
        asked += 1
        return false
      }
    }
    #expect(asked == 10 && words.count == SleepingPlace.wordCount)
  }
}

extension WorkerPool {
  /// What `body` returns on each lane.
  func collect<Value: Sendable>(_ body: @Sendable (Int) -> Value) -> [Value] {
    let values = Locked<[Int: Value]>([:])
    run { lane in
      let value = body(lane)
      values.withLock { $0[lane] = value }
    }
    return values.withLock { values in (0..<size).compactMap { values[$0] } }
  }
}
