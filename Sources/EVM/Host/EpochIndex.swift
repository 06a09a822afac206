/// Open addressing from hashes to record numbers that is emptied in O(1): an entry counts only if it
/// carries the present epoch, and emptying starts a new one.
///
/// A journal is emptied once a transaction, and most transactions touch a handful of keys.
struct EpochIndex: ~Copyable {
  struct Entry {
    var epoch: UInt32
    var number: Int32
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  private var epoch: UInt32 = 1
  private var count = 0

  /// An index of `size` entries, a power of two.
  init(size: Int) {
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry(epoch: 0, number: 0), count: size)
    mask = size - 1
  }

  deinit { entries.deallocate() }

  @inline(__always)
  mutating func removeAll() {
    count = 0
    epoch &+= 1
    if _slowPath(epoch == 0) { wipe() }
  }

  /// The epochs have wrapped: entries of four billion transactions ago would count again.
  @inline(never)
  private mutating func wipe() {
    entries.update(repeating: Entry(epoch: 0, number: 0), count: mask + 1)
    epoch = 1
  }

  /// The number filed under `hash` for which `matches` holds, or −1.
  @inline(__always)
  func find(_ hash: UInt64, where matches: (Int32) -> Bool) -> Int32 {
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = entries[position]
      if entry.epoch != epoch { return -1 }
      if matches(entry.number) { return entry.number }
      position = (position &+ 1) & mask
    }
  }

  /// Files `number`, which must not be filed yet. `rehash` gives the hash of any number filed before.
  @inline(__always)
  mutating func insert(_ number: Int32, hash: UInt64, rehash: (Int32) -> UInt64) {
    if _slowPath(count &* 2 >= mask) { grow(rehash) }
    place(number, hash: hash)
    count &+= 1
  }

  @inline(__always)
  private func place(_ number: Int32, hash: UInt64) {
    var position = Int(truncatingIfNeeded: hash) & mask
    while entries[position].epoch == epoch { position = (position &+ 1) & mask }
    entries[position] = Entry(epoch: epoch, number: number)
  }

  @inline(never)
  private mutating func grow(_ rehash: (Int32) -> UInt64) {
    let old = entries
    let oldSize = mask + 1
    entries = .allocate(capacity: oldSize * 2)
    entries.initialize(repeating: Entry(epoch: 0, number: 0), count: oldSize * 2)
    mask = oldSize * 2 - 1
    for position in 0..<oldSize where old[position].epoch == epoch {
      place(old[position].number, hash: rehash(old[position].number))
    }
    old.deallocate()
  }
}
