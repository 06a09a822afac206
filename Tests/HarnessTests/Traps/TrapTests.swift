import EVM
import Primitives
import State
import Testing

@testable import Harness
@testable import Schedulers

/// The traps of parallel EVM execution, by number, each as a block on the real EVM, under every scheduler.
///
/// The list is that of `parallel-execution.md`, part 4. Every block is longer than any scheduler's
/// threshold for executing in order, those that judge blocks are told to think no block too serial, and each shows
/// in sequential execution that its trap is sprung. `SteppedTrapTests` has the same blocks on the machine that
/// steps workers by seed.
///
/// Elsewhere:
/// - T46 (the end seen too early): `VirtualWorkersTests`, by seed.
/// - T48 (values that were true once): `t47OldKnowledgeIsNoticed` here, and `WrongKnowledgeTests`.
/// - T49 (a worker that dies): `WorkerFailureTests`.
/// - T50 (a harness that differs from run to run): `WorkloadsTests`, `ReportingTests`; runs below.
///
/// Not here, for there is nothing to fall into:
/// - T4 (several fee recipients): Ethereum's forks have one.
/// - T13 (falling back where something is destroyed): no scheduler here does; T12 covers the reads.
/// - T42 (state roots in receipts before Byzantium): no scheduler computes them. `gridlock replay` says
///   which receipts roots it did not compare; `BlockProcessor.executeInSteps` is for those who need them.
@Suite struct TrapTests {
  static let all =
    TrapBlock.accountTraps + TrapBlock.codeTraps + TrapBlock.readTraps + TrapBlock.blockTraps
  static let workerCounts = [1, 2, 3, 8, 32]
  /// Traps are about the order that they have.
  static let schedulers = withVariants(makeSchedulers(judge: .boldest))
    .filter { !$0.choosesOrder }

  /// A trap that sequential execution does not show would be no test.
  @Test(arguments: all) func isSprung(trap: TrapBlock) throws {
    let outcome = try PreparedTrap(trap).execute(
      under: SequentialScheduler(), with: WorkerPool(size: 1))
    #expect(trap.transactions.count >= TrapBlock.length)
    #expect(trap.isSprung(outcome))
  }

  @Test func namesAreUnique() { #expect(Set(Self.all.map(\.name)).count == Self.all.count) }

  @Test(arguments: all) func everySchedulerComesToTheSame(trap: TrapBlock) throws {
    let prepared = PreparedTrap(trap)
    let expected = try prepared.execute(under: SequentialScheduler(), with: WorkerPool(size: 1))
    for pool in Self.workerCounts.map({ WorkerPool(size: $0) }) {
      for scheduler in Self.schedulers {
        // Pauses are for those who have others to wait for.
        let delays = pool.size == 1 ? nil : UInt64(pool.size)
        let place = "\(trap), \(scheduler.name) ×\(pool.size)"
        let found = try prepared.execute(under: scheduler, with: pool, delays: delays)
        try expectEqual(found, expected, place)
        guard scheduler.requirement == .hints else { continue }
        let untold = try prepared.execute(
          under: scheduler, with: pool, delays: delays, isTold: false)
        try expectEqual(untold, expected, place + " without hints")
      }
    }
  }

  /// Those that think no block too serial execute traps in parallel indeed: none goes in order.
  @Test(arguments: schedulers.map(\.name).filter { $0.hasPrefix("hybrid") })
  func trapsAreExecutedInParallel(name: String) throws {
    let pool = WorkerPool(size: 2)
    for trap in Self.all {
      let scheduler = try scheduler(named: name, among: Self.schedulers)
      for isTold in [true, false] {
        let (_, execution) = try PreparedTrap(trap).executeCounting(
          under: scheduler.withoutExperience(), with: pool, isTold: isTold)
        let choice = try #require(execution.choice)
        #expect(!choice.hasPrefix("in order"), "\(trap): \(choice)")
      }
    }
  }

  /// T47, T48: knowledge of another block, so of other accesses and values, sends whoever trusts it back
  /// to where the first transaction went wrong.
  @Test(arguments: allSchedulerVariants.filter { $0.requirement != .nothing }.map(\.name))
  func t47OldKnowledgeIsNoticed(name: String) throws {
    func trap(_ shift: Int) -> TrapBlock {
      TrapBlock(
        "T47", .cancun,
        [TrapBlock.hot: assemble(.argument(0), .sload, .push(1), .add, .argument(0), .sstore)]
      ) { trap in
        trap.fill { trap, i in
          let slot = i > 30 ? (i + shift) % 9 : i % 9
          trap.send(from: TrapBlock.sender(i), to: TrapBlock.hot, input(Word(UInt64(slot + 1))))
        }
      }
    }
    let prepared = PreparedTrap(trap(0))
    let old = PreparedTrap(trap(4))
    let expected = try prepared.execute(under: SequentialScheduler(), with: WorkerPool(size: 1))
    let scheduler = try scheduler(named: name)
    for workers in Self.workerCounts {
      let pool = WorkerPool(size: workers)
      for _ in 0..<5 {
        let (found, fallback) = try prepared.execute(under: scheduler, with: pool, misledBy: old)
        try expectEqual(found, expected, "\(name) ×\(workers)")
        if scheduler.requirement != .hints { #expect(fallback != nil) }
      }
    }
  }

  /// T50: the same again is the same again.
  @Test(arguments: allSchedulerVariants.map(\.name))
  func t50RunsAreRepeatable(name: String) throws {
    let scheduler = try scheduler(named: name)
    let pool = WorkerPool(size: 3)
    let prepared = PreparedTrap(try #require(Self.all.first { $0.name.hasPrefix("T33") }))
    let first = try prepared.execute(under: scheduler, with: pool)
    for seed in 0..<5 as Range<UInt64> {
      #expect(try prepared.execute(under: scheduler, with: pool, delays: seed) == first)
    }
  }

  /// T35: how much gas those before have left decides what is refused, whoever executed first.
  @Test(arguments: schedulers.map(\.name))
  func t35RoomInTheBlock(name: String) throws {
    let scheduler = try scheduler(named: name)
    let trap = TrapBlock("T35", .cancun) { trap in
      trap.header.gasLimit = 60 * 21_000 + 30_000
      trap.fill { trap, i in
        trap.send(
          from: TrapBlock.sender(i), to: TrapBlock.stranger(i), value: 1,
          gas: i == 10 ? 1_400_000 : 21_000)
      }
    }
    let rules = ForkRules(trap.fork)
    for workers in Self.workerCounts {
      let state = WorldState(trap.allocation)
      let processor = BlockProcessor(
        trap.block, engine: EVMEngine(rules: rules, codeStore: state.codeStore),
        environment: BlockEnvironment(header: trap.header, chainID: 1, rules: rules))
      let processed = try onLargeStack {
        try processor.execute(on: state, under: scheduler, with: WorkerPool(size: workers))
      }
      #expect(processed.rejected.map(\.index) == [10] + Array(62..<72))
      #expect(processed.rejected.allSatisfy { $0.reason == .gasLimitAboveBlock })
    }
  }

  func expectEqual(
    _ found: TrapOutcome, _ expected: TrapOutcome, _ place: String
  ) throws {
    if found == expected { return }
    let wrong = zip(found.results, expected.results).enumerated().first {
      $0.element.0 != $0.element.1
    }
    let accounts = Set(found.allocation.keys).union(expected.allocation.keys).sorted()
      .filter { found.allocation[$0] != expected.allocation[$0] }.map(\.hex)
    Issue.record(
      "\(place): transaction \(String(describing: wrong)), accounts that differ: \(accounts)")
    throw Different()
  }

  private struct Different: Error {}
}

extension BlockJudge {
  /// Thinks no block too small, too serial or too cheap for several workers.
  static let boldest = BlockJudge(
    leastParallelism: 0, leastWeight: 0, fewWorkers: 0, sparesOneWorker: false)
}
