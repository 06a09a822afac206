#if STEPPED_WORDS
  import Foundation
  import Primitives
  import State
  import Testing

  @testable import Harness
  @testable import Schedulers

  /// The traps on the real EVM, under every parallel scheduler, on the machine that runs workers one operation on
  /// a shared word at a time, by seed. `make test-virtual` runs more of them, and replays a failing one by its number.
  @Suite struct SteppedTrapTests {
    static let schedulers = TrapTests.schedulers.filter { !$0.name.hasPrefix("sequential") }
    static let seeds: Range<UInt64> = {
      func number(_ variable: String, _ fallback: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) } ?? fallback
      }
      let first = number("GRIDLOCK_VIRTUAL_FROM", 0)
      return first..<first + number("GRIDLOCK_VIRTUAL_TRAP_SEEDS", 1)
    }()

    @Test(arguments: TrapTests.all)
    func equalsSequentialInAnyInterleaving(trap: TrapBlock) throws {
      let prepared = PreparedTrap(trap)
      let expected = try prepared.execute(
        under: SequentialScheduler(), with: WorkerPool(size: 1))
      let pools = (2...4).map { WorkerPool(size: $0) }
      for seed in Self.seeds {
        for scheduler in Self.schedulers {
          try execute(prepared, scheduler, seed: seed, pools[Int(seed % 3)], expected)
        }
      }
    }

    /// A trap that nobody falls into tests nothing: most of the blocks make Block-STM execute something again. (The
    /// others are about what transactions by themselves must not get wrong.)
    @Test func mostTrapsMakeBlockSTMRepeatSomething() throws {
      let pool = WorkerPool(size: 3)
      let met = try TrapTests.all.filter { trap in
        let prepared = PreparedTrap(trap)
        let expected = try prepared.execute(
          under: SequentialScheduler(), with: WorkerPool(size: 1))
        let counters = try execute(prepared, BlockSTMScheduler(), seed: 1, pool, expected).counters
        return counters.aborts + counters.suspensions > 0
      }
      #expect(met.count * 2 > TrapTests.all.count, "\(met.count) of \(TrapTests.all.count)")
    }

    @discardableResult
    private func execute(
      _ trap: PreparedTrap, _ scheduler: any Scheduler, seed: UInt64, _ pool: WorkerPool,
      _ expected: TrapOutcome
    ) throws -> BlockExecution {
      let machine = VirtualMachine(seed: seed)
      pool.machine = machine
      defer { pool.machine = nil }
      let (found, execution) = try trap.executeCounting(
        under: scheduler.withoutExperience(), with: pool, isTold: scheduler.requirement != .hints)
      try TrapTests().expectEqual(
        found, expected, "\(trap.trap), \(scheduler.name) ×\(pool.size), seed \(seed)")
      #expect(!machine.isExhausted)
      return execution
    }
  }
#endif
