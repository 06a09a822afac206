import State
import Testing

@testable import Schedulers

/// What a worker asks for ahead is what it executes next.
///
/// A wrong guess changes no outcome, and a right one only time, so that nothing else would notice a guess that
/// is always wrong. One worker makes every guess checkable: nobody else releases anything in between.
@Suite struct LikelyNextTests {
  enum Source: CaseIterable, Sendable {
    case locks, graph
  }

  /// What became of the guesses of one block.
  struct Guesses {
    var right = 0
    var wrong = 0
    var missing = 0
    /// The same for what comes later in the claimed stretch.
    var upcomingRight = 0
    var upcomingWrong = 0
    var order: [Int] = []
  }

  /// Each waits for the one before it alone, though for two locks of it. Locks are requested in stretches, and
  /// after the last one of a stretch nobody waits yet.
  @Test(arguments: Source.allCases, [[0], [0, 1]])
  func inAChainItIsTheOneThatWaits(source: Source, keys: [Int]) {
    let guesses = guesses(source, writing: (0..<200).map { _ in keys })
    #expect(guesses.order == Array(0..<200))
    #expect(guesses.wrong == 0)
    #expect(guesses.right >= (source == .graph ? 199 : 175), "\(guesses.right)")
  }

  @Test(arguments: Source.allCases)
  func ofIndependentOnesItIsTheNextOfTheStretch(source: Source) {
    let guesses = guesses(source, writing: (0..<640).map { [$0] })
    #expect(guesses.wrong == 0)
    #expect(guesses.upcomingWrong == 0)
    // After the last one of a stretch of the manager's nobody knows what is next.
    #expect(guesses.right >= (source == .graph ? 639 : 600), "\(guesses.right)")
    #expect(guesses.upcomingRight > 550, "\(guesses.upcomingRight)")
  }

  /// Three chains side by side, of which one is as long as all the second half of the block besides.
  @Test(arguments: Source.allCases)
  func ofSeveralChainsItIsTheOneThatIsGoneOnWith(source: Source) {
    let guesses = guesses(source, writing: (0..<300).map { [$0 < 150 ? $0 % 3 : 0] })
    #expect(guesses.wrong == 0)
    #expect(guesses.right > (source == .graph ? 290 : 260), "\(guesses.right)")
  }

  /// Who waits for two others is not next when only one of them is executed.
  @Test(arguments: Source.allCases)
  func whoWaitsForAnotherTooIsNotNext(source: Source) {
    let guesses = guesses(source, writing: (0..<300).map { $0 % 3 == 2 ? [$0 - 2, $0 - 1] : [$0] })
    #expect(guesses.wrong == 0)
    #expect(guesses.right > 250, "\(guesses.right)")
  }

  @Test(arguments: Source.allCases, seeds(20))
  func inRandomBlocksItMostlyIs(source: Source, seed: UInt64) {
    var random = SplitMix(seed: seed)
    let keyCount = Int.random(in: 20...400, using: &random)
    let keys = (0..<400).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Int.random(in: 0..<keyCount, using: &random)
      }
    }
    let guesses = guesses(source, writing: keys)
    #expect(guesses.order.sorted() == Array(0..<400))
    #expect(guesses.right > 30 * guesses.wrong, "\(guesses.right) right, \(guesses.wrong) wrong")
    #expect(guesses.right > 3 * guesses.missing, "\(guesses.missing) missing")
  }

  // MARK: One worker

  /// Executes a block whose transactions write these keys, in the order in which one ``InPlaceLane`` would.
  private func guesses(_ source: Source, writing keys: [[Int]]) -> Guesses {
    let conflicts = ToyConflicts(writes: keys)
    switch source {
    case .locks:
      let manager = LockManager()
      manager.begin(conflicts.table, workerCount: 1)
      return guesses(manager, conflicts)
    case .graph:
      let graph = StaticDAGSource()
      graph.begin(conflicts.table, gas: keys.map { _ in 21_000 }, workerCount: 1)
      return guesses(graph, conflicts)
    }
  }

  private func guesses(_ source: some TransactionSource, _ conflicts: ToyConflicts) -> Guesses {
    withExtendedLifetime(conflicts) {
      var guesses = Guesses()
      var upcoming: [Int: Int] = [:]
      var expected: Int?
      var run = ClaimedRun()
      var following: Int?
      while let transaction = following ?? source.take(&run) {
        if !guesses.order.isEmpty {
          switch expected {
          case transaction: guesses.right += 1
          case nil: guesses.missing += 1
          default: guesses.wrong += 1
          }
        }
        if let later = upcoming[guesses.order.count] {
          if later == transaction { guesses.upcomingRight += 1 } else { guesses.upcomingWrong += 1 }
        }
        expected = source.likelyNext(after: transaction, in: run)
        if let later = source.upcoming(3, in: run) { upcoming[guesses.order.count + 4] = later }
        guesses.order.append(transaction)
        following = source.complete(transaction)
      }
      return guesses
    }
  }
}

/// The tables of a block in which each transaction writes some keys.
private final class ToyConflicts {
  private var starts = GrowableBuffer<UInt32>(capacity: 64)
  private var accesses = GrowableBuffer<AccessSets.Access>(capacity: 64)
  private var isBarrier = GrowableBuffer<Bool>(capacity: 64)
  private var keyCount = 0

  init(writes: [[Int]]) {
    for keys in writes {
      starts.append(UInt32(accesses.count))
      for key in Set(keys).sorted() { accesses.append(.init(location: key, isWrite: true)) }
      isBarrier.append(false)
      keyCount = max(keyCount, (keys.max() ?? 0) + 1)
    }
    starts.append(UInt32(accesses.count))
  }

  /// Valid as long as this is.
  var table: ConflictTable {
    ConflictTable(
      transactionCount: isBarrier.count, keyCount: keyCount, starts: UnsafePointer(starts.base),
      accesses: UnsafePointer(accesses.base), isBarrier: UnsafePointer(isBarrier.base))
  }
}
