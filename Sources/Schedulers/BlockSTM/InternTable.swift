import Primitives
import Synchronization

/// Numbers for accounts and slots that have no record in the state yet, given out during a block by any
/// number of threads: equal keys get equal numbers. Holds the heads of their version chains too.
///
/// A key lies at the first vacant place of its probe sequence: a window in the first level, then one in
/// the next, and so on, each twice as large as the one before. Nothing is removed, so everybody who looks for a key
/// meets it or the same vacant place, where compare-and-swap decides. Levels and entries are allocated
/// when first needed and never move: there is always room.
///
/// A handle on memory that ``InternTableStorage`` owns.
struct InternTable: BitwiseCopyable {
  /// Words of the header: how many entries were given out; then the levels, then the segments.
  fileprivate let header: SharedWords
  fileprivate let firstLevelBits: Int

  fileprivate static let levels = SharedWords.line
  fileprivate static let levelCount = 32
  fileprivate static let segments = levels + levelCount
  fileprivate static let segmentCount = 26
  fileprivate static let headerWords = segments + segmentCount
  private static let window = 32
  private static let firstSegmentBits = 8
  /// An entry: four words of key, the key's owner, four heads; two cache lines.
  private static let entryWords = 16
  private static let ownerWord = 4
  private static let headsWord = 5

  /// The number of `key` of `owner`, a new one if it has none. `hash` must be theirs.
  func intern(_ key: Word, owner: UInt64, hash: UInt64) -> Int {
    let tag = hash & 0xffff_ffff_0000_0000
    var fresh = -1
    var level = 0
    while true {
      let mask = 1 &<< (firstLevelBits &+ level) &- 1
      let table = block(Self.levels &+ level, words: mask &+ 1)
      var position = Int(truncatingIfNeeded: hash) & mask
      for _ in 0..<min(Self.window &<< level, mask &+ 1) {
        var entry = table[position].load(ordering: .acquiring)
        if entry == 0 {
          if fresh < 0 { fresh = makeEntry(key, owner) }
          let insertion = table[position].compareExchange(
            expected: 0, desired: tag | UInt64(fresh &+ 1), ordering: .acquiringAndReleasing)
          if insertion.exchanged { return fresh }
          entry = insertion.original
        }
        let number = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
        if entry & 0xffff_ffff_0000_0000 == tag, self.key(number) == key,
          self.owner(number) == owner
        {
          return number
        }
        position = (position &+ 1) & mask
      }
      level &+= 1
    }
  }

  func key(_ number: Int) -> Word {
    let words = entry(number)
    return Word(
      words[0].load(ordering: .relaxed), words[1].load(ordering: .relaxed),
      words[2].load(ordering: .relaxed), words[3].load(ordering: .relaxed))
  }

  func owner(_ number: Int) -> UInt64 { entry(number)[Self.ownerWord].load(ordering: .relaxed) }

  /// The entry's four chain heads.
  @inline(__always)
  func heads(_ number: Int) -> SharedWords { entry(number) + Self.headsWord }

  /// Filled before its number is published; a number that lost the race for its place stays unused.
  private func makeEntry(_ key: Word, _ owner: UInt64) -> Int {
    let number = Int(header.pointee.wrappingAdd(1, ordering: .relaxed).oldValue)
    precondition(number < 1 << 31, "more than 2³¹ new keys in a block")
    let words = entry(number)
    for (index, word) in [key.l0, key.l1, key.l2, key.l3, owner, 0, 0, 0, 0].enumerated() {
      words[index].store(word, ordering: .relaxed)
    }
    return number
  }

  @inline(__always)
  private func entry(_ number: Int) -> SharedWords {
    let shifted = number &+ 1 &<< Self.firstSegmentBits
    let bits = Int.bitWidth &- 1 &- shifted.leadingZeroBitCount
    let segment = block(
      Self.segments &+ bits &- Self.firstSegmentBits, words: Self.entryWords &<< bits)
    return segment + (shifted &- 1 &<< bits) &* Self.entryWords
  }

  /// The memory whose address is in word `index` of the header, allocated if nobody has yet.
  @inline(__always)
  private func block(_ index: Int, words: Int) -> SharedWords {
    let address = header[index].load(ordering: .acquiring)
    if _fastPath(address != 0) { return SharedWords(bitPattern: UInt(address)).unsafelyUnwrapped }
    return allocateBlock(index, words)
  }

  @inline(never)
  private func allocateBlock(_ index: Int, _ words: Int) -> SharedWords {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: words * 8, alignment: 128)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: words * 8)
    let result = header[index].compareExchange(
      expected: 0, desired: UInt64(UInt(bitPattern: memory)), ordering: .acquiringAndReleasing)
    if result.exchanged { return memory.assumingMemoryBound(to: SharedWord.self) }
    memory.deallocate()
    return SharedWords(bitPattern: UInt(result.original)).unsafelyUnwrapped
  }
}

/// The memory of an ``InternTable``, kept between blocks.
struct InternTableStorage: ~Copyable {
  private let header: ZeroedWords
  private var firstLevelBits: Int

  init(firstLevelBits: Int = 10) {
    header = ZeroedWords(count: InternTable.headerWords)
    self.firstLevelBits = firstLevelBits
  }

  deinit {
    for index in InternTable.levels..<InternTable.headerWords { release(index) }
  }

  /// How many entries were given out since the last reset.
  var count: Int { Int(header.base.pointee.load(ordering: .relaxed)) }

  var table: InternTable { InternTable(header: header.base, firstLevelBits: firstLevelBits) }

  /// Forgets all keys. If they did not fit the first level, the next block's has room for them.
  mutating func reset() {
    guard count > 0 else { return }
    let first = InternTable.levels
    if header.base[first + 1].load(ordering: .relaxed) == 0 {
      let address = UInt(header.base[first].load(ordering: .relaxed))
      if let level = UnsafeMutableRawPointer(bitPattern: address) {
        level.initializeMemory(as: UInt8.self, repeating: 0, count: 8 << firstLevelBits)
      }
    } else {
      for level in 0..<InternTable.levelCount { release(first + level) }
      while 1 << firstLevelBits < 4 * count { firstLevelBits += 1 }
    }
    header.base.pointee.store(0, ordering: .relaxed)
  }

  private func release(_ index: Int) {
    UnsafeMutableRawPointer(bitPattern: UInt(header.base[index].load(ordering: .relaxed)))?
      .deallocate()
    header.base[index].store(0, ordering: .relaxed)
  }
}
