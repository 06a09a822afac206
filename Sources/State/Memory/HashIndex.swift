import Primitives

/// Open addressing from hashes to record numbers: the index half of a table whose records live in a
/// dense array, so that a record's number never changes while the index grows.
///
/// An entry is the upper half of the hash and the record number plus one; zero is vacant. At most half
/// full, linear probing, nothing is ever removed. 6 ns a look-up in cache, where a Dictionary takes 56.
public struct HashIndex: ~Copyable {
  private var entries: UnsafeMutablePointer<UInt64>
  private var mask: Int
  public private(set) var count = 0

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
  @inline(__always)
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

  /// Files `record` under `hash`. The record must not be filed yet, and `rehash` must give the hash of
  /// any record filed before: it is asked when the index doubles.
  @inline(__always)
  public mutating func insert(_ record: Int, hash: UInt64, rehash: (Int) -> UInt64) {
    if _slowPath(count &* 2 >= mask) { grow(rehash) }
    place(hash & 0xffff_ffff_0000_0000 | UInt64(record &+ 1), at: hash)
    count &+= 1
  }

  @inline(__always)
  private func place(_ entry: UInt64, at hash: UInt64) {
    var position = Int(truncatingIfNeeded: hash) & mask
    while entries[position] != 0 { position = (position &+ 1) & mask }
    entries[position] = entry
  }

  @inline(never)
  private mutating func grow(_ rehash: (Int) -> UInt64) {
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
    let copied = HashIndex(copying: entries, mask: mask, count: count)
    return copied
  }

  private init(copying source: UnsafeMutablePointer<UInt64>, mask: Int, count: Int) {
    entries = .allocate(capacity: mask + 1)
    entries.initialize(from: source, count: mask + 1)
    self.mask = mask
    self.count = count
  }
}

/// The hashes under which accounts and slots are filed, in every table of every layer: computed alike,
/// so that tests can craft collisions and layers can hand a hash on.
public enum TableHash {
  @inlinable @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hash of an address.
  @inlinable @inline(__always)
  public static func account(_ address: Address) -> UInt64 {
    fold(
      address.low ^ 0x2d35_8dcc_aa6c_78a5,
      address.middle ^ UInt64(address.high) &* 0x9e37_79b9_7f4a_7c15 ^ 0x8bb8_4b93_962e_acc9)
  }

  /// Hash of a storage slot: `account` tells accounts apart (any number that is unique per account).
  @inlinable @inline(__always)
  public static func slot(_ key: Word, account: UInt32) -> UInt64 {
    let upper = fold(key.l2 ^ 0x4d5a_2da5_1de1_aa47, key.l3 ^ 0xa076_1d64_78bd_642f)
    let lower = fold(
      key.l0 ^ 0x4b33_a62e_d433_d4a3,
      key.l1 ^ UInt64(account) &* 0x9e37_79b9_7f4a_7c15 ^ 0xe703_7ed1_a0b4_28db)
    return fold(lower ^ 0x9e37_79b9_7f4a_7c15, upper ^ 0x8ebc_6af0_9c88_c6e3)
  }
}
