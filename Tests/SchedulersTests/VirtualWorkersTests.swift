#if STEPPED_WORDS
  import Primitives
  import State
  import Testing

  @testable import Schedulers

  /// Every parallel scheduler, whole, through interleavings that a seed chooses, down to single operations
  /// on shared words: reads, writes and compare-and-swaps of multi-version memory among them.
  ///
  /// Who takes hints gets right ones, wrong ones and none by turns. Without any, it has the transactions to plan by
  /// and has executed the block before, so that what it expects is partly right.
  ///
  /// `make test-virtual SEEDS=10000` runs more of them, and `FROM=17 SEEDS=1` the failing one again.
  @Suite struct VirtualWorkersTests {
    static let schedulers = allSchedulerVariants.map(\.name).filter { !$0.hasPrefix("sequential") }
    static let seeds = virtualSeeds(250)

    @Test(arguments: schedulers)
    func equalsSequentialInAnyInterleaving(name: String) throws {
      // The pools live as long as the test; the schedulers are new each time, for memory that has grown
      // would take other steps.
      let pools = (2...5).map { WorkerPool(size: $0) }
      for seed in Self.seeds {
        let block = Self.block(seed)
        _ = try execute(name, block, seed: seed, pools[Int(seed % 4)])
      }
    }

    /// Not of the scheduler whose table of reservations is hashed by addresses, which are others each time.
    @Test(arguments: schedulers.filter { !$0.hasPrefix("occ-rounds-reordering") })
    func aSeedTakesTheSameStepsAgain(name: String) throws {
      let pool = WorkerPool(size: 3)
      for seed in 0..<12 as Range<UInt64> {
        let block = Self.block(seed)
        let first = try execute(name, block, seed: seed, pool)
        let second = try execute(name, block, seed: seed, pool)
        #expect(first.digest == second.digest, "seed \(seed)")
        #expect(first.steps == second.steps)
        #expect(first.counters == second.counters, "seed \(seed)")
      }
    }

    /// Random blocks mostly, and each of the hostile ones that are small.
    private static func block(_ seed: UInt64) -> ToyBlock {
      let hostile = HostileBlocks.all.filter { $0.transactions.count <= 60 }
      return seed % 8 == 7
        ? hostile[Int(seed / 8) % hostile.count] : HostileBlocks.random(seed: seed)
    }

    private static func hints(_ seed: UInt64) -> ToyHints {
      var random = SplitMix(seed: seed)
      let kinds: [ToyHints] = [.perfect, .none, .none, .tooNarrow, .tooWide, .random]
      return kinds[Int(random.next() % UInt64(kinds.count))]
    }

    private struct Outcome {
      var digest: UInt64
      var steps: Int
      var counters: ExecutionCounters
    }

    private func execute(
      _ name: String, _ block: ToyBlock, seed: UInt64, _ pool: WorkerPool
    ) throws -> Outcome {
      let context: Comment =
        "\(name), \(block.name), \(pool.size) workers: make test-virtual FROM=\(seed) SEEDS=1"
      let scheduler = try scheduler(named: name, among: makeSchedulers(judge: .bold))
      var executor = ToyExecutor(block: block, seed: seed)
      var knowledge = BlockKnowledge.recorded(executor, on: WorldState(naive: block.genesis))
      let machine = VirtualMachine(seed: seed)
      pool.machine = machine
      defer { pool.machine = nil }
      if scheduler.requirement == .hints {
        let hints = Self.hints(seed)
        knowledge = BlockKnowledge(
          accessSets: try hints.sets(from: try #require(knowledge.accessSets), seed: seed))
        executor.showsTransactions = true
        if hints == .none {
          _ = try scheduler.execute(
            executor, on: WorldState(naive: block.genesis), with: pool, knowing: knowledge)
        }
      }
      let state = WorldState(naive: block.genesis)
      let execution = try scheduler.execute(executor, on: state, with: pool, knowing: knowledge)
      try #require(!machine.isExhausted, context)
      let order = try execution.checkedOrder(by: scheduler)
      var naive = NaiveInterpreter(accounts: block.genesis)
      let expected = naive.execute(block.reordered(order))
      let results = execution.results
      try #require(order.map { results[$0] } == expected.map(TransactionResult.init), context)
      try #require(state.naive == naive.accounts, context)
      try #require(state.accountsOfWrongExistence == [], context)
      expectAccounts(of: execution, context)
      var counters = execution.counters
      counters.preparation = .zero
      return Outcome(digest: machine.digest, steps: machine.stepCount, counters: counters)
    }
  }
#endif
