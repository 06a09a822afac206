import Primitives
import State
import Synchronization

/// Looks up the records of a block's accounts and slots, by all workers, so that each location has its place.
///
/// A look-up is two cache misses, one after the other, and a block has thousands of them before its first
/// transaction can begin: so they are made a batch at a time, in three passes, each of which asks for the
/// memory of the next. What is found lies in cache when the transactions come to it.
///
/// `@unchecked Sendable`: inputs stay as they are; each place of the results is one worker's, who claims a
/// batch of them; and the state changes only while all workers wait for one of them (``Barrier``).
struct AccessResolver: @unchecked Sendable {
  let state: WorldState
  let sets: AccessSets
  /// Results. By account of the sets: its reference.
  let accounts: UnsafeMutablePointer<AccountReference>
  /// By location: where it lies.
  let places: UnsafeMutablePointer<AccessPlace>
  /// By batch of locations: how many slots have no record; then the number that the first of them gets.
  let missingSlots: UnsafeMutablePointer<UInt32>
  let words: SharedWords

  static let wordCount = 5 * SharedWords.line + Barrier.wordCount
  private static let missing = UInt32.max
  /// No slot has this number: not even a state that fills the memory of any machine.
  private static let missingSlot = SlotReference(missing)
  private static let batch = 64
  /// How many batches so many locations are.
  static func batchCount(of locations: Int) -> Int { (locations + batch - 1) / batch }
  /// Fewer locations are found before another worker has woken up.
  private static let fewest = 512

  private var claimedAccounts: SharedWords { words }
  private var claimedLocations: SharedWords { words + SharedWords.line }
  private var missesAccounts: SharedWords { words + 2 * SharedWords.line }
  /// How many slots have no record, once it is known.
  private var missing: SharedWords { words + 3 * SharedWords.line }
  private var claimedInsertions: SharedWords { words + 4 * SharedWords.line }

  /// Does it all. `meanwhile` is called by the calling thread before it helps to find slots.
  func run(with pool: WorkerPool, meanwhile: @Sendable () -> Void = {}) {
    for word in 0..<Self.wordCount { words[word].store(0, ordering: .relaxed) }
    sets.accounts.withUnsafeBufferPointer { addresses in
      sets.locations.withUnsafeBufferPointer { locations in
        let names = Names(addresses: addresses, locations: locations)
        if locations.count < Self.fewest || pool.size == 1 {
          return work(names, lane: 0, laneCount: 1, meanwhile)
        }
        pool.run { lane in
          pool.trace(of: lane).enter(.prepare)
          work(names, lane: lane, laneCount: pool.size, meanwhile)
        }
      }
    }
  }

  /// What the sets name. `@unchecked Sendable`: nobody changes it.
  private struct Names: @unchecked Sendable {
    let addresses: UnsafeBufferPointer<Address>
    let locations: UnsafeBufferPointer<AccessSets.Location>
  }

  private func work(
    _ names: Names, lane: Int, laneCount: Int, _ meanwhile: () -> Void
  ) {
    let barrier = Barrier(words + 5 * SharedWords.line, laneCount: laneCount)
    share(claimedAccounts, names.addresses.count) { findAccounts($0, names) }
    barrier.wait { makeMissingAccounts(names) }
    if lane == 0 { meanwhile() }
    share(claimedLocations, names.locations.count) { findLocations($0, names) }
    barrier.wait { announceMissingSlots(names) }
    if missing.pointee.load(ordering: .relaxed) > 0 {
      share(claimedInsertions, names.locations.count) { insertSlots($0, names) }
      barrier.wait { state.endInsertions(from: SlotReference(missingSlots[0])) }
    }
  }

  /// Runs `body` on batches until all of `count` are claimed.
  @inline(__always)
  private func share(_ claimed: SharedWords, _ count: Int, _ body: (Range<Int>) -> Void) {
    while true {
      let first = Int(
        claimed.pointee.wrappingAdd(UInt64(Self.batch), ordering: .relaxed).oldValue)
      guard first < count else { return }
      body(first..<min(first &+ Self.batch, count))
    }
  }

  // MARK: Accounts

  private func findAccounts(_ range: Range<Int>, _ names: Names) {
    let addresses = names.addresses.baseAddress.unsafelyUnwrapped
    var hashes = InlineArray<64, UInt64>(repeating: 0)
    for index in range {
      let hash = TableHash.account(addresses[index])
      hashes[index &- range.lowerBound] = hash
      state.prefetchPlace(ofAccount: hash)
    }
    for offset in 0..<range.count { state.prefetchRecord(ofAccount: hashes[offset]) }
    var found = true
    for index in range {
      let account = state.find(addresses[index], hash: hashes[index &- range.lowerBound])
      found = found && account != nil
      accounts[index] = account ?? AccountReference(Self.missing)
    }
    if !found { missesAccounts.pointee.store(1, ordering: .relaxed) }
  }

  private func makeMissingAccounts(_ names: Names) {
    if missesAccounts.pointee.load(ordering: .relaxed) == 0 { return }
    for (index, address) in names.addresses.enumerated()
    where accounts[index].index == Self.missing {
      accounts[index] = state.reference(address)
    }
  }

  // MARK: Locations

  private func findLocations(_ range: Range<Int>, _ names: Names) {
    let locations = names.locations.baseAddress.unsafelyUnwrapped
    var hashes = InlineArray<64, UInt64>(repeating: 0)
    for index in range where locations[index].part == .slot {
      let owner = accounts[Int(locations[index].account)]
      let hash = TableHash.slot(locations[index].key, account: owner.index)
      hashes[index &- range.lowerBound] = hash
      state.prefetchPlace(ofSlot: hash)
    }
    for index in range where locations[index].part == .slot {
      state.prefetchRecord(ofSlot: hashes[index &- range.lowerBound])
    }
    var missingHere: UInt32 = 0
    for index in range {
      let owner = accounts[Int(locations[index].account)]
      var location = Location(locations[index].part.field, of: owner)
      if locations[index].part == .slot {
        let slot = state.find(locations[index].key, hash: hashes[index &- range.lowerBound])
        missingHere &+= slot == nil ? 1 : 0
        location = Location(slot ?? Self.missingSlot)
      }
      places[index] = AccessPlace(code: AccessCode(location), owner: owner)
    }
    missingSlots[range.lowerBound / Self.batch] = missingHere
  }

  /// Numbers the slots that have no record, in the order of the locations, so that what a slot is called does
  /// not depend on who finds it missing. By one worker.
  private func announceMissingSlots(_ names: Names) {
    let batches = Self.batchCount(of: names.locations.count)
    let count = (0..<batches).reduce(0) { $0 + Int(missingSlots[$1]) }
    missing.pointee.store(UInt64(count), ordering: .relaxed)
    if count == 0 { return }
    var next = state.beginInsertions(ofSlots: count).index
    for batch in 0..<batches {
      let first = next
      next += missingSlots[batch]
      missingSlots[batch] = first
    }
  }

  private func insertSlots(_ range: Range<Int>, _ names: Names) {
    let locations = names.locations.baseAddress.unsafelyUnwrapped
    var number = missingSlots[range.lowerBound / Self.batch]
    for index in range where places[index].code.location == Location(Self.missingSlot) {
      let owner = places[index].owner
      let key = locations[index].key
      let slot = SlotReference(number)
      number &+= 1
      state.insert(
        key, of: owner, hash: TableHash.slot(key, account: owner.index), as: slot)
      places[index].code = AccessCode(Location(slot))
    }
  }
}
