import Synchronization

/// Open addressing from hashes to record numbers: the index half of a table whose records live in a
/// dense array, so that a record's number never changes while the index grows.
///
/// An entry is the upper half of the hash and the record number plus one; zero is vacant. At most half
/// full, linear probing, nothing is ever removed. In the
/// prototype 6 ns a look-up in cache, where a Dictionary took 56.
public struct HashIndex: ~Copyable {
  @usableFromInline var entries: UnsafeMutablePointer<UInt64>
  @usableFromInline var mask: Int
  @usableFromInline var filed = 0

  /// Records filed.
  @inlinable public var count: Int { filed }

  /// An index that holds `capacity` records before it first grows.
  public init(capacity: Int = 16) {
    var size = 32
    while size < capacity * 2 { size *= 2 }
    entries = .allocate(capacity: size)
    entries.initialize(repeating: 0, count: size)
    mask = size - 1
  }

  deinit { entries.deallocate() }

  /// The number of the record with this hash for which `matches` holds, or nil.
  @inlinable @inline(__always)
  public func find(_ hash: UInt64, where matches: (Int) -> Bool) -> Int? {
    let tag = hash & 0xffff_ffff_0000_0000
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = entries[position]
      if entry == 0 { return nil }
      if entry & 0xffff_ffff_0000_0000 == tag {
        let record = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
        if matches(record) { return record }
      }
      position = (position &+ 1) & mask
    }
  }

  /// Where looking for `hash` begins.
  @inlinable @inline(__always)
  func start(of hash: UInt64) -> UnsafeMutablePointer<UInt64> {
    entries + (Int(truncatingIfNeeded: hash) & mask)
  }

  /// Files `record` under `hash`. The record must not be filed yet, and `rehash` must give the hash of
  /// any record filed before: it is asked when the index doubles.
  @inlinable @inline(__always)
  public mutating func insert(_ record: Int, hash: UInt64, rehash: (Int) -> UInt64) {
    if _slowPath(count &* 2 >= mask) { grow(rehash) }
    place(hash & 0xffff_ffff_0000_0000 | UInt64(record &+ 1), at: hash)
    filed &+= 1
  }

  /// Makes room for `count` more records, which count as filed from now on, and which threads then insert by
  /// ``insertConcurrently(_:hash:)``.
  @inlinable
  mutating func beginInsertions(of count: Int, rehash: (Int) -> UInt64) {
    reserve(filed + count, rehash: rehash)
    filed += count
  }

  /// Files one of the records that were announced. Any number of threads at once, while nobody looks anything
  /// up.
  @inlinable @inline(__always)
  func insertConcurrently(_ record: Int, hash: UInt64) {
    let entry = hash & 0xffff_ffff_0000_0000 | UInt64(record &+ 1)
    var position = Int(truncatingIfNeeded: hash) & mask
    while true {
      let isPlaced = (entries + position).withMemoryRebound(to: Atomic<UInt64>.self, capacity: 1) {
        $0.pointee.load(ordering: .relaxed) == 0
          && $0.pointee.compareExchange(expected: 0, desired: entry, ordering: .relaxed).exchanged
      }
      if isPlaced { return }
      position = (position &+ 1) & mask
    }
  }

  /// Makes room for `capacity` records, so that none of them makes the index grow.
  @inlinable
  public mutating func reserve(_ capacity: Int, rehash: (Int) -> UInt64) {
    while capacity &* 2 > mask { grow(rehash) }
  }

  @inlinable @inline(__always)
  func place(_ entry: UInt64, at hash: UInt64) {
    var position = Int(truncatingIfNeeded: hash) & mask
    while entries[position] != 0 { position = (position &+ 1) & mask }
    entries[position] = entry
  }

  @inlinable @inline(never)
  mutating func grow(_ rehash: (Int) -> UInt64) {
    let old = entries
    let oldSize = mask + 1
    entries = .allocate(capacity: oldSize * 2)
    entries.initialize(repeating: 0, count: oldSize * 2)
    mask = oldSize * 2 - 1
    for position in 0..<oldSize where old[position] != 0 {
      let record = Int(old[position] & 0xffff_ffff) - 1
      place(old[position], at: rehash(record))
    }
    old.deallocate()
  }

  /// An index with the same entries on storage of its own.
  public func copy() -> HashIndex {
    HashIndex(copying: entries, mask: mask, count: filed)
  }

  private init(copying source: UnsafeMutablePointer<UInt64>, mask: Int, count: Int) {
    entries = .allocate(capacity: mask + 1)
    entries.initialize(from: source, count: mask + 1)
    self.mask = mask
    filed = count
  }
}
