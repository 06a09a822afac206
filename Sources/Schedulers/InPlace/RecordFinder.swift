import Primitives
import State
import Synchronization

/// Finds the records of a block's accounts and slots, many at a time and by all workers.
///
/// A look-up is two cache misses, one after the other, and a block has thousands of them before its first
/// transaction can begin: so they are made a batch at a time, in three passes, each of which asks for the
/// memory of the next. What is found lies in cache when the transactions come to it.
///
/// `@unchecked Sendable`: the state is only read, inputs stay as they are, and each place of the result is
/// one worker's, who claims a batch of them.
struct RecordFinder: @unchecked Sendable {
  private let state: WorldState
  /// By name: its record's number, or ``missing``.
  private let found: UnsafeMutablePointer<UInt32>
  private let claimed: SharedWords
  private let count: Int

  static let missing = UInt32.max
  private static let batch = 64
  /// Fewer are found before another worker has woken up.
  private static let fewest = 512

  /// - Parameters:
  ///   - found: room for `count` results.
  ///   - claimed: a word that is zero.
  init(
    on state: WorldState, count: Int, into found: UnsafeMutablePointer<UInt32>,
    claiming claimed: SharedWords
  ) {
    self.state = state
    self.count = count
    self.found = found
    self.claimed = claimed
  }

  func find(_ addresses: UnsafeBufferPointer<Address>, with pool: WorkerPool) {
    let names = Names(addresses)
    run(with: pool) { range in
      find(
        range,
        hash: { TableHash.account(names[$0]) },
        askForPlace: { state.prefetchPlace(ofAccount: $0) },
        askForRecord: { state.prefetchRecord(ofAccount: $0) },
        look: { state.find(names[$0], hash: $1)?.index })
    }
  }

  /// - Parameter accounts: by number of the account, its reference.
  func find(
    _ locations: UnsafeBufferPointer<AccessSets.Location>,
    accounts: UnsafeMutablePointer<AccountReference>, with pool: WorkerPool
  ) {
    let names = Names(locations)
    let owners = Names(UnsafeBufferPointer(start: accounts, count: .max))
    run(with: pool) { range in
      find(
        range,
        hash: { index in
          guard names[index].part == .slot else { return 0 }
          return TableHash.slot(
            names[index].key, account: owners[Int(names[index].account)].index)
        },
        askForPlace: { state.prefetchPlace(ofSlot: $0) },
        askForRecord: { state.prefetchRecord(ofSlot: $0) },
        look: { index, hash in
          guard names[index].part == .slot else { return nil }
          return state.find(
            names[index].key, of: owners[Int(names[index].account)], hash: hash)?.index
        })
    }
  }

  /// Elements that several threads read.
  private struct Names<Element>: @unchecked Sendable {
    private let elements: UnsafeBufferPointer<Element>
    init(_ elements: UnsafeBufferPointer<Element>) { self.elements = elements }
    @inline(__always)
    subscript(index: Int) -> Element {
      elements.baseAddress.unsafelyUnwrapped[index]
    }
  }

  private func run(with pool: WorkerPool, _ body: @escaping @Sendable (Range<Int>) -> Void) {
    claimed.pointee.store(0, ordering: .relaxed)
    let work = { @Sendable in
      while true {
        let first = Int(
          claimed.pointee.wrappingAdd(UInt64(Self.batch), ordering: .relaxed).oldValue)
        guard first < count else { return }
        body(first..<min(first + Self.batch, count))
      }
    }
    if count < Self.fewest { return work() }
    pool.run { lane in
      pool.trace(of: lane).enter(.prepare)
      work()
    }
  }

  @inline(__always)
  private func find(
    _ range: Range<Int>, hash: (Int) -> UInt64, askForPlace: (UInt64) -> Void,
    askForRecord: (UInt64) -> Void, look: (Int, UInt64) -> UInt32?
  ) {
    var hashes = InlineArray<64, UInt64>(repeating: 0)
    for index in range {
      let value = hash(index)
      hashes[index &- range.lowerBound] = value
      askForPlace(value)
    }
    for offset in 0..<range.count { askForRecord(hashes[offset]) }
    for index in range {
      found[index] = look(index, hashes[index &- range.lowerBound]) ?? Self.missing
    }
  }
}
