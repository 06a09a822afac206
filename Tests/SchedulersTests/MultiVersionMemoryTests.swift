import Primitives
import State
import Testing

@testable import Schedulers

/// Chains of versions, and the numbers of what has no record yet.
@Suite struct MultiVersionMemoryTests {
  private let state: WorldState
  private let account: AccountReference

  init() {
    state = WorldState()
    account = state.reference(toyAddress(1))
  }

  private func version(_ transaction: Int, _ incarnation: UInt32 = 0) -> TransactionVersion {
    TransactionVersion(transaction: transaction, incarnation: incarnation)
  }

  private func write(
    _ value: UInt64, _ transaction: Int, in memory: MultiVersionMemory, _ arena: inout BumpArena
  ) -> VersionNode {
    let node = VersionNode(
      at: arena.allocate(VersionNode.wordCount), location: Location(.balance, of: account),
      head: memory.head(.balance, of: account),
      version: VersionWord(version(transaction), .ready), value: Word(value))
    memory.insert(node, of: transaction)
    return node
  }

  @Test func readsTheNewestBelow() throws {
    var storage = MultiVersionStorage()
    var arena = BumpArena()
    let memory = storage.begin(over: state)
    let head = memory.head(.balance, of: account)
    for transaction in [5, 1, 9, 3, 7] {
      _ = write(UInt64(transaction), transaction, in: memory, &arena)
    }
    #expect(memory.newest(head, below: 1) == nil)
    for transaction in 2...12 {
      let below = [1, 3, 5, 7, 9].filter { $0 < transaction }.max()
      let found = try #require(memory.newest(head, below: transaction))
      #expect(found.version.transaction == below)
      #expect(found.node.value == Word(UInt64(found.version.transaction)))
    }
  }

  @Test func deadVersionsAreReadThrough() throws {
    var storage = MultiVersionStorage()
    var arena = BumpArena()
    let memory = storage.begin(over: state)
    let head = memory.head(.balance, of: account)
    _ = write(10, 1, in: memory, &arena)
    let middle = write(20, 2, in: memory, &arena)
    middle.mark(middle.version.with(.dead))
    #expect(memory.newest(head, below: 3)?.version.transaction == 1)
    #expect(memory.ownNode(head, of: 2)?.words == middle.words)
    middle.publish(Word(21), as: VersionWord(version(2, 4), .ready))
    #expect(memory.newest(head, below: 3)?.node.value == Word(21))
    middle.mark(middle.version.with(.estimate))
    #expect(memory.newest(head, below: 3)?.version.has(.estimate) == true)
  }

  @Test func aNewBlockBeginsEmpty() {
    var storage = MultiVersionStorage()
    var arena = BumpArena()
    let first = storage.begin(over: state)
    _ = write(1, 1, in: first, &arena)
    let second = storage.begin(over: state)
    #expect(second.newest(second.head(.balance, of: account), below: 9) == nil)
    arena.reset()
    _ = write(2, 4, in: second, &arena)
    #expect(second.newest(second.head(.balance, of: account), below: 9)?.node.value == Word(2))
    #expect(second.newest(second.head(.balance, of: account), below: 4) == nil)
  }

  @Test func newKeysHaveOneNumberWhoeverAsks() {
    var storage = InternTableStorage(firstLevelBits: 3)
    for round in 0..<3 {
      // Made for sharing, but only the scheduler says so of the whole block.
      nonisolated(unsafe) let table = storage.table
      let numbers = WorkerPool(size: 4).collect { lane in
        (0..<3000).map { index in
          // Every lane in an order of its own; hashes collide in their tags and their places.
          let key = UInt64((index * 7 + lane * 1001) % 3000)
          return (key, table.intern(Word(key), owner: key % 5, hash: key % 64))
        }
      }
      var known: [UInt64: Int] = [:]
      for (key, number) in numbers.joined() {
        #expect(known[key, default: number] == number, "round \(round)")
        known[key] = number
        #expect(table.key(number) == Word(key))
        #expect(table.owner(number) == key % 5)
      }
      #expect(Set(known.values).count == 3000)
      storage.reset()
      #expect(storage.count == 0)
    }
  }

  @Test func arenasGrowAndStartOver() {
    var arena = BumpArena()
    let first = arena.allocate(8)
    first[7] = 42
    for _ in 0..<100_000 { arena.allocate(8)[0] = 1 }
    let large = arena.allocate(1 << 20)
    large[(1 << 20) - 1] = 1
    #expect(first[7] == 42)
    arena.reset()
    #expect(arena.allocate(8) == first)
  }

  @Test func readSetsOfAnyLength() {
    var storage = MultiVersionStorage()
    let memory = storage.begin(over: state)
    let head = memory.head(.balance, of: account)
    var reads = ReadSet()
    for length in [0, 1, 31, 32, 5000, 100_000] {
      reads.begin()
      for _ in 0..<length { reads.append(head, .committed) }
      #expect(reads.keep()[0] == UInt64(2 * length))
    }
  }
}
