#if STEPPED_WORDS
  import Testing

  @testable import Schedulers

  /// The machine that steps lanes: it has to be able to find what it is there to find.
  @Suite struct VirtualMachineTests {
    /// Store buffering (Sewell et al., CACM 2010): each lane stores one word and then loads the other's.
    /// Both may load nothing, unless the stores are sequentially consistent.
    private func storesThenLoads(seed: UInt64, _ store: @Sendable (SharedWords) -> Void) -> [UInt64]
    {
      let words = ZeroedWords(count: 2 * SharedWords.line)
      let places = WordPair(first: words.base, second: words.base + SharedWords.line)
      let pool = WorkerPool(size: 2)
      pool.machine = VirtualMachine(seed: seed)
      return pool.collect { lane in
        store(places[lane])
        return places[1 - lane].pointee.load(ordering: .sequentiallyConsistent)
      }
    }

    @Test func bufferedStoresComeLate() {
      let outcomes = Set(
        (0..<200).map { seed in
          storesThenLoads(seed: seed) { $0.pointee.store(1, ordering: .releasing) }
        })
      #expect(outcomes == [[0, 0], [0, 1], [1, 0], [1, 1]])
    }

    @Test func sequentiallyConsistentStoresDoNot() {
      let outcomes = Set(
        (0..<200).map { seed in
          storesThenLoads(seed: seed) { $0.pointee.store(1, ordering: .sequentiallyConsistent) }
        })
      #expect(outcomes == [[0, 1], [1, 0], [1, 1]])
    }

    /// What is stored first is seen first: buffers are queues, and a lane sees its own stores at once.
    @Test func storesKeepTheirOrder() {
      for seed in 0..<200 as Range<UInt64> {
        let words = ZeroedWords(count: 2 * SharedWords.line)
        let places = WordPair(first: words.base, second: words.base + SharedWords.line)
        let pool = WorkerPool(size: 2)
        pool.machine = VirtualMachine(seed: seed)
        let seen = pool.collect { lane in
          if lane == 0 {
            places[0].pointee.store(7, ordering: .relaxed)
            let own = places[0].pointee.load(ordering: .relaxed)
            places[1].pointee.store(1, ordering: .releasing)
            return own
          }
          let flag = places[1].pointee.load(ordering: .acquiring)
          return flag == 1 ? places[0].pointee.load(ordering: .relaxed) : 7
        }
        #expect(seen == [7, 7], "seed \(seed)")
      }
    }

    @Test func updatesAreAtomic() {
      for seed in 0..<50 as Range<UInt64> {
        let words = ZeroedWords(count: SharedWords.line)
        let places = WordPair(first: words.base, second: words.base)
        let pool = WorkerPool(size: 4)
        pool.machine = VirtualMachine(seed: seed)
        pool.run { lane in
          for _ in 0..<20 { places[0].pointee.wrappingAdd(1, ordering: .relaxed) }
          var value = places[0].pointee.load(ordering: .relaxed)
          while true {
            let result = places[0].pointee.weakCompareExchange(
              expected: value, desired: value + 1000, ordering: .relaxed)
            if result.exchanged { break }
            value = result.original
          }
        }
        #expect(places[0].pointee.load(ordering: .relaxed) == 4080)
      }
    }

    /// A lane that waits for what never comes: the machine gives up and says so, and the lanes end.
    @Test func whatDoesNotEndIsLetGo() {
      let words = ZeroedWords(count: SharedWords.line)
      let places = WordPair(first: words.base, second: words.base)
      let pool = WorkerPool(size: 2)
      let machine = VirtualMachine(seed: 1, stepLimit: 10_000)
      pool.machine = machine
      pool.run { lane in
        var backoff = Backoff()
        while places[0].pointee.load(ordering: .relaxed) == 0 {
          backoff.wait()
          if backoff.isSleeping { places[0].pointee.store(1, ordering: .relaxed) }
        }
      }
      #expect(machine.isExhausted)
    }
  }

  /// Two words by lane.
  ///
  /// `@unchecked Sendable` because the words are made for sharing.
  private struct WordPair: @unchecked Sendable {
    let first: SharedWords
    let second: SharedWords
    subscript(lane: Int) -> SharedWords { lane == 0 ? first : second }
  }
#endif
